"""A paragraph while it is read: its stretch of the view, its numerals, its quotation marks and its clauses."""

import re
from dataclasses import dataclass, field

from yunhe.reading.numeral import Numeral
from yunhe.reading.periods import Times
from yunhe.types import Role

_QUOTED = re.compile(
    '“[^”\n]{1,60}”|《[^》\n]{1,60}》|「[^」\n]{1,60}」|『[^』\n]{1,60}』|"[^"\n]{1,40}"|‘[^’\n]{1,40}’'
)
_BRACKETED = re.compile("（[^（）\n]{1,60}）|〔[^〕\n]{1,20}〕|\\[[^\\]\n]{1,20}\\]")
_STOPS = re.compile("[，；。：、！？!?\n（）,]")
_PAIRS = (
    "省、市",
    "国、省",
    "市、县",
    "县、乡",
    "省、州",
    "区、县",
    "国家、省",
    "中央、省",
    "省、自治区",
    "一、二、三",
    "一、二",
    "存、贷款",
    "城、乡",
    "进、出口",
    "大、中、小",
)
HARD = "，；。：！？（）"


@dataclass(slots=True)
class Passage:
    """`chars[start:end]` is the paragraph; `mask` is the same stretch with quotations and remarks blanked out."""

    chars: str
    start: int
    end: int
    role: Role = "review"
    section: int = 0
    numerals: list[Numeral] = field(default_factory=list)
    mask: str = ""
    quotes: list[tuple[int, int]] = field(default_factory=list)
    times: Times = field(default_factory=lambda: Times(0, (None, None)))

    def is_quoted(self, numeral: Numeral) -> tuple[int, int] | None:
        """The quotation that the numeral stands in, if any."""
        for start, end in self.quotes:
            if start < numeral.start and numeral.number_end < end:
                return start, end
        return None

    def find_quotes(self) -> None:
        """Note where quotations stand."""
        text = self.chars[self.start : self.end]
        if "“" in text or "《" in text or '"' in text or "「" in text or "‘" in text:
            self.quotes = [(m.start() + self.start, m.end() + self.start) for m in _QUOTED.finditer(text)]

    def cover(self, figures: list[Numeral]) -> None:
        """Blank out what is no clause of its own: quotations, and remarks in brackets that hold no figure."""
        text = self.chars[self.start : self.end]
        if self.quotes:
            text = _QUOTED.sub(lambda m: "“" + "Ｑ" * (len(m.group()) - 2) + "”", text)
        for pair in _PAIRS:
            if pair in text:
                text = text.replace(pair, pair.replace("、", "Ｑ"))
        if "（" in text or "〔" in text:
            starts = [n.start - self.start for n in figures]
            text = _BRACKETED.sub(
                lambda m: m.group() if any(m.start() < s < m.end() for s in starts) else "Ｂ" * len(m.group()), text
            )
        self.mask = text

    def masked(self, start: int, end: int) -> str:
        """The masked stretch between two offsets of the view."""
        return self.mask[start - self.start : end - self.start]

    def clause_start(self, low: int, at: int, marks: str = "，；。：、！？（）") -> int:
        """The offset behind the last mark that stands before `at`, not before `low`."""
        text, base = self.mask, self.start
        best = low - base
        for mark in marks:
            found = text.rfind(mark, best, at - base)
            if found >= 0:
                best = found + 1
        return best + base

    def clause_end(self, at: int, high: int) -> int:
        """The offset of the next mark behind `at`, at most `high`."""
        found = _STOPS.search(self.mask, at - self.start, high - self.start)
        stop = found.start() if found else high - self.start
        dash = self.mask.find("——", at - self.start, stop)
        return (dash if dash >= 0 else stop) + self.start
