"""`yunhe read`: sources in, one format out, to the screen or whole to its place; what failed is named at the end."""

import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path
from shutil import get_terminal_size
from typing import Any

from yunhe.atomic import whole_file, whole_folder
from yunhe.batch import Job, Outcome, read_all
from yunhe.errors import YunheError, reason
from yunhe.faces import Face, Frame, faces, for_suffix, named
from yunhe.progress import Progress
from yunhe.reading.intake import Source

DONE, NOTHING, PARTLY = 0, 2, 3
_BINARY = ("xlsx",)
_FULL_WIDTH = 120  # columns where no terminal says how wide it is


def deliver(sources: Sequence[Source], given: Namespace, many: bool) -> int:
    """Read, write, and say what could not be read."""
    face = _face(given.format, given.output)
    target = Path(given.output) if given.output else None
    _refuse(face, given.output, many)
    frame = _frame(face, target, given.all, many)
    job = Job(face.name, frame, given.on_classified_machine)
    progress = Progress(len(sources), sys.stderr, _is_watched(given.quiet, target, many))
    with closing(read_all(sources, job, given.jobs)) as outcomes, progress:
        tally = _Tally(outcomes, progress)
        parts = tally.parts()
        for first in parts:  # nothing is opened before something was read
            _put(chain([first], parts), face, frame, target, _is_folder(face, given.output, many))
    return tally.close(given.quiet or not many, given.output)


class _Tally:
    """The parts of what was read, counted as they pass; the problems are kept for the end."""

    def __init__(self, outcomes: Iterator[Outcome], progress: Progress) -> None:
        self.outcomes, self.progress = outcomes, progress
        self.read = self.claims = self.numerals = self.unread = 0
        self.problems: list[str] = []

    def parts(self) -> Iterator[Any]:
        for outcome in self.outcomes:
            self.progress.step()
            if outcome.problem is not None:
                self.problems.append(outcome.problem)
                continue
            self.read += 1
            self.claims += outcome.claims
            self.numerals += outcome.claims + outcome.others
            self.unread += outcome.unread
            yield outcome.part

    def close(self, quiet: bool, output: str | None) -> int:
        """Say how it went, and as what exit code."""
        share = 100 * self.unread / self.numerals if self.numerals else 0
        where = f"，写到 {output}" if output else ""
        if self.read and not quiet:
            print(f"读完 {self.read} 份，{self.claims} 条表述，未读数字 {share:.2f}%{where}", file=sys.stderr)
        if self.problems and self.read:
            print(f"{len(self.problems)} 份读不了：", file=sys.stderr)
        for problem in self.problems:
            print(problem, file=sys.stderr)
        return NOTHING if not self.read else PARTLY if self.problems else DONE


def _face(name: str | None, output: str | None) -> Face:
    """The format asked for, else the one the suffix of the output says, else the terminal."""
    if name is None and output is not None:
        return _face_for(output)
    found = named(name or "terminal")
    if found is None:
        raise YunheError(f"没有“{name}”这种格式 → {_meant(name or '')}")
    return found


def _face_for(output: str) -> Face:
    found = for_suffix(Path(output).suffix) if Path(output).suffix else None
    if found is None:
        suffixes = "、".join(face.suffix for face in faces().values() if face.suffix)
        raise YunheError(f"{output}: 看不出要写成什么格式 → 加 --format，或用扩展名 {suffixes}")
    return found


def _meant(name: str) -> str:

    from difflib import get_close_matches

    near = get_close_matches(name, faces(), 1)
    return f"是不是想写“{near[0]}”？" if near else f"可用的有 {'、'.join(faces())}"


def _is_folder(face: Face, output: str | None, many: bool) -> bool:
    """Whether the output is a folder to fill: it is one, is written as one, or must hold several files."""
    if output is None or face.write_folder is None:
        return False
    several = many or face.write is None
    return output.endswith(("/", os.sep)) or os.path.isdir(output) or (several and not Path(output).suffix)


def _refuse(face: Face, output: str | None, many: bool) -> None:
    """What cannot be meant is said before anything is read."""
    single = f"文件{face.suffix}"
    if output is None:
        if face.write is None:
            raise YunheError(f"{face.name} 要写进文件 → 加 -o {single} 或 -o 文件夹/")
        if many and face.write_folder:
            raise YunheError(f"几份报告不能连着显示成 {face.name} → 加 -o 文件夹/")
        if face.name in _BINARY and sys.stdout.isatty():
            raise YunheError(f"{face.name} 不能显示在终端里 → 加 -o {single}")
    elif face.write_folder is None and (os.path.isdir(output) or output.endswith("/")):
        example = Path(output) / f"claims{face.suffix}"
        raise YunheError(f"{output}: 是文件夹，{face.name} 只写一个文件 → 写明文件名，如 -o {example}")
    elif many and face.write and face.write_folder and not _is_folder(face, output, many):
        raise YunheError(f"{output}: 几份报告不能写成一个 {face.name} 文件 → 用 -o {Path(output).with_suffix('')}/")


def _put(parts: Iterator[Any], face: Face, frame: Frame, target: Path | None, as_folder: bool) -> None:
    """The parts, written as the face does it."""
    if target is None and face.write:
        face.write(parts, sys.stdout.buffer, frame)
    if target is None:
        return
    try:
        if face.write_folder and (as_folder or face.write is None):
            with whole_folder(target, None if as_folder else target.stem) as folder:
                face.write_folder(parts, folder, frame)
        elif face.write:
            with whole_file(target) as out:
                face.write(parts, out, frame)
    except OSError as error:
        raise YunheError(f"{target}: 写不进去（{reason(error)}）→ 检查路径、权限和磁盘空间") from error


def _frame(face: Face, target: Path | None, whole: bool, many: bool) -> Frame:
    seen = target is None and sys.stdout.isatty()
    width = get_terminal_size((_FULL_WIDTH, 40)).columns if seen or "COLUMNS" in os.environ else _FULL_WIDTH
    colour = seen and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Frame(width, colour, whole or (not seen and not many), many)


def _is_watched(quiet: bool, target: Path | None, many: bool) -> bool:
    """Whether a bar is of use: many documents, a terminal, and nothing else being written to it."""
    return many and not quiet and sys.stderr.isatty() and (target is not None or not sys.stdout.isatty())
