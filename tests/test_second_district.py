"""The second district stands on its folder alone: its own units, towns and loops, and the program does not know it."""

from pathlib import Path

from yunhe import cli, systems
from yunhe.definitions.codes import district_of
from yunhe.mechanisms.library import Library, library_of
from yunhe.mechanisms.mechanism import OUTSIDE
from yunhe.registers.register import registers_of

ROOT = Path(__file__).resolve().parent.parent
FIRST, SECOND = ROOT / "districts/gongshu", ROOT / "examples/danzhou"


def posts(library: Library) -> set[str]:
    """The posts that have matters, of units that are named and not left to each matter."""
    return {
        stage.owner
        for mechanism in library.current()
        for stage in mechanism.stages.values()
        if stage.is_open and stage.owner not in OUTSIDE and stage.owner.partition(".")[0] not in mechanism.units
    }


def test_it_has_loops_registers_units_and_towns_of_its_own() -> None:
    first, second = (library_of(folder, district_of(folder)) for folder in (FIRST, SECOND))
    assert len(set(second.versions) - set(first.versions)) >= 2
    assert len(set(registers_of(SECOND)) - set(registers_of(FIRST))) >= 2
    assert posts(second)
    assert not posts(second) & posts(first)
    towns = district_of(SECOND).subdistricts
    assert len([name for name in towns.values() if name.endswith("镇")]) == 16
    assert all(code.startswith("460400") for code in towns)


def test_its_systems_stand_in_its_own_report() -> None:
    rows = systems.table(SECOND)
    report = (SECOND / "reports/2023.txt").read_bytes().decode()
    assert len(rows) >= 15
    assert all(row.says.stands_in(report) for row in rows)
    assert {row.state for row in rows} == {"模拟", "待外部数据", "仅登记", "尚无"}


def test_the_program_knows_it_as_one_city_among_all() -> None:
    source = ROOT / "src/yunhe"
    files = [path for path in source.rglob("*") if path.suffix in (".py", ".yaml", ".sql", ".html")]
    told = {
        path.relative_to(source).as_posix()
        for path in files
        if any(word in path.read_text(encoding="utf-8").lower() for word in ("儋州", "danzhou"))
    }
    assert told == {"reading/places.yaml", "audit/areas.yaml"}


def test_the_only_district_is_still_taken_without_asking(tmp_path: Path) -> None:
    assert systems.find_district(start=ROOT) == FIRST
    assert cli.main(["systems", "--district", str(SECOND)]) == cli.DONE
