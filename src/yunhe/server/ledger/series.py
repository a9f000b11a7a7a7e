"""The seals of one source, the table or the file, each checked by itself and against the one before."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from yunhe.server.errors import StoreError
from yunhe.server.ledger.comparison import Problem, What
from yunhe.server.ledger.keys import PublicKey
from yunhe.server.ledger.seal import FORM, NOTHING_BEFORE, Seal

_FIELDS = {
    "form": str,
    "number": int,
    "date": str,
    "starts": str,
    "ends": str,
    "events": int,
    "digest": str,
    "previous": str,
    "key": str,
    "heads": list,
}


@dataclass(slots=True)
class Fact:
    """What a seal says, without its heads; `is_authentic` when signature, or the seal behind it, vouch for that."""

    number: int
    date: str
    starts: str
    ends: str
    events: int
    digest: str
    previous: str
    hash: str
    is_authentic: bool
    is_list_true: bool = False  # the file: the lines before the seal are those that were signed
    group: int = 0  # the file: which list of it


class Series:
    """Seals in their order. `where` says in problems of which source they are: “”, or “封存文件”."""

    def __init__(self, where: str, what: What, keys: Mapping[str, PublicKey]) -> None:
        self.where, self.what, self.keys = where, what, keys
        self.facts: dict[int, Fact] = {}
        self.last: Fact | None = None

    def name(self, number: int, date: str = "") -> str:
        """How a seal is named to people."""
        return f"{self.where}第 {number} 次封存" + (f"（{date}）" if date else "")

    def add(self, seal: Seal, number: int | None = None) -> Iterator[Problem]:
        """The next seal; `number` is what the table says it is."""
        if not self.keys:
            raise StoreError("公钥", "有封存，没有公钥就核对不了签名", "用 --public-key 给出")
        said = _said(seal)
        if said is None or number not in (None, said["number"]):
            expected = number or (self.last.number + 1 if self.last else 1)
            yield Problem(self.name(expected), self.what, "封存的内容被改坏，读不出来")
            return
        fact = self._fact(seal, said)
        yield from self._of_signature(seal, said, fact)
        yield from self._of_order(fact)
        self.facts[fact.number] = self.last = fact

    def vouch_backwards(self) -> None:
        """A seal whose successor is authentic and names its hash is authentic too, whatever its own signature."""
        for number in sorted(self.facts, reverse=True):
            after = self.facts.get(number + 1)
            if after is not None and after.is_authentic and after.previous == self.facts[number].hash:
                self.facts[number].is_authentic = True

    def _fact(self, seal: Seal, said: Mapping[str, Any]) -> Fact:
        key = self.keys.get(said["key"])
        kept = {name: said[name] for name in ("number", "date", "starts", "ends", "events", "digest", "previous")}
        is_authentic = key is not None and key.signed(seal.body, seal.signature)
        return Fact(**kept, hash=seal.hash, is_authentic=is_authentic)

    def _of_signature(self, seal: Seal, said: Mapping[str, Any], fact: Fact) -> Iterator[Problem]:
        if said["key"] not in self.keys:
            problem = f"签名的公钥不在手上（指纹 {said['key'][:16]}），用 --public-key 给出"
            yield Problem(self.name(fact.number, fact.date), self.what, problem)
        elif not fact.is_authentic:
            yield Problem(self.name(fact.number, fact.date), self.what, "签名不对，被改写")

    def _of_order(self, fact: Fact) -> Iterator[Problem]:
        before = self.last.number if self.last else 0
        if fact.number <= before:
            yield Problem(self.name(fact.number, fact.date), self.what, "次序不对，或重复")
        for number in range(before + 1, fact.number):
            yield Problem(self.name(number), self.what, "缺这一次，被删去")
        previous = self.last.hash if self.last else NOTHING_BEFORE
        if fact.number == before + 1 and fact.previous != previous:
            yield Problem(self.name(fact.number, fact.date), self.what, "不接在前一次封存后面")


def _said(seal: Seal) -> dict[str, Any] | None:
    """The signed text as a mapping, when it has the form of a seal."""
    try:
        said = json.loads(seal.body)
    except ValueError:
        return None
    if not isinstance(said, dict) or said.get("form") != FORM:
        return None
    return said if all(type(said.get(name)) is kind for name, kind in _FIELDS.items()) else None
