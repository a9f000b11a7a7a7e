"""`yunhe diff`: what happened to the figures between two versions of a draft, on a terminal, as json or xlsx."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from json import dumps
from pathlib import Path
from typing import Any, BinaryIO

from yunhe.audit.difference import Change, What, changes, counts
from yunhe.errors import YunheError
from yunhe.faces import Frame
from yunhe.faces.columns import cut, fit
from yunhe.faces.records import record
from yunhe.faces.wording import amount
from yunhe.faces.xlsx import Sheet
from yunhe.reading.reader import read
from yunhe.review.delivery import frame_for, placed
from yunhe.types import Claim

WORDS: dict[What, str] = {"added": "新增", "dropped": "删去", "changed": "改数", "moved": "移动", "reworded": "改写"}
_SIGNS: dict[What, str] = {"added": "+", "dropped": "−", "changed": "≠", "moved": "↕", "reworded": "~"}
_COLUMNS = {
    "what": "变动", "indicator": "指标", "before": "旧数", "after": "新数", "section": "章节",
    "old": "旧位置", "new": "新位置",
}  # fmt: skip
_WIDTHS = {"indicator": 40, "before": 18, "after": 18, "section": 40}
_FORMATS = ("terminal", "json", "xlsx")


def deliver(given: Namespace) -> int:
    """Compare two drafts and write what differs."""
    target = Path(given.output) if given.output else None
    name = given.format or (target.suffix.removeprefix(".") if target else "terminal")
    if name not in _FORMATS:
        raise YunheError(f"没有“{name}”这种格式 → 可用的有 {'、'.join(_FORMATS)}")
    if name == "xlsx" and target is None:
        raise YunheError("xlsx 要写进文件 → 加 -o 文件.xlsx")
    old, new = (read(path, on_classified_machine=given.on_classified_machine) for path in (given.old, given.new))
    found = changes(old, new)
    frame = frame_for(target, whole=True)
    if target is None:
        _write(name, found, sys.stdout.buffer, frame)
        return 0
    with placed(target) as out:
        _write(name, found, out, frame)
    print(f"{_summary(found)}，写到 {target}", file=sys.stderr)
    return 0


def _write(name: str, found: Sequence[Change], out: BinaryIO, frame: Frame) -> None:
    if name == "json":
        out.write((dumps([_record(change) for change in found], ensure_ascii=False, indent=1) + "\n").encode())
    elif name == "xlsx":
        _workbook(found, out)
    else:
        out.write(("\n".join(_lines(found, frame)) + "\n").encode("utf-8", "replace"))


def _record(change: Change) -> dict[str, Any]:
    """A change as json: what, and the claims of both sides as the contract writes them."""
    claims = {"before": change.before, "after": change.after}
    return {"what": change.what} | {side: record(c, c.span.doc) if c else None for side, c in claims.items()}


def _summary(found: Sequence[Change]) -> str:
    counted = counts(found)
    said = "，".join(f"{word} {counted[what]}" for what, word in WORDS.items() if counted[what])
    return f"数字变动 {len(found)} 处：{said}" if found else "数字没有变动"


def _lines(found: Sequence[Change], frame: Frame) -> Iterator[str]:
    yield _summary(found)
    section, room = "", max(12, frame.width - 52)
    for change in found:
        claim = change.after or change.before
        if claim is None:
            continue
        if claim.section != section:
            section = claim.section
            yield cut(f"— {section}", frame.width)
        sides = _amount(change.before), _amount(change.after)
        said = sides[0] if sides[0] == sides[1] else " → ".join(side for side in sides if side)
        name = fit(claim.indicator.phrase or "（没有写明）", room)
        yield f"  {_SIGNS[change.what]} {WORDS[change.what]}  {name}  {said}".rstrip()


def _workbook(found: Sequence[Change], out: BinaryIO) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = Sheet(book, "数字变动", _COLUMNS, _WIDTHS)
    for change in found:
        sheet.append(_cells(change))
    sheet.close()
    book.save(out)


def _cells(change: Change) -> list[Any]:
    before, after = change.before, change.after
    claim = after or before
    name, section = (claim.indicator.phrase, claim.section) if claim else ("", "")
    places = [before.start if before else None, after.start if after else None]
    return [WORDS[change.what], name, _amount(before), _amount(after), section, *places]


def _amount(claim: Claim | None) -> str:
    return amount(claim) if claim else ""
