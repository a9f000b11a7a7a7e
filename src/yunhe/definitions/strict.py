"""Reads a definition file strictly: nothing is guessed, every value keeps its line, every refusal names a remedy.

Tolerant YAML turns `on` into True, `1.10` into 1.1, `08:30` into 510 and drops the first of two equal keys. Here only
`true` and `false` are booleans, an empty value is None, everything else stays the text that was written until a kind
asks for more. Repeated keys, anchors, aliases, tags, several documents, deep nesting and huge files are refused.

    node = load("districts/gongshu/models/x.yaml")
    since = node.take("since", text)
    weights = node.take("weights", mapping)
    points = dict(weights.entries(decimal))
    node.finish()                                   # refuses what nobody took
"""

from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from enum import Enum
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, TypeAlias, TypeVar, cast

import yaml

from yunhe.errors import DefinitionError, reason

LARGEST_FILE = 1_000_000
DEEPEST_NESTING = 24
WORDS_FOR_BOOLEANS = frozenset(("yes", "no", "on", "off", "True", "False", "TRUE", "FALSE", "是", "否"))

_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

T = TypeVar("T")
D = TypeVar("D")


class _Required(Enum):
    REQUIRED = "required"


REQUIRED: Final = _Required.REQUIRED


class Refusal(Exception):
    """What a kind says when a value is not of that kind; the node adds the place."""

    def __init__(self, problem: str, remedy: str, line: int | None = None) -> None:
        super().__init__(problem)
        self.problem, self.remedy, self.line = problem, remedy, line


class Sequence(NamedTuple):
    """A list of a definition, each item with its line."""

    items: tuple["Value", ...]
    lines: tuple[int, ...]


class Mapping:
    """A mapping of a definition: every key with its line, handed out once, leftovers refused."""

    __slots__ = ("_known", "_lines", "_values", "line", "path")

    def __init__(self, path: str, line: int, values: dict[str, "Value"], lines: dict[str, int]) -> None:
        self.path, self.line = path, line
        self._values, self._lines = values, lines
        self._known: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def line_of(self, key: str) -> int:
        """The line of a key, or of the mapping itself when the key is missing."""
        return self._lines.get(key, self.line)

    def written(self, key: str) -> "Value":
        """The value of a key as it stands there, not counted as taken."""
        return self._values[key]

    def take(self, key: str, kind: "Kind[T]", default: D | Literal[_Required.REQUIRED] = REQUIRED) -> T | D:
        """The value of a key as the kind reads it; a missing key gives the default or is refused."""
        self._known.add(key)
        if key in self._values:
            return self._read(key, kind)
        if default is REQUIRED:
            raise self.error(f"缺少键“{key}”", self._meant_for(key))
        return default

    def entries(self, kind: "Kind[T]") -> Iterator[tuple[str, T]]:
        """Every key not taken yet with its value: for mappings whose keys are names rather than fields."""
        for key in self._values:
            if key not in self._known:
                self._known.add(key)
                yield key, self._read(key, kind)

    def finish(self) -> None:
        """Refuse the keys that nobody took."""
        for key in self._values:
            if key not in self._known:
                raise self.error(f"不认识的键“{key}”", self._remedy_for(key), key)

    def error(self, problem: str, remedy: str = "", key: str | None = None) -> DefinitionError:
        """The error to raise about this mapping or one of its keys."""
        return DefinitionError(self.path, self.line_of(key) if key else self.line, problem, remedy)

    def _read(self, key: str, kind: "Kind[T]") -> T:
        try:
            return kind(self._values[key])
        except Refusal as refusal:
            line = refusal.line or self._lines[key]
            raise DefinitionError(self.path, line, f"“{key}”{refusal.problem}", refusal.remedy) from None

    def _remedy_for(self, key: str) -> str:
        free = [known for known in sorted(self._known) if known not in self._values]
        near = get_close_matches(key, free or sorted(self._known), n=1)
        if near:
            return f"是不是想写“{near[0]}”？"
        return f"可用的键：{'、'.join(sorted(self._known))}" if self._known else "删去此键"

    def _meant_for(self, key: str) -> str:
        near = get_close_matches(key, [given for given in self._values if given not in self._known], n=1)
        return f"第{self._lines[near[0]]}行的“{near[0]}”是不是想写“{key}”？" if near else f"补上“{key}: …”"


