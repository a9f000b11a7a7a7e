"""连续几年、几连冠、第几次，要接得上上年报告。

上年报告写“连续14年”，今年就是连续15年；少了是抄了上年的，多了是数错了。评选不是年年有的（几连冠、第几次），可以不变，不能
变小，也不能多出两次。
"""

from collections.abc import Iterator

from yunhe.audit.checks import Example
from yunhe.audit.streaks import Run, pairs_of_runs
from yunhe.types import Case, Finding, Reading

SEVERITY = "warning"
FLAGS = (
    Example(
        "一、2024年工作回顾\n连续18年荣获省“平安市”称号。",
        earlier={2023: "一、2023年工作回顾\n连续18年荣获省“平安市”称号。"},
    ),
    Example(
        "一、2024年工作回顾\n生态环境公众满意度连续15年提升。",
        earlier={2023: "一、2023年工作回顾\n生态环境公众满意度连续13年提升。"},
    ),
    Example(
        "一、2024年工作回顾\n实现全国双拥模范城“六连冠”。",
        earlier={2023: "一、2023年工作回顾\n实现全国双拥模范城“七连冠”。"},
    ),
    Example(
        "一、2024年工作回顾\n第19次获评中国最具幸福感城市。",
        earlier={2023: "一、2023年工作回顾\n第17次获评中国最具幸福感城市。"},
    ),
)
PASSES = (
    Example(
        "一、2024年工作回顾\n连续19年荣获省“平安市”称号。",
        earlier={2023: "一、2023年工作回顾\n连续18年荣获省“平安市”称号。"},
    ),
    Example(
        "一、2024年工作回顾\n实现全国双拥模范城“七连冠”。",
        earlier={2023: "一、2023年工作回顾\n实现全国双拥模范城“七连冠”。"},
    ),
    Example(
        "一、2024年工作回顾\n生态环境满意度连续3年提升。",
        earlier={2023: "一、2023年工作回顾\n粮食产量连续18年增长。"},
    ),
    Example(
        "一、2024年工作回顾\n全国双拥模范城创建“七连冠”。",
        earlier={
            2023: "一、2023年工作回顾\n全国双拥模范城“七连冠”。\n二、2024年工作安排\n争创全国双拥模范城“八连冠”。"
        },
    ),
)


def check(case: Case) -> Iterator[Finding]:
    """Streaks that do not go on from where an earlier report left them; each is held against the latest that has it."""
    seen: set[int] = set()
    for year, earlier in sorted(case.earlier.items(), reverse=True):
        if case.year is None or year >= case.year:
            continue
        for run, before in pairs_of_runs(case.draft, earlier):
            if run.span.start in seen:
                continue
            seen.add(run.span.start)
            if not _goes_on(run, before, case.year - year):
                yield _finding(run, before, case.year - year, earlier)


def _goes_on(run: Run, before: Run, years: int) -> bool:
    if run.unit == "年":
        return run.length == before.length + years
    most = before.length + years * (2 if "指数" in run.said else 1)  # indices come out twice a year
    return before.length <= run.length <= most


def _finding(run: Run, before: Run, years: int, earlier: Reading) -> Finding:
    when = f"{earlier.outline.year}年的报告"
    wanted = before.length + years
    return Finding.at(
        run.span,
        f"{when}写{_said(before)}，今年应是{wanted}，这里写{run.length}",
        before.span,
        evidence=f"{before.length} + {years} = {wanted} ≠ {run.length}",
        remedy="核对次数或年数；中断后重新起算的，写明从哪年算起" if run.length < wanted else "核对次数或年数",
        severity="warning" if years == 1 else "note",
    )


def _said(run: Run) -> str:
    return f"{run.length}连" if run.unit == "连" else f"{run.length}{run.unit}"
