"""Invented values: what a field of a simulated entry or matter holds, valid by its kind and nobody's."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from yunhe.definitions.codes import body_check, credit_check, id_check
from yunhe.definitions.fields import Field
from yunhe.mechanisms.workdays import CHINA
from yunhe.types import Json

_FAMILY = "例试拟虚假设"
_GIVEN = "一二三四五六七八九十百千"
_ROADS = ("例路", "例街", "例巷", "例弄", "拟路", "拟街")
_TRADES = ("科技", "商贸", "服务", "建设", "文化", "物业", "餐饮", "医疗", "物流", "金融")
_BORN = date(1900, 1, 1)  # nobody born in these years is alive
_TEN_YEARS = 3650
SAID = "模拟：此处为示例文字"
HUNDRED = Decimal(100)
# Register → the keys of its simulated entries; under UNITS the units of the district, under TEXTS + field what it says.
Keys = Mapping[str, Sequence[str]]
UNITS, TEXTS = "（单位）", "（文字）"
ANY_UNITS = ("例一局", "例二局", "例三局", "例四局")


def value_of(field: Field, draw: Random, now: datetime, keys: Keys) -> Json:
    """A value that the field takes as it is."""
    if field.choices:
        return [draw.choice(field.choices)] if field.kind == "choices" else draw.choice(field.choices)
    made = _MAKERS.get(field.kind)
    if made is not None:
        return made(draw)
    if field.kind in ("whole", "decimal", "money"):
        return number_of(field, draw)
    if field.kind == "date":
        return (now.astimezone(CHINA).date() + timedelta(days=draw.randint(-20, 90))).isoformat()
    if field.kind == "instant":
        return now.isoformat()
    if field.kind == "region":
        return draw.choice(sorted(field.district.subdistricts))
    if field.kind == "unit":
        return draw.choice(units_of(keys))
    if field.kind == "ref":
        return draw.choice(keys.get(field.register) or ("1",))
    said = keys.get(TEXTS + field.name, ()) if field.kind in ("text", "long_text") else ()
    if said:
        return f"模拟：{draw.choice(said)}"
    return f"{SAID}（{field.name}）" if field.kind in ("text", "long_text") else SAID


def units_of(keys: Keys) -> Sequence[str]:
    """The units among which work goes round; invented ones where the district names none."""
    return keys.get(UNITS) or ANY_UNITS


def number_of(field: Field, draw: Random) -> str:
    """A number within the bounds of the field, with no more places than it allows."""
    least = field.least if field.least is not None else Decimal(1)
    most = field.most if field.most is not None else max(least, Decimal(1)) * HUNDRED
    places = 0 if field.kind == "whole" else 2 if field.places is None else min(field.places, 2)
    step = Decimal(1).scaleb(-places)
    return format(least + step * draw.randint(0, int((most - least) / step)), "f")


def firm(draw: Random) -> str:
    """The name of a firm that is not there."""
    return f"杭州例{_given(draw, 2)}{draw.choice(_TRADES)}有限公司"


def person(draw: Random) -> str:
    """The name of a person who is not there."""
    return draw.choice(_FAMILY) + _given(draw, 2)


def credit_code(draw: Random) -> str:
    """A code with right check digits, of a body that begins with EX, which none was given."""
    body = "EX" + "".join(draw.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(6))
    first = "91330105" + body + body_check(body)
    return first + credit_check(first)


def id_number(draw: Random) -> str:
    """A number with a right check digit, of somebody born before 1910."""
    born = _BORN + timedelta(days=draw.randrange(_TEN_YEARS))
    first = f"330105{born:%Y%m%d}{draw.randrange(1000):03d}"
    return first + id_check(first)


def phone(draw: Random) -> str:
    """A number that nobody has."""
    return f"4000{draw.randrange(10**6):06d}"


def address(draw: Random) -> str:
    """A place that is not there."""
    return f"{draw.choice(_ROADS)}{draw.randint(1, 300)}号{draw.randint(1, 30)}幢{draw.randint(1, 6)}单元"


def evidence(draw: Random) -> dict[str, Json]:
    """A file that was never there: its digest is that of nothing but chance."""
    return {"name": "模拟材料.pdf", "sha256": f"{draw.getrandbits(256):064x}", "size": draw.randint(20_000, 900_000)}


def _given(draw: Random, length: int) -> str:
    return "".join(draw.choice(_GIVEN) for _ in range(length))


_MAKERS: Mapping[str, Callable[[Random], Json]] = {
    "person": person,
    "phone": phone,
    "id_number": id_number,
    "credit_code": credit_code,
    "address": address,
    "file": evidence,
    "flag": lambda draw: draw.random() < 0.5,
}
