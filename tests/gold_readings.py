"""Readings made from the gold files, so that faces can be tested without the reader."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from yunhe.types import (
    Bound,
    Claim,
    Document,
    Kind,
    Naming,
    Other,
    Outline,
    Quantity,
    Reading,
    Section,
    Span,
    Status,
)

GOLD = Path(__file__).parents[1] / "gold"
_HEADING = re.compile(
    r"^(?:([一二三四五六七八九十]+、)|([（(][一二三四五六七八九十]+[）)]))[^\n。]{2,40}", re.MULTILINE
)
_OWNED = ("growth", "change", "rank", "streak")


def gold_reading(name: str = "2025-gongshu", doc: str | None = None) -> Reading:
    """The figures of a gold file as claims; a growth or rank belongs to the level of the same phrase."""
    text = (GOLD / f"{name}.txt").read_bytes().decode()
    rows = [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    outline = Outline(
        "政府工作报告",
        "拱墅区",
        "county",
        "拱墅区人民政府",
        "拱墅区第一届人民代表大会第四次会议",
        "敖煜新",
        "2025-05-28",
        2024,
        tuple(_sections(text)),
    )
    levels: dict[str, int] = {}
    claims = []
    for row in rows:
        claims.append(_claim(text, row, levels, outline))
        if claims[-1].kind == "level":
            levels[row["phrase"]] = row["start"]
    document = Document(doc or f"{name}.txt", text)
    return Reading(document, outline, tuple(claims), (Other(11, 15, text[11:15], "date"),))


def _sections(text: str) -> list[Section]:
    found = list(_HEADING.finditer(text))
    sections: list[Section] = []
    first = ""
    for place, match in enumerate(found):
        level = 1 if match[1] else 2
        first = match[0] if level == 1 else first
        stop = next((m.start() for m in found[place + 1 :] if m[1] or level == 2), len(text))
        path = match[0] if level == 1 else f"{first} / {match[0]}"
        sections.append(Section(match.start(), stop, level, match[0], path, "review"))
    return sections


def _claim(text: str, row: dict[str, Any], levels: dict[str, int], outline: Outline) -> Claim:
    first = {key: str(value).split("|")[0] for key, value in row.items()}
    inside = [s for s in outline.sections if s.start <= row["start"] < s.end]
    return Claim(
        span=Span.at(text, row["start"], row["end"]),
        kind=cast(Kind, first["kind"]),
        quantity=Quantity(Decimal(first["value"]), first["unit"], cast(Bound, first["bound"])),
        indicator=Naming(first["phrase"], "gdp" if "地区生产总值" in first["head"] else None),
        status=cast(Status, first["status"]),
        period=first["period"],
        place="拱墅区",
        of=levels.get(row["phrase"]) if first["kind"] in _OWNED else None,
        scope=first["scope"] or None,
        basis=None,
        accumulation=None,
        sentence=text.count("。", 0, row["start"]),
        section=inside[-1].path if inside else "",
        rules=("subjects",),
    )
