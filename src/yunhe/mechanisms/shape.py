"""A shape 形状: a kind of work that many mechanisms share, with roles in the place of posts.

shapes/发现整改.yaml is a whole mechanism that proves itself; `roles` says which of its units a mechanism has to bind.
What it replaced lies beside it as 发现整改@2020-01-01.yaml. A district may add its own in <district>/shapes/.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from yunhe.definitions import strict
from yunhe.errors import DefinitionError, Line

FOLDER = "shapes"
SHIPPED = Path(str(files("yunhe.mechanisms"))) / FOLDER


@dataclass(frozen=True, eq=False, slots=True)
class Shape:
    """One version of a shape: the root is read from copies only, never taken from itself; its lines know its file."""

    name: str
    since: date
    path: str
    root: strict.Mapping
    roles: Mapping[str, str]


def shape_paths(district: Path | None = None) -> list[Path]:
    """The files of all shapes, the shipped ones and a district's own."""
    own = sorted((district / FOLDER).glob("*.yaml")) if district else []
    return [*sorted(SHIPPED.glob("*.yaml")), *own]


def versions_named(written: str, district: Path | None = None) -> tuple[Shape, ...]:
    """The versions of the shape 发现整改, oldest first; the one of 发现整改@2020-01-01; none when there is no such."""
    name, _, day = written.partition("@")
    found = [shape_at(path) for path in shape_paths(district) if path.stem.partition("@")[0] == name]
    _are_told_apart(found)
    found.sort(key=lambda shape: shape.since)
    return tuple(shape for shape in found if not day or shape.since.isoformat() == day)


def near(written: str, district: Path | None = None) -> str:
    """What to do about a name that no shape bears."""
    known = sorted({path.stem.partition("@")[0] for path in shape_paths(district)})
    close = get_close_matches(written.partition("@")[0], known, n=1)
    return f"是不是想写“{close[0]}”？" if close else f"现有的形状：{'、'.join(known)}"


def shape_at(path: Path) -> Shape:
    """The shape of a file, read once as long as the file stays as it is."""
    return _read(path, path.read_bytes())


@lru_cache(maxsize=256)
def _read(path: Path, _: bytes) -> Shape:
    root = strict.load(path)
    for key in ("shape", "owners", "words", "without", "systems", "data"):
        if key in root:
            raise root.error(f"形状里不写“{key}”", "这是套用形状的机制才有的键", key)
    roles = dict(root.take("roles", strict.mapping).entries(strict.text))
    since = root.take("since", _day)
    stem = path.stem
    if "@" in stem and not stem.endswith(f"@{since}"):
        raise root.error(f"文件名与 since: {since} 不符", f"改名为 {stem.partition('@')[0]}@{since}.yaml", "since")
    _roles_stand(root, roles)
    return Shape(stem.partition("@")[0], since, str(path), copied(root, without=("roles",)), roles)


def _day(value: strict.Value) -> date:
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise strict.Refusal(f"应是日期，写成了“{value}”", "写成如 2025-01-01") from None


def _are_told_apart(found: list[Shape]) -> None:
    """A district's shape takes no shipped name, and no two versions begin on one day."""
    days: dict[date, Shape] = {}
    for shape in found:
        if Path(shape.path).parent != Path(found[0].path).parent:
            raise DefinitionError(shape.path, 1, f"与自带的形状“{shape.name}”同名", "改名，或直接套用自带的")
        if shape.since in days:
            raise DefinitionError(shape.path, 1, f"“{shape.name}”有两个从 {shape.since} 起的版本", "改 since")
        days[shape.since] = shape


def _roles_stand(root: strict.Mapping, roles: Mapping[str, str]) -> None:
    """Every role has a post, and every post belongs to a role, a unit of the matter or the applicant."""
    units = root.written("units") if "units" in root else None
    known = {*roles, *(units if isinstance(units, strict.Mapping) else ())}
    posts = {post.partition(".")[0]: line for post, line in posts_in(root)}
    for unit, line in posts.items():
        if unit not in known:
            raise DefinitionError(root.path, line, f"岗位的单位“{unit}”既不是角色，也不在 units 里", "在 roles 写明它")
    for role in roles:
        if role not in posts:
            raise root.error(f"角色“{role}”没有岗位", "删去，或写成某个状态的 owner", "roles")


POSTS = ("owner", "by", "tell", "approval", "posts")


def posts_in(node: strict.Mapping, outside: tuple[str, ...] = ("examples",)) -> Iterator[tuple[str, int]]:
    """Every post that a definition names, with its line; those of the examples left aside."""
    for key in node:
        value = node.written(key)
        if key in outside:
            continue
        for item in _posts(value) if key in POSTS else ():
            yield item, node.line_of(key)
        for inner in value.items if isinstance(value, strict.Sequence) else (value,):
            if isinstance(inner, strict.Mapping):
                yield from posts_in(inner, outside)


def _posts(value: strict.Value) -> list[str]:
    items = value.items if isinstance(value, strict.Sequence) else (value,)
    return [item for item in items if isinstance(item, str) and "." in item]


def copied(node: strict.Mapping, without: tuple[str, ...] = ()) -> strict.Mapping:
    """A fresh tree whose every line knows the file of the shape."""
    values = {key: _copied(node.written(key), node.path) for key in node if key not in without}
    lines: dict[str, int] = {key: Line.of(node.path, node.line_of(key)) for key in values}
    return strict.Mapping(node.path, Line.of(node.path, node.line), values, lines)


def _copied(value: strict.Value, path: str) -> strict.Value:
    if isinstance(value, strict.Mapping):
        return copied(value)
    if isinstance(value, strict.Sequence):
        lines = tuple(Line.of(path, line) for line in value.lines)
        return strict.Sequence(tuple(_copied(item, path) for item in value.items), lines)
    return value
