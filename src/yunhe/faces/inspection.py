"""What the inspector of the page shows of a claim: words, facts, its sentence, the figures it belongs with."""

from functools import cache
from importlib import import_module
from typing import Any

from yunhe.faces.paragraphs import Sentences
from yunhe.faces.wording import ACCUMULATIONS, BOUNDS, KINDS, STATUSES, amount, plain
from yunhe.types import Claim, Reading


def inspections(reading: Reading) -> list[dict[str, Any]]:
    """One entry a claim, in order; the script of the page reads them."""
    numbers = {claim.start: number for number, claim in reversed(list(enumerate(reading.claims)))}
    kin: list[list[int]] = [[] for _ in reading.claims]
    for number, claim in enumerate(reading.claims):
        level = numbers.get(claim.of) if claim.of is not None else None
        if level is not None and level != number:
            kin[number].append(level)
            kin[level].append(number)
    sentences = Sentences(reading.document)
    return [_inspection(claim, reading, sentences, kin[number]) for number, claim in enumerate(reading.claims)]


def _inspection(claim: Claim, reading: Reading, sentences: Sentences, kin: list[int]) -> dict[str, Any]:
    sentence = sentences.around(claim)
    return {
        "start": claim.start,
        "name": claim.indicator.phrase or "（没有写明）",
        "amount": amount(claim),
        "kind": claim.kind,
        "kindWord": KINDS[claim.kind],
        "status": claim.status,
        "section": claim.section,
        "kin": kin,
        **sentence._asdict(),
        "facts": _facts(claim, reading),
        "rules": [[rule, rule_purpose(rule)] for rule in claim.rules],
    }


def _facts(claim: Claim, reading: Reading) -> list[list[str]]:
    """Label, value and note of everything the claim says; what it does not say is left out."""
    page = reading.document.page_of(claim.start)
    facts = [
        ["类型", KINDS[claim.kind]],
        ["数值", f"{plain(claim.value)} {claim.unit}".strip()],
        ["界限", "" if claim.bound == "=" else BOUNDS[claim.bound]],
        ["状态", STATUSES[claim.status]],
        ["期间", claim.period],
        ["地区", claim.place],
        ["范围" if claim.kind == "rank" else "基数", claim.scope or ""],
        ["口径", claim.basis or ""],
        ["累计", ACCUMULATIONS.get(claim.accumulation or "", "")],
        ["指标代码", claim.indicator_id or "", indicator_name(claim.indicator_id)],
        ["章节", claim.section],
        ["位置", f"{claim.start}–{claim.end}" + (f"，第 {page} 页" if page else ""), f"第 {claim.sentence + 1} 句"],
    ]
    return [fact for fact in facts if fact[1]]


@cache
def rule_purpose(name: str) -> str:
    """The docstring of a rule, or nothing when there is no rule of this name."""
    try:
        rule = import_module(f"yunhe.reading.rules.{name}")
    except ImportError:
        return ""
    return " ".join((rule.__doc__ or "").split("\n\n")[0].split())


@cache
def indicator_name(key: str | None) -> str:
    """What the vocabulary calls an indicator, or nothing when it does not know the key."""
    from yunhe.reading.indicators import definition

    known = definition(key) if key else None
    return known.name if known else ""
