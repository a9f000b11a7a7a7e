"""Statistics 统计台账: which indicators a unit of the district answers for, how often, and which systems they are.

statistics: 国民经济核算
owner: 区统计局
systems: [S002, S003]
basis: 《中华人民共和国统计法》
every: 季
indicators: {gdp: [总量, 增速], tertiary_value_added: [总量, 增速]}

The proof is the district's own report: in the sentence of each system the reader finds one of these indicators, and
each indicator is found in one of these sentences.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from yunhe.definitions import strict
from yunhe.errors import DefinitionError
from yunhe.reading import indicators
from yunhe.types import Claim, Span

FOLDER = "statistics"
EVERY = ("日", "月", "季", "半年", "年", "不定期")
KINDS = {"总量": "level", "比重": "ratio", "增速": "growth", "变动": "change", "位次": "rank", "连续": "streak"}


class Statistics(NamedTuple):
    """A group of indicators under one owner. `words` are phrases of the report that no indicator is known for yet."""

    name: str
    owner: str
    systems: tuple[str, ...]
    basis: str
    every: str
    indicators: Mapping[str, tuple[str, ...]]
    words: Mapping[str, tuple[str, ...]]
    is_scored: bool
    root: strict.Mapping

    @property
    def path(self) -> str:
        return self.root.path


def paths_of(folder: str | Path) -> list[Path]:
    """The files that define the statistics of a district."""
    return sorted((Path(folder) / FOLDER).glob("*.yaml"))


def load(path: str | Path) -> Statistics:
    """The checked statistics of one file."""
    root = strict.load(path)
    kinds = strict.sequence_of(strict.one_of(*KINDS))
    known = root.take("indicators", strict.optional_mapping, None)
    words = root.take("words", strict.optional_mapping, None)
    made = Statistics(
        root.take("statistics", strict.text),
        root.take("owner", strict.text),
        root.take("systems", strict.texts),
        root.take("basis", strict.text),
        root.take("every", strict.one_of(*EVERY)),
        dict(known.entries(kinds)) if known else {},
        dict(words.entries(kinds)) if words else {},
        root.take("scored", strict.flag, False),
        root,
    )
    root.take("data", strict.one_of("待外部数据", "待计算"), "")
    root.take("note", strict.text, "")
    root.finish()
    _refuse_unknown(made, known)
    return made


def failures(made: Statistics, says: Mapping[str, Span], claims: Sequence[Claim]) -> Iterator[DefinitionError]:
    """What of these statistics the report does not bear out: system → its sentence, and the claims of the report."""
    found: dict[str, set[str]] = {id: _measured(says[id], claims, made) for id in made.systems if id in says}
    for id, names in found.items():
        if not names and not made.is_scored:
            problem = f"报告里 {id} 的原句没有读到这些指标"
            yield made.root.error(problem, "改 indicators、words，或把编号移走", "systems")
    for name in (*made.indicators, *made.words):
        if not any(name in names for names in found.values()):
            yield made.root.error(f"“{name}”在这些编号的原句里都没有读到", "改名称，或改种类", "indicators")


def _measured(sentence: Span, claims: Sequence[Claim], made: Statistics) -> set[str]:
    """The names under which figures of a sentence are kept."""
    names = set()
    for claim in claims:
        if sentence.start <= claim.start < sentence.end:
            names |= {id for id, kinds in made.indicators.items() if id == claim.indicator.id and _is(claim, kinds)}
            phrase = claim.indicator.phrase
            names |= {word for word, kinds in made.words.items() if word in phrase and _is(claim, kinds)}
    return names


def _is(claim: Claim, kinds: tuple[str, ...]) -> bool:
    return any(claim.kind in KINDS[kind] for kind in kinds)


def _refuse_unknown(made: Statistics, node: strict.Mapping | None) -> None:
    if not made.indicators and not made.words and not made.is_scored:
        raise made.root.error("没有写指标", "写 indicators 或 words")
    for id in made.indicators if node else ():
        if indicators.definition(id) is None:
            raise made.root.error(f"indicators.yaml 里没有“{id}”", "改编号，或把名称写进 words", "indicators")
