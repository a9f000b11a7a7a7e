"""`yunhe audit`: the draft and what it is held against in, findings out, to the screen or whole to their place."""

import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import get_terminal_size
from types import ModuleType
from typing import BinaryIO

from yunhe.atomic import whole_file
from yunhe.audit.case import Given, case_of_files
from yunhe.audit.run import run
from yunhe.errors import YunheError, reason
from yunhe.faces import Frame
from yunhe.review import accepted, sheet, unit_docx, verified
from yunhe.review.faces import faces, for_suffix, named
from yunhe.review.findings import Audited
from yunhe.review.listing import Row, listed, report_name
from yunhe.review.terminal import summary

DONE, FOUND, PARTLY = 0, 1, 3
_FULL_WIDTH = 110
_FOR_FILES = ("docx", "xlsx", "html")


def deliver(given: Namespace, today: str) -> int:
    """Audit one draft, write what was asked for, and say how it ended; `today` as YYYY-MM-DD."""
    face, target = _face(given)
    _refuse(given, target)
    audited = audit(given, today)
    if _acts(given):
        _act(given, audited, today)
        audited = audit(given, today)
    if target or given.format or not (_acts(given) or given.sheet):
        _write(face, audited, target, given)
    else:
        _say(summary(audited), given)
    if given.sheet:
        _write_sheet(Path(given.sheet), audited, given)
    for problem in audited.problems:
        print(problem, file=sys.stderr)
    return PARTLY if audited.problems else FOUND if _has_errors(audited.open) else DONE


def audit(given: Namespace, today: str) -> Audited:
    """The audit of one draft, with what was accepted and answered before."""
    draft = given.files[0]
    paths = Given(draft, given.against, given.companions, given.others, given.statistics, given.targets, given.district)
    case, problems = case_of_files(paths, on_classified_machine=given.on_classified_machine)
    kept = accepted.load(accepted.beside(draft))
    rows = verified.confirmed(listed(case.draft, run(case), kept.accepted), case.draft, kept.verified)
    return Audited(draft, case, rows, accepted.lapsed(kept.accepted, rows), problems, today)


def target_of(given: Namespace) -> Path | None:
    """Where the result goes: `-o`, or for --open a page named after the draft, in the folder we stand in."""
    if given.output:
        return Path(given.output)
    return Path(f"{Path(given.files[0]).stem}.审核.html") if given.open else None


def _face(given: Namespace) -> tuple[ModuleType, Path | None]:
    """The format and the place asked for."""
    target = target_of(given)
    name = given.format or (None if target else "terminal")
    face = named(name) if name else for_suffix(target.suffix) if target else None
    if face is None:
        known = "、".join(
            f"{known}（{module.SUFFIX}）" if module.SUFFIX else known for known, module in faces().items()
        )
        raise YunheError(f"看不懂要写成什么格式：{given.format or given.output} → 可用的有 {known}")
    return face, target


def _refuse(given: Namespace, target: Path | None) -> None:
    """What cannot be meant is said before anything is read."""
    draft = given.files[0]
    if target is None and given.format in _FOR_FILES and (sys.stdout.isatty() or given.format == "docx"):
        raise YunheError(f"{given.format} 要写进文件 → 加 -o 文件.{given.format}")
    if given.open and given.format not in (None, "html"):
        raise YunheError(f"--open 打开的是网页，不能同时写成 {given.format} → 去掉一个")
    if given.open and target is not None and target.suffix != ".html":
        raise YunheError(f"--open 打开的是网页，{target} 不是 → 用 -o 文件.html")
    for path in (target, Path(given.sheet) if given.sheet else None):
        if path is not None and path.exists() and os.path.exists(draft) and path.samefile(draft):
            raise YunheError(f"{path}: 会盖掉草稿自己 → 换一个文件名")
    if given.sheet and not given.sheet.endswith(".xlsx"):
        raise YunheError(f"{given.sheet}: 核实表写成 xlsx → 如 --sheet 核实表.xlsx")
    if given.accept and not (given.by and given.because):
        raise YunheError("认可疑点要留下姓名和理由 → 加 --by 姓名 --because 理由")
    if draft in (*given.against, *given.companions):
        raise YunheError(f"{draft}: 草稿不能和自己对照 → 去掉 --against 或 --with 里的这一份")


def _acts(given: Namespace) -> bool:
    return bool(given.accept or given.withdraw or given.returned)


def _act(given: Namespace, audited: Audited, today: str) -> None:
    """Accept, take back, read answers: what changes the file beside the draft."""
    path = accepted.beside(given.files[0])
    for returned in given.returned:
        answers = sheet.returned(returned)
        living = verified.still_valid(audited.case.draft, {answer.key: answer for answer in answers})
        accepted.answer(path, living.values())
        stale = len(answers) - len(living)
        _say(f"{returned}: 读回 {len(living)} 条答复" + (f"，{stale} 条的原句已改，作废" if stale else ""), given)
    for key in given.withdraw:
        held = accepted.withdraw(path, key)
        _say(f"已撤回 {key}（{held.by}，{held.on}）", given)
    if given.accept:
        rows = [_row(audited.rows, wanted) for wanted in given.accept]
        accepted.accept(path, rows, given.by, today, given.because)
        _say(f"已认可 {'、'.join(row.key for row in rows)}，写在 {path}；撤回用 --withdraw 编号", given)


def _row(rows: Sequence[Row], wanted: str) -> Row:
    """The finding of a key, or of a number of the list."""
    found = next((row for row in rows if wanted in (row.key, str(row.number))), None)
    if found is None:
        raise YunheError(f"没有编号为 {wanted} 的疑点 → 看 yunhe audit 列出的编号")
    return found


def _write(face: ModuleType, audited: Audited, target: Path | None, given: Namespace) -> None:
    frame = frame_for(target, given.all)
    if target is None:
        face.write(audited, sys.stdout.buffer, frame)
        return
    with placed(target) as out:
        face.write(audited, out, frame)
    _say(f"{summary(audited)}，写到 {target}", given)


def _write_sheet(path: Path, audited: Audited, given: Namespace) -> None:
    """The workbook of all figures, and a docx for every unit."""
    kept = accepted.load(accepted.beside(given.files[0]))
    found = sheet.lines(audited, kept.verified)
    with placed(path) as out:
        sheet.write(found, out)
    title = report_name(audited.case.draft)
    units = sheet.by_unit(found)
    for unit, lines in units.items():
        with placed(sheet.unit_path(path, unit)) as out:
            unit_docx.write(unit, title, lines, out)
    _say(f"核实表 {len(found)} 个数字，写到 {path}；分单位 {len(units)} 份 docx：{'、'.join(units)}", given)


@contextmanager
def placed(path: Path) -> Iterator[BinaryIO]:
    """A file to write that appears whole or not at all; YunheError says why it cannot."""
    try:
        with whole_file(path) as out:
            yield out
    except OSError as error:
        raise YunheError(f"{path}: 写不进去（{reason(error)}）→ 检查路径、权限和磁盘空间") from error


def frame_for(target: Path | None, whole: bool) -> Frame:
    """How much room there is: that of the terminal, or of a page where nobody looks."""
    seen = target is None and sys.stdout.isatty()
    width = get_terminal_size((_FULL_WIDTH, 40)).columns if seen or "COLUMNS" in os.environ else _FULL_WIDTH
    colour = seen and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Frame(width, colour, whole)


def _has_errors(rows: Sequence[Row]) -> bool:
    return any(row.severity == "error" for row in rows)


def _say(message: str, given: Namespace) -> None:
    if not given.quiet:
        print(message, file=sys.stderr)