Node: TypeAlias = Mapping
Value: TypeAlias = str | bool | Sequence | Mapping | None
Kind: TypeAlias = Callable[[Value], T]


def load(path: str | Path) -> Mapping:
    """The checked root of a definition file."""
    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        raise DefinitionError(str(path), 1, "读不到此文件", f"{reason(error)}；检查路径和权限") from None
    if len(raw) > LARGEST_FILE:
        raise DefinitionError(str(path), 1, f"文件过大（{len(raw)}字节）", f"拆成不超过{LARGEST_FILE}字节的几个文件")
    try:
        return parse(raw.decode("utf-8-sig"), str(path))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise DefinitionError(str(path), line, "不是UTF-8编码", "另存为UTF-8") from None


def parse(written: str, path: str = "-") -> Mapping:
    """The checked root of a definition given as text; `path` is what errors name."""
    if len(written) > LARGEST_FILE:
        raise DefinitionError(path, 1, "定义过大", f"不超过{LARGEST_FILE}个字符")
    try:
        return _Construction(written, path).root()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise DefinitionError(path, line, f"YAML写法有误（{error.problem}）", "检查此行的缩进、引号和冒号") from None
    except yaml.reader.ReaderError as error:
        line = written.count("\n", 0, error.position) + 1
        raise DefinitionError(path, line, "含有不能用的控制字符", "删去该字符") from None


class _Construction:
    """Builds mappings and sequences from parser events, refusing what a definition may not contain."""

    def __init__(self, written: str, path: str) -> None:
        self.path = path
        self.next = _Parser(written).get_event

    def root(self) -> Mapping:
        self.next()  # stream start
        event = self.next()
        if isinstance(event, yaml.StreamEndEvent):
            raise DefinitionError(self.path, 1, "文件是空的", "写入定义")
        event = self.next()
        value = self.value(event, 0)
        if not isinstance(value, Mapping):
            raise self.refuse(event, "最外层不是“键: 值”", "最外层写成键值对")
        self.next()  # document end
        event = self.next()
        if not isinstance(event, yaml.StreamEndEvent):
            raise self.refuse(event, "一个文件里有几份文档（---）", "每份定义单独成文件")
        return value

    def value(self, event: Any, depth: int) -> Value:
        kind = type(event)
        if kind is yaml.AliasEvent:
            raise self.refuse(event, f"用了引用“*{event.anchor}”", "把内容直接写在这里")
        if event.anchor is not None:
            raise self.refuse(event, f"用了锚点“&{event.anchor}”", "删去锚点")
        if event.tag is not None:
            raise self.refuse(event, f"用了类型标记“{event.tag}”", "删去标记；类型由键决定")
        if kind is yaml.ScalarEvent:
            return _scalar(event)
        if depth >= DEEPEST_NESTING:
            raise self.refuse(event, f"嵌套超过{DEEPEST_NESTING}层", "减少嵌套")
        return self.mapping(event, depth + 1) if kind is yaml.MappingStartEvent else self.sequence(depth + 1)

    def mapping(self, start: Any, depth: int) -> Mapping:
        values: dict[str, Value] = {}
        lines: dict[str, int] = {}
        get, end = self.next, yaml.MappingEndEvent
        while type(event := get()) is not end:
            key = self.key(event)
            line = event.start_mark.line + 1
            if key in lines:
                raise self.refuse(event, f"键“{key}”重复", f"与第{lines[key]}行合并，或改名")
            lines[key] = line
            event = get()
            values[key] = _scalar(event) if _is_plain(event) else self.value(event, depth)
        return Mapping(self.path, start.start_mark.line + 1, values, lines)

    def sequence(self, depth: int) -> Sequence:
        values: list[Value] = []
        lines: list[int] = []
        get, end = self.next, yaml.SequenceEndEvent
        while type(event := get()) is not end:
            lines.append(event.start_mark.line + 1)
            values.append(_scalar(event) if _is_plain(event) else self.value(event, depth))
        return Sequence(tuple(values), tuple(lines))

    def key(self, event: Any) -> str:
        if type(event) is not yaml.ScalarEvent:
            raise self.refuse(event, "键不是一个词", "键写成一个词")
        if event.anchor is not None or event.tag is not None:
            raise self.refuse(event, "键带有锚点或类型标记", "删去“&…”“!…”")
        written: str = event.value
        if not written:
            raise self.refuse(event, "键是空的", "给键起名")
        return written

    def refuse(self, event: Any, problem: str, remedy: str) -> DefinitionError:
        return DefinitionError(self.path, event.start_mark.line + 1, problem, remedy)


