"""What the units say of the figures: answers of a returned sheet, valid while the sentence stays the same."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple

from yunhe.audit.prose import prose_of
from yunhe.review.listing import KEY_LENGTH, Acceptance, Row, sentence_round
from yunhe.types import Claim, Reading


class Answer(NamedTuple):
    """What a unit answered on one figure. `key` holds while the sentence, and the figure in it, stay the same."""

    key: str
    quote: str
    sentence: str
    result: str
    by: str
    on: str


class Figure(NamedTuple):
    """A figure of the draft with the key that its answer goes by."""

    key: str
    claim: Claim
    sentence: str


def figures(draft: Reading) -> Iterator[Figure]:
    """Every figure of the draft, in reading order."""
    prose, taken = prose_of(draft), Counter[str]()
    for claim in draft.claims:
        sentence = sentence_round(prose, claim.span)
        said = f"{sentence}\0{''.join(claim.quote.split())}"
        taken[said] += 1
        yield Figure(sha256(f"{said}\0{taken[said]}".encode()).hexdigest()[: KEY_LENGTH + 2], claim, sentence)


def as_acceptance(answer: Answer, check: str, message: str) -> Acceptance:
    """An answer, as what makes a finding on its figure accepted."""
    because = f"核实结果：{answer.result}"
    return Acceptance(answer.key, check, message, answer.sentence, answer.by or "责任单位", answer.on, because)


def holds(answer: Answer) -> bool:
    """Whether the unit confirmed the figure."""
    return answer.result.strip().startswith(("属实", "无误", "准确", "正确", "一致", "是"))


def still_valid(draft: Reading, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers whose sentence still stands in the draft."""
    living = {figure.key for figure in figures(draft)}
    return {key: answer for key, answer in answers.items() if key in living}


def confirmed(rows: Iterable[Row], draft: Reading, answers: Mapping[str, Answer]) -> list[Row]:
    """The rows, those below error level accepted whose figure the responsible unit confirmed."""
    spans = {
        (figure.claim.start, figure.claim.end): answers[figure.key]
        for figure in figures(draft)
        if figure.key in answers and holds(answers[figure.key])
    }
    return [_with_answer(row, spans) for row in rows]


def _with_answer(row: Row, spans: Mapping[tuple[int, int], Answer]) -> Row:
    first = row.finding.spans[0]
    answer = spans.get((first.start, first.end))
    if answer is None or row.accepted or row.severity == "error":
        return row
    return row._replace(accepted=as_acceptance(answer, row.finding.check, row.finding.message))
