"""What a mechanism owes to the persons its matters are about: a fit store, and an end to the keeping of their data.

retention: {years: 3, after: 办结, basis: 示例口径}
"""

from collections.abc import Mapping

from yunhe.definitions import retention, strict
from yunhe.definitions.fields import Field
from yunhe.definitions.retention import Retention
from yunhe.definitions.stores import SHARED

ENDED = "办结"  # the day on which a matter came to its end


def retention_of(root: strict.Mapping, store: str, fields: Mapping[str, Field]) -> Retention | None:
    """How long payload is kept; to be said where there is any, and never for ever (个人信息保护法 第十九条)."""
    personal = [field for field in fields.values() if field.is_personal]
    _refuse_unfit_store(root, store, personal)
    days = [name for name, field in fields.items() if field.kind in ("date", "instant") and not field.is_personal]
    made = None
    if "retention" in root:
        made = retention.retention_of(root.take("retention", strict.mapping), (ENDED, *days))
    if not personal and store == SHARED:
        return made
    holds = f"“{personal[0].name}”是{personal[0].data_class}信息" if personal else f"“{store}”库的理由、材料可能写到人"
    remedy = f"写如 retention: {{years: 3, after: {ENDED}, basis: …}}（个人信息保护法 第十九条）"
    if made is None:
        raise root.error(f"{holds}，却没有写保存期限", remedy, "fields" if personal else "store")
    if made.is_forever:
        raise root.error(f"{holds}，不能永久保存", remedy, "retention")
    return made


def _refuse_unfit_store(root: strict.Mapping, store: str, personal: list[Field]) -> None:
    """Sensitive data lie in a store whose owner answers for them (第二十八条、第五十一条)."""
    sensitive = next((field.name for field in personal if field.data_class == "敏感个人"), None)
    if sensitive and store == SHARED:
        node = root.take("fields", strict.mapping)
        raise node.error(f"“{sensitive}”是敏感个人信息，不能放在{SHARED}库", "写上专库，如 store: 信访", sensitive)
