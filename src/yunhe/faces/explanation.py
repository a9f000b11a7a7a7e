"""Why the numeral at an offset was read as it was: the rules of its claim, or its class among the others."""

from collections.abc import Iterator

from yunhe.faces.inspection import indicator_name, rule_purpose
from yunhe.faces.paragraphs import Sentences
from yunhe.faces.wording import KINDS, OTHERS, STATUSES, amount
from yunhe.types import Claim, Other, Reading

_NEAR = 60


def explanation(reading: Reading, offset: int) -> Iterator[str]:
    """The explanation in lines; the nearest numerals when none stands at the offset."""
    claims = [claim for claim in reading.claims if claim.start <= offset < claim.end]
    others = [other for other in reading.others if other.start <= offset < other.end]
    for claim in claims:
        yield from _claim(reading, claim)
    for other in [] if claims else others:
        what = f"{OTHERS.get(other.what, other.what)}（{other.what}）"
        yield f"{other.start}–{other.end} “{_said(other.quote)}” 不是表述：{what}"
    if not claims and not others:
        yield f"{offset} 处不是数字。附近的数字：{_nearest(reading, offset) or '没有'}"


def _claim(reading: Reading, claim: Claim) -> Iterator[str]:
    sentence = Sentences(reading.document).around(claim)
    name = indicator_name(claim.indicator_id)
    known = f"（{claim.indicator_id}{'：' + name if name else ''}）" if claim.indicator_id else ""
    says = f"{KINDS[claim.kind]} {amount(claim)} · {STATUSES[claim.status]} · {claim.period}"
    yield f"{claim.start}–{claim.end} “{_said(claim.quote)}” {says}"
    yield f"  指标  {claim.indicator.phrase}{known}"
    yield f"  原句  {sentence.before}【{sentence.figure}】{sentence.after}"
    if claim.of is not None:
        yield f"  所属  {claim.of} 处的总量"
    for rule in claim.rules:
        yield f"  规则  {rule}  {rule_purpose(rule)}".rstrip()


def _nearest(reading: Reading, offset: int) -> str:
    numerals: list[Claim | Other] = [*reading.claims, *reading.others]
    near = sorted(n for n in ((abs(n.start - offset), n.start, n.quote) for n in numerals) if n[0] <= _NEAR)
    return "，".join(f"{start} “{_said(quote)}”" for _, start, quote in near[:3])


def _said(text: str) -> str:
    return "".join(text.split("\n")).replace("\r", "").replace("\f", "")
