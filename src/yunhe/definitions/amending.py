"""Changes single values in the text of a definition; every other character stays, comments and layout too.

    amended(text, {("states", "办理中", "within"): "8 workdays"})

A value that stands there is replaced where it stands, a new one is written into the mapping it belongs to, in the form
of its neighbours. What comes out is read again and held against what was asked for: nothing else may have changed.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, cast

import yaml

from yunhe.definitions import strict
from yunhe.errors import DefinitionError

Place: TypeAlias = tuple[str, ...]
Plain: TypeAlias = "str | bool | list[Plain] | dict[str, Plain] | None"
ORDER = (
    "mechanism", "shape", "basis", "kept_by", "upstream", "since", "store", "systems", "data", "retention", "units",
    "owners", "words", "without", "fields", "consent", "flow", "clocks", "start", "states",
)  # fmt: skip
BY_HAND = "在文件里改"
_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class _Node:
    """A value of the text with its edges, counted in characters; `ends` is behind its last written sign."""

    starts: int
    ends: int
    column: int = 0
    style: str = ""  # of a scalar: plain, ', ", | or >
    is_mapping: bool = False
    is_flow: bool = False
    entries: "dict[str, _Node]" = field(default_factory=dict)


def amended(text: str, wishes: Mapping[Place, str], path: str = "-") -> str:
    """The text with the values at these places as wished."""
    before = strict.parse(text, path)
    wanted, made = plain(before), text
    for place, value in wishes.items():
        made = _one(made, place, value, path)
        wanted = _with(wanted, place, value)
    if plain(strict.parse(made, path)) != wanted:
        raise DefinitionError(path, 1, "这样改会连带改到别处", BY_HAND)
    return made


def plain(value: strict.Value) -> Plain:
    """A value of a definition as plain mappings, lists and texts."""
    if isinstance(value, strict.Mapping):
        return {key: plain(value.written(key)) for key in value}
    if isinstance(value, strict.Sequence):
        return [plain(item) for item in value.items]
    return value


def _with(value: Plain, place: Place, wish: str) -> Plain:
    if not place:
        return wish
    kept = dict(value) if isinstance(value, dict) else {}
    return {**kept, place[0]: _with(kept.get(place[0]), place[1:], wish)}


def _one(text: str, place: Place, value: str, path: str) -> str:
    """The text with one value changed."""
    node, depth = _tree(text), 0
    while depth < len(place) and node.is_mapping and place[depth] in node.entries:
        node, depth = node.entries[place[depth]], depth + 1
    rest = place[depth:]
    if node.is_mapping:
        if not rest:
            raise DefinitionError(path, _line(text, node), f"“{place[-1]}”下面还有别的键", BY_HAND)
        return _into_flow(text, node, rest, value) if node.is_flow else _into_block(text, node, rest, value)
    if rest and node.starts != node.ends:
        raise DefinitionError(path, _line(text, node), f"“{place[depth - 1]}”只写了一个值", BY_HAND)
    new = _flow(rest, value) if rest else _written(value, node.style)
    tail = "\n" if node.style in ("|", ">") else ""
    blank = " " if node.starts == node.ends else ""
    return f"{text[: node.starts]}{blank}{new}{tail}{text[node.ends :]}"


def _into_flow(text: str, node: _Node, rest: Place, value: str) -> str:
    """A new entry inside {…}, behind the last one."""
    last = max((entry.ends for entry in node.entries.values()), default=0)
    at, comma = (last, ", ") if last else (node.starts + 1, "")
    return f"{text[:at]}{comma}{_entry(rest, value)}{text[at:]}"


def _into_block(text: str, node: _Node, rest: Place, value: str) -> str:
    """New lines below the entry after which they belong."""
    at = _after(node, rest[0])
    if at and text[at - 1] != "\n":
        at = text.find("\n", at) + 1 or len(text)
    ending = "\r\n" if "\r\n" in text else "\n"
    before = "" if text[:at].endswith("\n") else ending
    lines = "".join(f"{' ' * node.column}{line}{ending}" for line in _lines(rest, value))
    return f"{text[:at]}{before}{lines}{text[at:]}"


def _after(node: _Node, key: str) -> int:
    """Where the entry ends below which a key belongs: the last one, at the top of a file by the usual order."""
    above = [name for name in node.entries if name in ORDER[: ORDER.index(key)]] if key in ORDER else []
    return node.entries[above[-1]].ends if above and not node.column else node.ends


def _lines(rest: Place, value: str) -> Iterator[str]:
    """The new entry: long paths go down line by line, the last two keys stand on one."""
    depth = 0
    while len(rest) > 2:
        yield f"{'  ' * depth}{_key(rest[0])}:"
        rest, depth = rest[1:], depth + 1
    yield f"{'  ' * depth}{_entry(rest, value)}"


def _entry(rest: Place, value: str) -> str:
    return f"{_key(rest[0])}: {_flow(rest[1:], value)}"


def _flow(rest: Place, value: str) -> str:
    return f"{{{_entry(rest, value)}}}" if rest else _written(value)


def _key(name: str) -> str:
    return name if _reads_back(f"{{{name}: x}}", {name: "x"}) else json.dumps(name, ensure_ascii=False)


def _written(value: str, style: str = "") -> str:
    """A text as it is written in a definition: plain where it reads back so, quoted as before where it was quoted."""
    if style == "'":
        return "'" + value.replace("'", "''") + "'"
    is_plain = style != '"' and "\n" not in value and value == value.strip()
    if is_plain and _reads_back(f"{{k: {value}}}", {"k": value}) and _reads_back(f"k: {value}\n", {"k": value}):
        return value
    return json.dumps(value, ensure_ascii=False)


def _reads_back(text: str, wanted: Plain) -> bool:
    try:
        return plain(strict.parse(text)) == wanted
    except DefinitionError:
        return False


def _line(text: str, node: _Node) -> int:
    return text.count("\n", 0, node.starts) + 1


def _tree(text: str) -> _Node:
    """The text as nodes with edges; it has been read strictly, so there are no aliases and no tags."""
    events = iter(yaml.parse(text, Loader=_Parser))
    next(events)  # stream
    next(events)  # document
    return _node(next(events), events)


def _node(event: Any, events: Iterator[Any]) -> _Node:
    start, end = event.start_mark, event.end_mark
    if isinstance(event, yaml.ScalarEvent):
        return _Node(start.index, end.index, start.column, event.style or "")
    made = _Node(start.index, end.index, start.column, is_flow=bool(event.flow_style))
    made.is_mapping = isinstance(event, yaml.MappingStartEvent)
    while not isinstance(inner := next(events), yaml.MappingEndEvent | yaml.SequenceEndEvent):
        key = inner.value if made.is_mapping else str(len(made.entries))
        made.entries[key] = _node(next(events) if made.is_mapping else inner, events)
        made.ends = max(made.ends, made.entries[key].ends)
    if made.is_flow:
        made.ends = int(cast(Any, inner).end_mark.index)
    return made
