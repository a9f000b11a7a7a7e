"""Frozen values as XML elements and back, led by their types alone, so that a new field is never forgotten.

A scalar becomes an attribute, a value within a value a child, each item of a tuple or a mapping a child of its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from lxml import etree
from lxml.etree import _Element

from yunhe.mechanisms.limits import Limit

NAMESPACE = "urn:yunhe:mechanism:1"
OMITTED = (
    "line",
    "district",
    "path",
    "rehearsals",
    "shaped",
    "counter",
)  # where it stood in its file; words for people
SCALARS = (str, bool, int, Decimal, date, Fraction, Limit)
_EMPTY: Mapping[str, Any] = {"line": 0, "path": ""}


def tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def write(value: Any, name: str, without: tuple[str, ...] = ()) -> _Element:
    """An element of this name that holds every field of a value but those that stand elsewhere."""
    element = etree.Element(tag(name), nsmap={"yunhe": NAMESPACE})
    for field, kind in _fields(type(value)):
        if field not in without:
            _put(element, field, kind, getattr(value, field))
    return element


def read(kind: type[Any], element: _Element, **elsewhere: Any) -> Any:
    """The value that an element holds; what stands elsewhere is given."""
    given = dict(elsewhere)
    for field, inner in _fields(kind):
        if field not in given:
            given[field] = _get(element, field, inner)
    for field in OMITTED:
        if field in get_type_hints(kind) and field in _EMPTY:
            given.setdefault(field, _EMPTY[field])
    return kind(**given)


def _fields(kind: type[Any]) -> Iterator[tuple[str, Any]]:
    names = [field.name for field in fields(kind)] if is_dataclass(kind) else kind._fields
    hints = get_type_hints(kind)
    return ((name, hints[name]) for name in names if name not in OMITTED)


def _put(element: _Element, field: str, kind: Any, value: Any) -> None:
    if value is None:
        return
    if _is_scalar(kind):
        element.set(field, _said(value))
    elif _is_mapping(kind):
        for key, item in value.items():
            _put_item(element, field, item).set("key", key)
    elif get_origin(kind) is tuple:
        for item in value:
            _put_item(element, field, item)
    else:
        element.append(write(value, field))


def _put_item(element: _Element, field: str, item: Any) -> _Element:
    """One child of a tuple or a mapping: a scalar, a pair, or a value."""
    if type(item) is tuple:
        child = _put_item(element, field, item[1])
        child.set("key", item[0])
        return child
    if isinstance(item, SCALARS):
        child = etree.SubElement(element, tag(field), value=_said(item))
        if isinstance(item, bool):
            child.set("type", "flag")
        return child
    child = write(item, field)
    child.set("is", type(item).__name__)
    element.append(child)
    return child


def _get(element: _Element, field: str, kind: Any) -> Any:
    if _is_scalar(kind):
        return _scalar(_strict(kind), element.get(field))
    children = element.findall(tag(field))
    if _is_mapping(kind):
        return {child.get("key"): _item(get_args(kind)[1], child) for child in children}
    if get_origin(kind) is tuple:
        return tuple(_item(get_args(kind)[0], child) for child in children)
    return read(_strict(kind), children[0]) if children else None


def _item(kind: Any, child: _Element) -> Any:
    if get_origin(kind) is tuple:
        return child.get("key"), _item(get_args(kind)[1], child)
    if child.get("type") == "flag" and child.get("value") is not None:
        return child.get("value") == "true"
    return _scalar(_strict(kind), child.get("value")) if _is_scalar(kind) else read(_named(kind, child), child)


def _named(kind: Any, child: _Element) -> Any:
    """Of several kinds that an item may be, the one it says it is."""
    if get_origin(kind) not in (Union, UnionType):
        return kind
    return next((part for part in get_args(kind) if part.__name__ == child.get("is")), get_args(kind)[0])


def _is_mapping(kind: Any) -> bool:
    return get_origin(kind) is not None and isinstance(get_origin(kind), type) and issubclass(get_origin(kind), Mapping)


def _is_scalar(kind: Any) -> bool:
    if get_origin(kind) in (Union, UnionType):
        return all(_is_scalar(part) for part in get_args(kind) if part is not NoneType)
    return kind in SCALARS or get_origin(kind) is Literal


def _strict(kind: Any) -> Any:
    """A kind without None, and of several the first."""
    parts = [part for part in get_args(kind) if part is not NoneType]
    return parts[0] if get_origin(kind) in (Union, UnionType) else kind


def _said(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _scalar(kind: Any, written: str | None) -> Any:
    if written is None:
        return None
    if kind is bool:
        return written == "true"
    if kind is Limit:
        return Limit.read(written)
    if kind is date:
        return date.fromisoformat(written)
    return kind(written) if kind in (int, Decimal, Fraction) else written
