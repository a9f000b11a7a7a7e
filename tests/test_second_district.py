"""Other districts stand on their folders alone: their own units, towns and loops; the program does not know them."""

from pathlib import Path

import pytest

from yunhe import cli, systems
from yunhe.definitions.codes import district_of
from yunhe.mechanisms.library import Library, library_of
from yunhe.mechanisms.mechanism import OUTSIDE
from yunhe.registers.register import registers_of

ROOT = Path(__file__).resolve().parent.parent
FIRST = ROOT / "districts/gongshu"
OTHERS = sorted(path.parent for path in (ROOT / "examples").glob("*/district.yaml"))
TOWNS = {"danzhou": {"镇": 16}, "sunitezuoqi": {"镇": 3, "苏木": 4}}
SYSTEMS = {"danzhou": 18, "sunitezuoqi": 13}
KNOWN = {"reading/places.yaml", "audit/areas.yaml"}  # lists of all cities
every = pytest.mark.parametrize("folder", OTHERS, ids=lambda folder: folder.name)


def posts(library: Library) -> set[str]:
    """The posts that have matters, of units that are named and not left to each matter."""
    return {
        stage.owner
        for mechanism in library.current()
        for stage in mechanism.stages.values()
        if stage.is_open and stage.owner not in OUTSIDE and stage.owner.partition(".")[0] not in mechanism.units
    }


@every
def test_it_has_loops_registers_units_and_towns_of_its_own(folder: Path) -> None:
    first, other = (library_of(one, district_of(one)) for one in (FIRST, folder))
    assert len(set(other.versions) - set(first.versions)) >= 2
    assert len(set(registers_of(folder)) - set(registers_of(FIRST))) >= 2
    assert posts(other)
    assert not posts(other) & posts(first)
    district = district_of(folder)
    for kind, count in TOWNS[folder.name].items():
        assert len([name for name in district.subdistricts.values() if name.endswith(kind)]) == count
    assert all(code.startswith(district.code) for code in district.subdistricts)


@every
def test_its_systems_stand_in_its_own_report(folder: Path) -> None:
    rows = systems.table(folder)
    report = systems.report_of(folder)
    assert report == next((folder / "reports").glob("*.txt")).read_bytes().decode()
    assert len(rows) == SYSTEMS[folder.name]
    assert all(row.says.stands_in(report) for row in rows)
    assert {row.state for row in rows} == {"模拟", "待外部数据", "仅登记", "尚无"}


@every
def test_what_is_only_an_excerpt_says_so(folder: Path) -> None:
    if any("partial" in path.name for path in (folder / "reports").glob("*.txt")):
        assert "节选" in (folder / "systems.yaml").read_text(encoding="utf-8")


@every
def test_the_program_knows_it_as_one_city_among_all(folder: Path) -> None:
    source = ROOT / "src/yunhe"
    names = (district_of(folder).name.removesuffix("市"), folder.name)
    files = [path for path in source.rglob("*") if path.suffix in (".py", ".yaml", ".sql", ".html")]
    told = {
        path.relative_to(source).as_posix()
        for path in files
        if any(word in path.read_text(encoding="utf-8").lower() for word in names)
    }
    assert told <= KNOWN


def test_the_only_district_is_still_taken_without_asking(tmp_path: Path) -> None:
    assert systems.find_district(start=ROOT) == FIRST
    for folder in OTHERS:
        assert cli.main(["systems", "--district", str(folder)]) == cli.DONE
