"""Observations of the GDP of a district for tests: three years, one of them revised."""

from holders import by, hold
from visitors import GONGSHU

PLACE, POST = "拱墅区", "区统计局.统计岗"


def make() -> None:
    """Once a database."""
    from yunhe.cli import main
    from yunhe.server.observations.models import StoredVersion

    if StoredVersion.objects.exists():
        return
    hold(GONGSHU, T1=POST)
    usual = [
        "observe",
        "add",
        "gdp",
        "--simulated",
        "--place",
        PLACE,
        "--unit",
        "亿元",
        "--document",
        "例报告",
        "--page",
        "一",
    ]
    for period, value, status, more in (
        ("2022", "1900", "初步", ()),
        ("2023", "2000", "初步", ()),
        ("2024", "2206.3", "初步", ()),
        ("2023", "2010.5", "最终", ()),
    ):
        sent = [*usual, "--period", period, "--value", value, "--status", status, *more]
        assert main([*sent, *by(POST, "T1", GONGSHU)]) == 0
