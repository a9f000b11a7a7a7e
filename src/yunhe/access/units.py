"""Units 单位: who there is in a district — its departments and what belongs to them, and its subdistricts or towns.

`<district>/units.yaml` names all but the subdistricts, which `district.yaml` has already:

    units:
      区住建局: {code: qzjj, kind: 政府部门}

    units_of(folder)["区住建局"].kind       → "政府部门"
    units_of(folder)["米市巷街道"].code     → "330105001"
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias, cast, get_args

from yunhe.access.posts import ANY, LONGEST, is_post
from yunhe.definitions import strict
from yunhe.definitions.codes import District, district_of
from yunhe.errors import DefinitionError

FILE = "units.yaml"
KindOfUnit: TypeAlias = Literal[
    "上级",
    "党委部门",
    "人大政协",
    "政府",
    "政府部门",
    "议事协调机构",
    "事业单位",
    "企业",
    "社会组织",
    "社区",
    "乡镇街道",
]
KINDS: tuple[KindOfUnit, ...] = get_args(KindOfUnit)
OF_THE_LAND: KindOfUnit = "乡镇街道"  # these stand in district.yaml, with the codes of the statistics
_CODE = re.compile(r"[a-z][a-z0-9]{1,19}")
_NAMES_ONE = re.compile(r"\b(?:owner|lead|post): ?([^\s,{}.#]+)")


class Unit(NamedTuple):
    """A unit that posts belong to; `code` is short, never changes and stands in addresses."""

    name: str
    code: str
    kind: KindOfUnit
    note: str = ""


class Named(NamedTuple):
    """A place in a definition that names a unit."""

    path: str
    line: int
    unit: str


def units_of(folder: str | Path) -> Mapping[str, Unit]:
    """The units of a district by name, its subdistricts last; empty when the district has no such list."""
    path = Path(folder) / FILE
    return load(path, district_of(folder)) if path.exists() else {}


def load(path: str | Path, district: District) -> Mapping[str, Unit]:
    """The units that a file names, and the subdistricts of the district."""
    root = strict.load(path)
    root.take("basis", strict.text)
    node = root.take("units", strict.mapping)
    root.finish()
    known: dict[str, Unit] = {}
    land = {name: Unit(name, code, OF_THE_LAND) for code, name in district.subdistricts.items()}
    for name, value in node.entries(strict.mapping):
        unit = _unit(name, value, node)
        twin = next((other.name for other in known.values() if other.code == unit.code), None)
        if name in land:
            raise node.error(f"“{name}”已在 district.yaml", "删去这一行，乡镇街道不用再写", name)
        if twin:
            raise node.error(f"“{name}”和“{twin}”的代码都是“{unit.code}”", "换一个", name)
        known[name] = unit
    return known | land


def strangers(units: Mapping[str, Unit], named: Iterable[Named]) -> Iterator[DefinitionError]:
    """The places that name a unit which the list does not have; `*` is any unit."""
    for place in named:
        if place.unit != ANY and place.unit not in units:
            yield DefinitionError(place.path, place.line, f"单位“{place.unit}”不在 {FILE}", remedy(units, place.unit))


def written_in(folder: Path) -> Iterator[Named]:
    """The places where plans, statistics, the approval and the simulated year of a district name a unit."""
    for path in sorted(
        (*folder.glob("plans/*.yaml"), *folder.glob("statistics/*.yaml"), *folder.glob("approval.yaml"))
    ):
        for line, written in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            yield from (Named(str(path), line, unit) for unit in _NAMES_ONE.findall(written))
    year = folder / "simulation.yaml"
    if year.exists():
        root = strict.load(year)
        line = root.line_of("units")
        yield from (Named(str(year), line, unit) for unit in root.take("units", strict.texts, ()))


def remedy(units: Iterable[str], written: str) -> str:
    """What to do about a unit that is not in the list."""
    near = get_close_matches(written, list(units), n=1, cutoff=0.5)
    return f"是不是想写“{near[0]}”？是新的单位就先写进 {FILE}" if near else f"改正写法，或先把它写进 {FILE}"


def _unit(name: str, node: strict.Mapping, among: strict.Mapping) -> Unit:
    if not is_post(f"{name}.岗") or len(name) > LONGEST // 2:
        raise among.error(f"“{name}”不能作单位的名称", f"不带点、星号、空格，不超过{LONGEST // 2}字", name)
    kind = cast("KindOfUnit", node.take("kind", strict.one_of(*(one for one in KINDS if one != OF_THE_LAND))))
    unit = Unit(name, node.take("code", _code), kind, node.take("note", strict.text, ""))
    node.finish()
    return unit


def _code(value: strict.Value) -> str:
    written = strict.text(value)
    if not _CODE.fullmatch(written):
        raise strict.Refusal(f"不能是“{written}”", "写2至20个小写字母、数字，字母打头，如 qzjj；定了就不改")
    return written
