"""Finds entries whose personal payload may be kept no longer, as their register says (个人信息保护法 第十九条)."""

from collections.abc import Iterator, Mapping
from datetime import date

from yunhe.registers.register import Register
from yunhe.server.errors import StoreError
from yunhe.server.matters.expiry import AT_A_TIME, Found, Over, Waiting, day_of
from yunhe.server.registers import rows
from yunhe.server.registers.standing import Standing
from yunhe.server.vault.erasure import Order, Plan, erase_subject

_WITH_PAYLOAD = (
    "WHERE register = %s AND key > %s "
    "AND EXISTS (SELECT 1 FROM vault_payload WHERE vault_payload.subject = registers_entry.subject)"
)


def run_out(registers: Mapping[str, Register], today: date) -> Iterator[Found]:
    """Every entry that still has payload and whose time has come, or cannot be told."""
    for register in registers.values():
        after = ""
        while register.personal and (found := rows.some(_WITH_PAYLOAD, (register.name, after), AT_A_TIME)):
            yield from filter(None, (look_at(register, standing, today) for standing in found))
            after = found[-1].key


def look_at(register: Register, standing: Standing, today: date) -> Found | None:
    """How it stands with one entry; None while it may be kept."""
    retention = register.retention
    begun = standing.open_values.get(retention.after)
    if not isinstance(begun, str):
        why = f"已撤销，没有填“{retention.after}”，保存期限没法算 → 用 yunhe erase {standing.subject} 删除"
        return Waiting(standing.subject, standing.store, why) if standing.withdrawn else None
    over = retention.ends(day_of(begun))
    return Over(standing.subject, standing.store, over, retention) if over and over <= today else None


def erase_over(registers: Mapping[str, Register], found: Over, today: date, order: Order) -> list[Plan]:
    """Let the payload of an entry go, unless it has been changed meanwhile."""

    def still_over() -> None:
        [seen] = rows.some("WHERE subject = %s", (found.subject,), 1)
        now = rows.find_each(seen.register, [seen.folded]).get(seen.folded)
        if now is None or not isinstance(look_at(registers[seen.register], now, today), Over):
            raise StoreError(found.subject, "改过了，没有删除", "期限从新的日期起算")

    return erase_subject(found.subject, order, still_over)
