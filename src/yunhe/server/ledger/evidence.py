"""What the seals prove: those of the table and of the file, held against each other, and the events that they list.

The list of a seal is taken from the file when it has the signed digest there, else from the table of events when that
has it; so one edited line of the file accuses no event. Where neither has it, the signed heads tell of which subjects
something was rewritten.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import IO

from yunhe.errors import reason
from yunhe.server.errors import StoreError
from yunhe.server.ledger import seal as seals
from yunhe.server.ledger.chain import instant
from yunhe.server.ledger.comparison import Problem
from yunhe.server.ledger.keys import PublicKey
from yunhe.server.ledger.seal import Listed, Seal
from yunhe.server.ledger.sealed_list import SealedList
from yunhe.server.ledger.sealing import listed
from yunhe.server.ledger.seals_file import BrokenLine, items
from yunhe.server.ledger.series import Fact, Series
from yunhe.server.ledger.times import Time, Times
from yunhe.server.statement import stream

_SEALS = (
    "SELECT number, body, signature, CAST(date AS text), CAST(starts AS text), CAST(ends AS text), events "
    "FROM ledger_seal ORDER BY number"
)
_ONE = "SELECT body, signature FROM ledger_seal WHERE number = %s"
_AT_ONCE = 5000


class Evidence:
    """Gathered in one go: `problems` of the seals themselves, the `times` they cover, the events `known` by them."""

    def __init__(self, file: Path | None, keys: Mapping[str, PublicKey], known: SealedList) -> None:
        self.known = known
        self.table, self.kept = Series("", "seal", keys), Series("封存文件", "file", keys)
        self.problems = [*self._table()]
        if file is not None:
            self.problems += self._file(file)
        self.numbers = sorted(self.table.facts.keys() | self.kept.facts.keys())
        self.times = Times([self._time(number) for number in self.numbers])

    def _table(self) -> Iterator[Problem]:
        for number, body, signature, *columns in stream(_SEALS, size=1):
            yield from self.table.add(Seal(str(body), str(signature)), number)
            fact = self.table.facts.get(number)
            if fact and not _columns_agree(fact, columns):
                yield Problem(self.table.name(number, fact.date), "seal", "表里的列与签名的内容不符，被改写")
        self.table.vouch_backwards()

    def _file(self, path: Path) -> Iterator[Problem]:
        try:
            with path.open("rb") as file:
                yield from self._lines(file, path)
        except OSError as error:
            raise StoreError(str(path), f"封存文件读不了（{reason(error)}）", "检查文件名") from None
        self.kept.vouch_backwards()
        for number, fact in sorted(self.kept.facts.items()):
            yield from self._compared(number, fact)

    def _lines(self, file: IO[bytes], path: Path) -> Iterator[Problem]:
        """Every list with the seal behind it; the list is gathered on the disk while it is summed."""
        group, found, some = 1, seals.Sum(), list[Listed]()
        try:
            for item in items(file):
                if isinstance(item, Seal):
                    self.known.add(group, some)
                    yield from self._list(item, group, found)
                    group, found, some = group + 1, seals.Sum(), []
                    continue
                found.add(item)
                some.append(item)
                if len(some) == _AT_ONCE:
                    self.known.add(group, some)
                    some = []
        except BrokenLine as broken:
            yield Problem(f"{path}:{broken}", "file", "这一行不是封存文件的写法，被改坏；以下没有读")
        else:
            if found.events:
                yield Problem(str(path), "file", "末尾的清单后面没有签名，被截断")
        self.known.take_back(group)

    def _list(self, seal: Seal, group: int, found: seals.Sum) -> Iterator[Problem]:
        """A seal of the file, with the list before it; of a list that was edited only the signed heads are kept."""
        before = self.kept.last
        yield from self.kept.add(seal)
        fact = self.kept.last
        if fact is None or fact is before:
            return self.known.take_back(group)
        fact.group = group
        fact.is_list_true = found.digest == fact.digest
        if not fact.is_list_true:
            self.known.take_back(group)
            self.known.add(group, seals.heads(seal.said()))
            yield Problem(self.kept.name(fact.number, fact.date), "file", "逐条清单与签名的摘要不符，清单被改过")

    def _compared(self, number: int, fact: Fact) -> Iterator[Problem]:
        """What the file says of a seal, against the table."""
        other = self.table.facts.get(number)
        if other is None:
            yield Problem(self.table.name(number, fact.date), "seal", "封存文件里有，库里没有，被删去")
        elif other.hash != fact.hash:
            yield Problem(self.table.name(number, fact.date), "seal", "库里的与封存文件里的不同")

    def _time(self, number: int) -> Time:
        """The stretch of a seal, with what is known of it; a list that the file does not give is filled in."""
        both = [fact for fact in (self.kept.facts.get(number), self.table.facts.get(number)) if fact]
        fact = next((fact for fact in both if fact.is_authentic), both[0])
        for other in both:
            if other is not fact or not fact.is_authentic:
                self.known.take_back(other.group)
        if not fact.is_authentic:
            return Time(fact.starts, fact.ends, "unknown")
        return Time(fact.starts, fact.ends, "listed") if fact.is_list_true else self._from_events(fact)

    def _from_events(self, fact: Fact) -> Time:
        """The list of a stretch as the events have it, if it has the signed digest; else only the heads."""
        starts, ends = (datetime.fromisoformat(text) for text in (fact.starts, fact.ends))
        found = seals.summed(listed(starts, ends))
        if found.digest == fact.digest:
            self.known.take_back(fact.group)
            self.known.add(-fact.number, listed(starts, ends))
            return Time(fact.starts, fact.ends, "listed")
        problem = f"这一段的记录与签名不符（封存了 {fact.events} 条，现有 {found.events} 条）"
        self.problems.append(Problem(self.table.name(fact.number, fact.date), "seal", problem))
        for body, signature in stream(_ONE, (fact.number,)):
            seal = Seal(body, signature)
            if seal.hash == fact.hash:
                self.known.add(-fact.number, seals.heads(seal.said()))
        return Time(fact.starts, fact.ends, "heads")


def _columns_agree(fact: Fact, columns: Sequence[object]) -> bool:
    date, starts, ends, events = columns
    try:
        instants = [instant(str(each)) for each in (starts, ends)]
    except ValueError:
        return False
    said = [datetime.fromisoformat(each) for each in (fact.starts, fact.ends)]
    return instants == said and (str(date), events) == (fact.date, fact.events)
