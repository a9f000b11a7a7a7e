"""Tasks of 督查督办 for tests: entries of the register, a matter for each, those of 区住建局 at work."""

from datetime import UTC, datetime, timedelta

from visitors import GONGSHU

OPENED = datetime(2026, 3, 2, 2, tzinfo=UTC)
POST = "区政府办公室.督查岗"
WORDS = ("新增国家高新技术企业84家。", "完成老旧小区改造30个。", "建成公园10个。")
UNITS = ("区住建局", "区住建局", "区城管局")


def make(opened: datetime = OPENED, *, simulated: bool = True) -> list[str]:
    """The numbers of the matters, in the order of the tasks."""
    from yunhe.mechanisms.act import Act
    from yunhe.server.matters import work
    from yunhe.server.office import office_of

    office, numbers = office_of(str(GONGSHU)), []
    enter(simulated=simulated)
    for place, unit in enumerate(UNITS):
        about = _about(place) | {"开始日期": "2026-01-01", "完成时限": "2026-12-31", "任务": _key(place)}
        at = opened + timedelta(minutes=place)
        number = work.open_one(office, "督查督办", Act("登记", POST, at, given=about), simulated=simulated).subject
        numbers.append(number)
        for act in (
            Act("下达", POST, at, units={"主办单位": unit}),
            Act("签收", f"{unit}.承办岗", at),
            Act("报分解方案", f"{unit}.承办岗", at, given={"年度目标": "定性", "分解方案": FILE}),
        ):
            work.do(office, number, act)
    return numbers


FILE = {"name": "方案.pdf", "sha256": "0" * 64, "size": 1}


def enter(*, simulated: bool = True) -> None:
    """The entries of the register."""
    import tempfile
    from pathlib import Path

    from yunhe.cli import main
    from yunhe.server.registers.models import StoredEntry

    if StoredEntry.objects.filter(register="督查任务").exists():
        return
    lines = ["计划,年度,序号,主要工作内容,牵头单位", *(",".join(_about(place).values()) for place in range(len(WORDS)))]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "任务.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        assert main(["register", "import", "督查任务", str(path), "--simulated", "--district", str(GONGSHU)]) == 0


def _about(place: int) -> dict[str, str]:
    words, unit = WORDS[place], UNITS[place]
    return {"计划": "政府工作报告", "年度": "2026", "序号": str(place + 1), "主要工作内容": words, "牵头单位": unit}


def _key(place: int) -> str:
    return f"政府工作报告／2026／{place + 1}"