def _is_plain(event: Any) -> bool:
    return type(event) is yaml.ScalarEvent and event.anchor is None and event.tag is None


def _scalar(event: Any) -> str | bool | None:
    written: str = event.value
    if not event.implicit[0]:
        return written
    if written == "true":
        return True
    if written == "false":
        return False
    return written or None


def text(value: Value) -> str:
    """A word or a sentence, not empty."""
    if isinstance(value, str) and value.strip():
        return value
    if isinstance(value, bool):
        raise Refusal("应是文字，写成了真假", "要写这个词，请加引号")
    raise Refusal(f"应是文字，{_what(value)}", "写一个词或一句话")


def flag(value: Value) -> bool:
    """`true` or `false`, nothing else."""
    if isinstance(value, bool):
        return value
    hint = f"不写“{value}”" if isinstance(value, str) and value in WORDS_FOR_BOOLEANS else "不加引号"
    raise Refusal("应是真假", f"写true或false，{hint}")


def whole(value: Value) -> int:
    """A whole number in plain digits."""
    written = value if isinstance(value, str) else ""
    if written.removeprefix("-").isdecimal() and written.isascii():
        return int(written)
    raise Refusal(f"应是整数，{_what(value)}", "只写数字，如 30")


def decimal(value: Value) -> Decimal:
    """An exact decimal number in plain notation."""
    written = value if isinstance(value, str) else ""
    if written and written.isascii() and not set(written) - set("0123456789.-"):
        try:
            return Decimal(written)
        except InvalidOperation:
            pass
    raise Refusal(f"应是数，{_what(value)}", "只写数字和小数点，如 0.35")


def mapping(value: Value) -> Mapping:
    """A nested mapping."""
    if isinstance(value, Mapping):
        return value
    raise Refusal(f"应是键值对，{_what(value)}", "换行缩进，逐行写“键: 值”")


def optional_mapping(value: Value) -> Mapping | None:
    """A nested mapping, or None when nothing stands behind the key."""
    return None if value is None else mapping(value)


def sequence_of(kind: "Kind[T]") -> "Kind[tuple[T, ...]]":
    """A kind: a list whose every item is of the given kind."""

    def read(value: Value) -> tuple[T, ...]:
        if not isinstance(value, Sequence):
            raise Refusal(f"应是列表，{_what(value)}", "写成 [甲, 乙]，或逐行“- 甲”")
        return tuple(_item(kind, item, line) for item, line in zip(value.items, value.lines, strict=True))

    return read


def texts(value: Value) -> tuple[str, ...]:
    """A list of words or sentences, none empty."""
    if isinstance(value, Sequence) and all(item.__class__ is str and item for item in value.items):
        return cast("tuple[str, ...]", value.items)
    return sequence_of(text)(value)


def one_of(*words: str) -> "Kind[str]":
    """A kind: one of the given words."""

    def read(value: Value) -> str:
        if isinstance(value, str) and value in words:
            return value
        near = get_close_matches(str(value), words, n=1)
        remedy = f"是不是想写“{near[0]}”？" if near else f"可写：{'、'.join(words)}"
        raise Refusal(f"不能是“{value}”" if isinstance(value, str) else _what(value), remedy)

    return read


def _item(kind: "Kind[T]", item: Value, line: int) -> T:
    try:
        return kind(item)
    except Refusal as refusal:
        raise Refusal(f"列表里的一项{refusal.problem}", refusal.remedy, refusal.line or line) from None


def _what(value: Value) -> str:
    if value is None:
        return "却是空的"
    if isinstance(value, bool):
        return "写成了真假"
    if isinstance(value, Mapping):
        return "写成了键值对"
    return "写成了列表" if isinstance(value, Sequence) else f"写成了“{value}”"
