"""A subdistrict of the district (统计用区划代码). Canonical in 9 digits; a community keeps its 12."""

from typing import TYPE_CHECKING

from yunhe.definitions import raw as cell
from yunhe.definitions.codes import District

if TYPE_CHECKING:
    from yunhe.definitions.fields import Field
    from yunhe.types import Json

TITLE, CLASS = "街道", "内部"
KEYS: dict[str, bool] = {}
EXAMPLES = {
    "990101003": "990101003",
    "990101003000": "990101003",
    "东门": "990101003",
    990101003: "990101003",
    "990199001": "990101003",
    "990199001000": "990101003",
}
NOT_EXAMPLES = ("990101002", "990101", "9901010030", "西门街道", "990199003", "990199001005")
WITH = {"district": District("990101", "例区", ("990199",), {"990101003": "东门街道"}, {"990199001": "990101003"})}
_REMEDY = "写本区街道的名称，或9位、12位代码"


def read(raw: object, field: "Field") -> "Json":
    """The code of a subdistrict given by its code, a former one too, or by its name."""
    written = cell.signs(raw)
    if not written.isdecimal():
        return _named(written, field)
    if len(written) not in (9, 12):
        raise cell.FieldRefusal(f"“{written}”有{len(written)}位", _REMEDY)
    if today := field.district.renumbered.get(written.removesuffix("000") if len(written) == 12 else written):
        return today
    if written[:6] in field.district.formerly:
        raise cell.FieldRefusal(f"“{written}”是并入前的旧代码，查不到今天的", "写街道的名称")
    if field.district.subdistricts and written[:9] not in field.district.subdistricts:
        raise cell.FieldRefusal(f"本区没有代码“{written[:9]}”的街道", _REMEDY)
    return written[:9] if written.endswith("000") and len(written) == 12 else written


def _named(written: str, field: "Field") -> "Json":
    code = field.district.subdistrict(written.removeprefix(field.district.name))
    if code is None:
        raise cell.FieldRefusal(f"本区没有“{cell.shown(written)}”", _REMEDY)
    return code
