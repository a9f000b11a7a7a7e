"""The file `<district>/access.yaml`: which posts see which matters and fields, and what else they may do.

Whatever no role allows is refused. A role gives sets only, so that the same rule filters rows in SQL and decides in
Python; who holds a post stands in the ledger, not here.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias, cast, get_args

from yunhe.access.posts import Pattern, is_post, pattern
from yunhe.access.units import Unit, units_of
from yunhe.definitions import strict
from yunhe.definitions.codes import District, district_of
from yunhe.definitions.fields import CLASSES, DataClass
from yunhe.errors import DefinitionError
from yunhe.mechanisms.library import by_shape

FILE = "access.yaml"
Rows: TypeAlias = Literal["本岗", "本单位", "本街道", "全区"]
ROWS: tuple[Rows, ...] = get_args(Rows)
POWERS: Mapping[str, str] = {
    "任免": "登记谁任哪个岗位、谁代理",
    "审计": "看个人信息的查看日志，看不到内容",
    "代录": "替申请人登记和办理，记下是谁代录",
    "同意": "登记同意和撤回",
    "查找": "按身份证号找人的编号",
    "删除": "删除个人信息",
    "密钥": "更换主密钥",
    "运维": "导入工作日历，重新数到期日，把在办事项改到新版本",
    "导入": "导入台账、上级系统导出的表",
    "导出": "导出台账",
    "填报": "填报、更正、撤回观测值",
    "立规": "同意、不同意对机制的改动提议（自己提的除外）",
}
ALL = "all"
EVERYBODY: DataClass = "公开"
LEAST: DataClass = "内部"


class Role(NamedTuple):
    """What posts may see and do. `mechanisms`, `registers` are None for all; `stores` says which classes of fields."""

    name: str
    posts: tuple[Pattern, ...]
    rows: Rows
    mechanisms: frozenset[str] | None
    registers: frozenset[str] | None
    stores: Mapping[str, frozenset[DataClass]]
    may: frozenset[str]
    basis: str
    line: int

    def is_of(self, post: str) -> bool:
        """Whether a post has this role."""
        return any(each.covers(post) for each in self.posts)

    def works(self, mechanism: str, store: str) -> bool:
        """Whether it has to do with matters of a mechanism at all."""
        return store in self.stores and (self.mechanisms is None or mechanism in self.mechanisms)


class Sample(NamedTuple):
    """A matter as an example names it: its mechanism, where it stands or stood, and the class of a field."""

    mechanism: str
    at: tuple[str, ...]
    units: tuple[str, ...]
    region: str
    data_class: DataClass


class Example(NamedTuple):
    """What a post sees and does not see, may do and may not do."""

    name: str
    post: str
    sees: tuple[Sample, ...]
    does_not_see: tuple[Sample, ...]
    may: tuple[str, ...]
    may_not: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Access:
    """All roles of a district, with its units; `apart` are the roles of which nobody may have two at once."""

    roles: tuple[Role, ...] = ()
    apart: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    district: District = field(default_factory=District)
    path: str = FILE
    units: Mapping[str, Unit] = field(default_factory=dict)

    def roles_of(self, post: str) -> tuple[Role, ...]:
        """The roles of a post."""
        return tuple(role for role in self.roles if role.is_of(post))

    def conflict(self, posts: Iterable[str]) -> tuple[str, str] | None:
        """Two roles that must not meet in one person, when these posts bring them together."""
        met = {role.name for post in posts for role in self.roles_of(post)}
        found = [name for name in self.apart if name in met]
        return (found[0], found[1]) if len(found) > 1 else None


NOBODY = Access()


def access_of(folder: str | Path) -> Access:
    """The roles of a district's folder; without the file nobody has any."""
    path = Path(folder) / FILE
    return load(path, district_of(folder), units_of(folder)) if path.exists() else NOBODY


def load(path: str | Path, district: District, units: Mapping[str, Unit] | None = None) -> Access:
    """The roles that a file describes."""
    root = strict.load(path)
    named = root.take("roles", strict.mapping)
    shapes = by_shape(Path(path).parent)
    roles = tuple(_role(name, node, named.line_of(name), shapes) for name, node in named.entries(strict.mapping))
    apart = _apart(root, [role.name for role in roles])
    examples = root.take("examples", strict.mapping)
    proofs = tuple(_example(name, node, examples.line_of(name)) for name, node in examples.entries(strict.mapping))
    root.finish()
    return Access(roles, apart, proofs, district, str(path), units or {})


