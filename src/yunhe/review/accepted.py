"""Who accepted which finding, when and why, and what the units answered: `draft.已核.yaml` beside the draft.

Everything in it is valid while its sentence stays the same.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from yunhe.atomic import whole_file
from yunhe.definitions import strict
from yunhe.errors import UnreadableError
from yunhe.review.listing import Acceptance, Row
from yunhe.review.verified import Answer

_HEAD = """# 已核的疑点（accepted：谁、何时、为何认可）和责任单位对数字的答复（verified）。所在的句子一改，就作废。
# 由 yunhe audit --accept 编号 --by 姓名 --because 理由、--returned 核实表.xlsx 写入；--withdraw 编号 撤回。
"""
_FIELDS = ("check", "message", "sentence", "by", "on", "because")
_ANSWER = ("quote", "sentence", "result", "by", "on")
_EMPTY = "—"


class Kept(NamedTuple):
    """What the file beside a draft keeps."""

    accepted: Mapping[str, Acceptance] = {}
    verified: Mapping[str, Answer] = {}


def beside(draft: str) -> Path:
    """The file that goes with a draft: 草稿.docx → 草稿.已核.yaml."""
    return Path(draft).with_suffix(".已核.yaml")


def load(path: Path) -> Kept:
    """What is kept; nothing when there is no file."""
    if not path.is_file():
        return Kept()
    root = strict.load(path)
    accepted = root.take("accepted", strict.mapping)
    verified = root.take("verified", strict.mapping, None)
    root.finish()
    return Kept(
        {key: Acceptance(key, *_said(node, _FIELDS)) for key, node in accepted.entries(strict.mapping)},
        {key: Answer(key, *_said(node, _ANSWER)) for key, node in verified.entries(strict.mapping)} if verified else {},
    )


def lapsed(accepted: Mapping[str, Acceptance], rows: Iterable[Row]) -> list[Acceptance]:
    """The acceptances that no finding answers to: the sentence was changed, or the doubt is gone."""
    living = {row.key for row in rows}
    return [held for key, held in accepted.items() if key not in living]


def accept(path: Path, rows: Iterable[Row], by: str, on: str, because: str) -> None:
    """Write down that somebody accepts findings; what was written before stays."""
    kept = load(path)
    accepted = dict(kept.accepted)
    for row in rows:
        finding = row.finding
        accepted[row.key] = Acceptance(row.key, finding.check, finding.message, row.sentence, by, on, because)
    save(path, kept._replace(accepted=accepted))


def withdraw(path: Path, key: str) -> Acceptance:
    """Take an acceptance back; UnreadableError when there is none of this key."""
    kept = load(path)
    if key not in kept.accepted:
        raise UnreadableError(str(path), f"没有认可过 {key}", f"已认可的编号：{'、'.join(kept.accepted) or '没有'}")
    save(path, kept._replace(accepted={other: held for other, held in kept.accepted.items() if other != key}))
    return kept.accepted[key]


def answer(path: Path, answers: Iterable[Answer]) -> None:
    """Keep what units answered; an answer to the same figure replaces the one before."""
    kept = load(path)
    save(path, kept._replace(verified={**kept.verified, **{given.key: given for given in answers}}))


def save(path: Path, kept: Kept) -> None:
    """The whole file anew, or not at all."""
    lines = [_HEAD, *_written("accepted", kept.accepted, _FIELDS), *_written("verified", kept.verified, _ANSWER)]
    with whole_file(path) as out:
        out.write("".join(lines).encode())


def _written(name: str, entries: Mapping[str, Acceptance] | Mapping[str, Answer], fields: Iterable[str]) -> list[str]:
    if not entries:
        return [f"{name}: {{}}\n"]
    lines = [f"{name}:\n"]
    for key, entry in entries.items():
        said = "".join(f"    {field}: {_quoted(getattr(entry, field) or _EMPTY)}\n" for field in fields)
        lines.append(f"  {_quoted(key)}:\n{said}")
    return lines


def _said(node: strict.Mapping, fields: Iterable[str]) -> list[str]:
    said = [node.take(name, strict.text) for name in fields]
    node.finish()
    return said


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
