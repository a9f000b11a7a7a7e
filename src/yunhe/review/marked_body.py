"""The text of a report as the reading room shows it: every figure, finding, sentence and section with a place to link.

What it writes is the same for everybody and for every state of the findings, so that it can be kept; `dressed` puts
into it what somebody has filtered, opened and accepted. Taken without its tags it is the text, character by character:
numbers of pages and findings stand in attributes, and the style sheet shows them.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from html import escape
from typing import NamedTuple

from yunhe.audit.prose import prose_of
from yunhe.faces.report_body import Body
from yunhe.faces.wording import KINDS, STATUSES, amount
from yunhe.types import Claim, Reading, Severity

_RANK: dict[str, int] = {"error": 0, "warning": 1, "note": 2}
_FIGURE = re.compile(r'<a class="f ([a-z ]+)"( id="figure-\d+")? href="\?figure=(\d+)')
_MARK = re.compile(r'<mark class="m (\w+)" data-m="([\d ]+)"')
_PLACE = re.compile(r'<a class="at (\w+)" id="at-(\d+)"')


class Marked(NamedTuple):
    """A finding as it is marked in the text: its number, and the stretches that it rests on, its own place first."""

    number: int
    severity: Severity
    spans: Sequence[tuple[int, int]]


class Dress(NamedTuple):
    """What somebody sees of a report: figures that a filter leaves out, findings accepted, the one that is open."""

    away: Collection[int] = ()
    done: Collection[int] = ()
    figure: int | None = None
    finding: int | None = None
    carried: str = ""  # the filters, to be kept when a figure is opened: kind=rank&


def marked_body(reading: Reading, findings: Iterable[Marked]) -> str:
    """The blocks of the report, in order."""
    body = _MarkedBody(reading, list(findings))
    return body.written() + body.rest()


def dressed(body: str, dress: Dress) -> str:
    """The kept blocks as somebody sees them."""

    def figure(found: re.Match[str]) -> str:
        kinds, known, start = found.group(1), found.group(2) or "", int(found.group(3))
        kinds += " away" if start in away else ""
        current = ' aria-current="true"' if start == dress.figure else ""
        return f'<a class="f {kinds}"{known}{current} href="?{carried}figure={start}'

    def mark(found: re.Match[str]) -> str:
        numbers = {int(number) for number in found.group(2).split()}
        state = (" done" if numbers <= done else "") + (" now" if dress.finding in numbers else "")
        return f'<mark class="m {found.group(1)}{state}" data-m="{found.group(2)}"'

    def place(found: re.Match[str]) -> str:
        number = int(found.group(2))
        state = (" done" if number in done else "") + (" now" if number == dress.finding else "")
        return f'<a class="at {found.group(1)}{state}" id="at-{number}"'

    away, done, carried = frozenset(dress.away), frozenset(dress.done), escape(dress.carried, quote=True)
    if away or carried or dress.figure is not None:
        body = _FIGURE.sub(figure, body)
    return _PLACE.sub(place, _MARK.sub(mark, body)) if done or dress.finding is not None else body


class _MarkedBody(Body):
    """The body with the places of findings and sentences."""

    def __init__(self, reading: Reading, findings: list[Marked]) -> None:
        super().__init__(reading)
        self.outline = reading.outline
        prose = prose_of(reading)
        sentences = ((prose.view.text_offset(each.start), f'<i id="s{each.number}"></i>') for each in prose.sentences)
        places = ((each.spans[0][0], _place(each)) for each in findings)
        self.coming = sorted([*sentences, *places], key=lambda each: each[0])
        self.edges, self.rings = _rings(findings)
        self.cuts = sorted({at for at, _ in self.coming} | set(self.edges))

    def heading(self, number: int) -> str:
        return f"section-{number}"

    def figure(self, number: int, claim: Claim, goes_on: bool) -> str:
        known = "" if goes_on else f' id="figure-{claim.start}"'
        kind = f"f {claim.kind} {claim.status}{' more' if goes_on else ''}"
        title = escape(" · ".join(self._said(claim)), quote=True)
        aside = ' tabindex="-1"' if goes_on else ""
        return f'<a class="{kind}"{known} href="?figure={claim.start}#figure-{claim.start}" title="{title}"{aside}>'

    def _said(self, claim: Claim) -> Iterator[str]:
        """What a figure says, without what the whole report says too."""
        yield claim.indicator.phrase or amount(claim)
        yield KINDS[claim.kind]
        if claim.status != "actual":
            yield STATUSES[claim.status]
        if claim.period and claim.period != str(self.outline.year):
            yield claim.period
        if claim.place and claim.place != self.outline.area:
            yield claim.place

    def page(self, number: int) -> str:
        return f'<span class="page" data-page="{number}"></span>'

    def places(self, start: int, end: int) -> Iterable[int]:
        return self.cuts[bisect_right(self.cuts, start) : bisect_right(self.cuts, end)]

    def before(self, start: int) -> str:
        passed = bisect_right(self.coming, start, key=lambda each: each[0])
        written, self.coming = self.coming[:passed], self.coming[passed:]
        return "".join(said for _, said in written)

    def ring(self, start: int) -> str:
        at = bisect_right(self.edges, start) - 1
        return self.rings[at] if at >= 0 else ""

    def rest(self) -> str:
        """The places behind the last character that is shown."""
        return "".join(said for _, said in self.coming)


def _place(finding: Marked) -> str:
    """Where a finding stands: a link with its shape and number, which the style sheet shows."""
    number = finding.number
    link = f'href="?finding={number}#finding-{number}" data-n="{number}" aria-label="疑点 {number}"'
    return f'<a class="at {finding.severity}" id="at-{number}" {link}></a>'


def _rings(findings: list[Marked]) -> tuple[list[int], list[str]]:
    """The offsets at which marks begin or end, and behind each the tag that holds from there on."""
    edges = sorted({at for finding in findings for span in finding.spans for at in span})
    return edges, [_ring(list(_over(findings, at))) for at in edges]


def _over(findings: Iterable[Marked], at: int) -> Iterator[Marked]:
    for finding in findings:
        if any(start <= at < end for start, end in finding.spans):
            yield finding


def _ring(over: list[Marked]) -> str:
    if not over:
        return ""
    severest = min(over, key=lambda finding: _RANK[finding.severity]).severity
    return f'<mark class="m {severest}" data-m="{" ".join(str(finding.number) for finding in over)}">'