def _apart(root: strict.Mapping, known: list[str]) -> tuple[str, ...]:
    """The roles that must not meet in one person (三员分立)."""
    apart = root.take("apart", strict.texts, ())
    for name in apart:
        if name not in known:
            raise root.error(f"apart 里的“{name}”不是角色", near(name, known), "apart")
    if len(set(apart)) < len(apart) or len(apart) == 1:
        raise root.error("apart 里只有一个角色，或有重复", "写两个以上不同的角色", "apart")
    return apart


def _role(name: str, node: strict.Mapping, line: int, shapes: Mapping[str, frozenset[str]]) -> Role:
    posts = node.take("posts", strict.sequence_of(pattern))
    stores = _stores(node.take("stores", strict.mapping)) if "stores" in node else {}
    may = frozenset(node.take("may", _words(POWERS), ()))
    if not posts:
        raise node.error("posts 是空的", "写明哪些岗位", "posts")
    if not stores and not may:
        raise node.error(f"角色“{name}”什么也不能看、不能做", "写 stores 或 may；不需要就删去这个角色")
    for key in ("rows", "mechanisms", "registers"):
        if stores and key not in node and key != "registers":
            raise node.error(f"角色“{name}”写了 stores，没有写 {key}", f"补上 {key}")
        if not stores and key in node:
            raise node.error(f"角色“{name}”没有 stores，{key} 没有用", "补上 stores，或删去此键", key)
    role = Role(
        name,
        posts,
        cast("Rows", node.take("rows", strict.one_of(*ROWS), "本岗")),
        _with_shapes(node.take("mechanisms", _all_or_some, frozenset()), shapes),
        node.take("registers", _all_or_some, frozenset()),
        stores,
        may,
        node.take("basis", strict.text),
        line,
    )
    node.take("why", strict.text, "")
    node.finish()
    return role


def _stores(node: strict.Mapping) -> dict[str, frozenset[DataClass]]:
    """Store → the classes of fields seen there in clear; what is public is seen by whoever sees the matter."""
    found: dict[str, frozenset[DataClass]] = {}
    for store, classes in node.entries(_words(CLASSES)):
        if LEAST not in classes:
            raise node.error(f"“{store}”没有写“{LEAST}”", f"看得到一个库的事项就看得到其中“{LEAST}”的字段", store)
        found[store] = frozenset(cast("tuple[DataClass, ...]", classes)) | {EVERYBODY}
    return found


def _all_or_some(value: strict.Value) -> frozenset[str] | None:
    return None if value == ALL else frozenset(strict.texts(value))


def _with_shapes(named: frozenset[str] | None, shapes: Mapping[str, frozenset[str]]) -> frozenset[str] | None:
    """The mechanisms that a role names; the name of a shape stands for all that are laid over it."""
    if named is None:
        return None
    return frozenset(key for name in named for key in shapes.get(name, (name,)))


def _words(known: Iterable[str]) -> Callable[[strict.Value], tuple[str, ...]]:
    return strict.sequence_of(strict.one_of(*known))


def _example(name: str, node: strict.Mapping, line: int) -> Example:
    samples = strict.sequence_of(_sample)
    example = Example(
        name,
        node.take("post", _post),
        node.take("sees", samples, ()),
        node.take("does_not_see", samples, ()),
        node.take("may", _words(POWERS), ()),
        node.take("may_not", _words(POWERS), ()),
        line,
    )
    node.finish()
    if not any(example[2:6]):
        raise node.error(f"例子“{name}”什么也没有说", "写 sees、does_not_see、may 或 may_not")
    return example


def _post(value: strict.Value) -> str:
    written = strict.text(value)
    if not is_post(written):
        raise strict.Refusal(f"“{written}”不是岗位", "写“单位.岗位”")
    return written


def _sample(value: strict.Value) -> Sample:
    node = strict.mapping(value)
    sample = Sample(
        node.take("mechanism", strict.text),
        node.take("at", _one_or_more, ()),
        node.take("units", _one_or_more, ()),
        node.take("region", strict.text, ""),
        cast("DataClass", node.take("class", strict.one_of(*CLASSES), LEAST)),
    )
    node.finish()
    return sample


def _one_or_more(value: strict.Value) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else strict.texts(value)


def near(wanted: str, known: Iterable[str]) -> str:
    """The remedy for a name that is none of those known."""
    known = tuple(known)
    found = get_close_matches(wanted, known, n=1, cutoff=0.5)
    return f"是不是想写“{found[0]}”？" if found else f"可写：{'、'.join(known) or '（无）'}"


def error(access: Access, line: int, problem: str, remedy: str) -> DefinitionError:
    """What is wrong in the file."""
    return DefinitionError(access.path, line, problem, remedy)
