"""Read a document into claims: intake → view → outline → numerals → sentences → claims."""

import re
from collections.abc import Callable
from pathlib import Path

from yunhe.reading import rules
from yunhe.reading.indicators import definition, identify
from yunhe.reading.numeral import Numeral
from yunhe.reading.outline import Line, read_outline
from yunhe.reading.passage import Passage
from yunhe.reading.periods import Years, default_years, names_its_time, speaks_of_both, speaks_of_time, times_of
from yunhe.reading.places import stem
from yunhe.reading.scan import numerals_of
from yunhe.reading.sentence import Sentence, read_sentence
from yunhe.reading.units import written_unit
from yunhe.reading.view import View
from yunhe.types import Claim, Document, Naming, Other, Outline, Quantity, Reading, Role, Section, Span

_RATES = ("率", "比重", "占比", "比例", "覆盖面")
_STOP = re.compile("[。！？!?]+[”’）]*")


def read(path: str | Path, *, on_classified_machine: bool = False) -> Reading:
    """Read one document from a file; UnreadableError says what cannot be read and what would help."""
    from yunhe.reading.intake import read_file

    return read_document(read_file(str(path), on_classified_machine=on_classified_machine))


def read_text(text: str, name: str = "-") -> Reading:
    """Read a text that is at hand."""
    return read_document(Document(name, text))


def read_document(document: Document, told: Callable[[float], None] | None = None) -> Reading:
    """Read a document into its outline, claims and other numerals; `told` hears the share of lines that are read."""
    view = View(document)
    outline, lines = read_outline(view, Path(document.name).stem)
    reader = _Reader(view, outline)
    for number, line in enumerate(lines, 1):
        reader.read_line(line)
        if told is not None:
            told(number / len(lines))
    return Reading(document, outline, tuple(reader.claims), tuple(reader.others))


class _Reader:
    """What runs on from paragraph to paragraph."""

    def __init__(self, view: View, outline: Outline) -> None:
        self.view = view
        self.outline = outline
        self.claims: list[Claim] = []
        self.others: list[Other] = []
        self._sentence = 0
        self._opens_term = (outline.session or "").endswith(("第一次会议", "第1次会议"))
        self._section = -1
        self._years: Years = (None, None)
        self._short = stem(outline.area or "")
        self._chapter: Years = (None, None)
        self._role: Role | None = None
        self._mixed = False  # the chapter speaks of a year and of the years around it

    def _enter(self, section: Section) -> None:
        """A chapter sets the years; one whose heading says nothing of time goes on with those of the chapter before."""
        if section.level > 1 and self._section >= 0:
            if names_its_time(section.title):
                self._years = default_years(section.title, section.role, self.outline.year)
            return
        if self._mixed and section.role == self._role and section.level and not speaks_of_time(section.title):
            return
        if section.role != self._role or speaks_of_time(section.title):
            self._chapter = default_years(section.title, section.role, self.outline.year, self._opens_term)
            self._mixed = speaks_of_both(section.title)
        self._role = section.role
        self._years = self._chapter

    def read_line(self, line: Line) -> None:
        """Read one paragraph."""
        section = self.outline.sections[line.section]
        if line.section != self._section:
            self._enter(section)
            self._section = line.section
        chars = self.view.chars
        passage = Passage(chars, line.start, line.end, section.role, line.section)
        passage.numerals = numerals_of(chars, line.start, line.end)
        if passage.numerals:
            passage.times, years = times_of(
                chars, line.start, line.end, self._years, self.outline.year, section.role, self._mixed
            )
            if line.lead < line.end - line.start:
                if section.role == "plan" and years != self._years and years[0] == years[1]:
                    self._chapter = years
                self._years = years
            _sort_out(passage)
            self._read_sentences(passage)
        else:
            self._sentence += 1 + sum(1 for m in _STOP.finditer(chars, line.start, line.end) if m.end() < line.end)

    def _read_sentences(self, passage: Passage) -> None:
        numerals = passage.numerals
        figures = [n for n in numerals if n.what is None]
        passage.cover(figures)
        at, subject, start = 0, None, passage.start
        taken = 0
        while start < passage.end:
            found = _STOP.search(passage.chars, start, passage.end)
            end = found.end() if found else passage.end
            mine = []
            while taken < len(figures) and figures[taken].start < end:
                mine.append(figures[taken])
                taken += 1
            if mine:
                sentence = Sentence(passage, start, end, mine, subject)
                read_sentence(sentence)
                subject = sentence.subjects[-1] if sentence.subjects else subject
            while at < len(numerals) and numerals[at].start < end:
                self._keep(passage, numerals[at])
                at += 1
            self._sentence += 1
            start = end

    def _keep(self, passage: Passage, numeral: Numeral) -> None:
        """Turn a numeral into a claim or an other."""
        text = self.view.document.text
        start, end = self.view.text_range(numeral.start, numeral.end)
        if numeral.what is not None:
            self.others.append(Other(start, end, text[start:end], numeral.what))
            return
        section = self.outline.sections[passage.section]
        self.claims.append(
            Claim(
                Span.at(text, start, end, self.view.document.name),
                numeral.kind or "level",
                Quantity(numeral.value, written_unit(numeral.unit), numeral.bound),
                self._naming(numeral),
                numeral.status,
                numeral.period,
                self._place(numeral),
                self.view.text_offset(numeral.of.start) if numeral.of else None,
                numeral.scope,
                numeral.basis,
                numeral.accumulation,
                self._sentence,
                section.path,
                tuple(numeral.rules),
            )
        )

    def _place(self, numeral: Numeral) -> str:
        """Whose figure it is: the report's own area, unless another is named."""
        own = self.outline.area or ""
        return own if numeral.place is None or numeral.place in (own, self._short) else numeral.place

    def _naming(self, numeral: Numeral) -> Naming:
        if numeral.subject is None:
            return Naming("")
        shown = self.view.chars[numeral.subject[0] : numeral.subject[1]]
        phrase = self.view.original(*numeral.subject)
        return naming_of(phrase, identify(numeral.named or shown, numeral.kind or "level", numeral.unit))


def naming_of(phrase: str, id: str | None) -> Naming:
    """What a phrase names, when it means this indicator or none."""
    meant = definition(id) if id else None
    if meant is None:
        return Naming(phrase, None, phrase.endswith(_RATES))
    return Naming(phrase, id, meant.is_ratio, meant.growth)


def _sort_out(passage: Passage) -> None:
    """Name what is no figure, and give the others their shape."""
    passage.find_quotes()
    for index, numeral in enumerate(passage.numerals):
        if numeral.what is not None:
            continue
        for _, what in rules.for_form("aside", numeral.form):
            found = what(passage, numeral, index)
            if found:
                numeral.what = found
                break
    for index, numeral in enumerate(passage.numerals):
        if numeral.what is not None:
            continue
        for rule, shape in rules.for_form("shape", numeral.form):
            if shape(passage, numeral, index):
                numeral.rules.append(rule)
                break
        else:
            numeral.what = "ordinal" if numeral.form == "ordinal" else "unread"
