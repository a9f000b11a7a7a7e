"""观测值：导入、登记、撤回、列出、查看全部版本、导出。只增不改：新值取代旧值，旧值留着。

  yunhe observe import 一季度.xlsx --as 区统计局.统计岗 --person 工号
  yunhe observe add gdp --period 2024 --value 2206.3 --unit 亿元 --status 初步 --document 政府工作报告 --page 第一部分
  yunhe observe list --indicator gdp
  yunhe observe show gdp --period 2024
  yunhe observe export -o 观测值.csv

退出码：0 全部办好；3 有的行没有导入（逐行写明原因）。
"""

import argparse
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from yunhe.observations.observation import Observation, Series
    from yunhe.observations.source import Source
    from yunhe.server.observations.keeping import By
    from yunhe.server.observations.versions import Asked

PARTLY = 3
Read = TypeVar("Read")


def add(parser: argparse.ArgumentParser) -> None:
    """Its own sub-verbs."""
    steps = parser.add_subparsers(title="做什么", metavar="做什么", required=True, dest="step")
    importing = steps.add_parser("import", help="导入一张表：指标、地区、期间、数值、单位、状态、口径、来源")
    importing.add_argument("file", metavar="表", help="csv 或 xlsx")
    importing.add_argument("--source", default="", metavar="来源", help="没有“来源”的行，来源是什么")
    importing.add_argument("--partly", action="store_true", help="有问题的行不导入，其余照导")
    adding = steps.add_parser("add", help="登记一个观测值")
    _add_figure(adding)
    withdrawing = steps.add_parser("withdraw", help="撤回现行的观测值；历史留着")
    for step in (adding, withdrawing):
        step.add_argument("indicator", metavar="指标", help="键或名称，如 gdp、地区生产总值")
        step.add_argument("--period", required=True, metavar="期间", help="如 2024、2024-Q1、2024-03")
        step.add_argument("--reason", default="", metavar="理由", help="修订、同状态换数、撤回都要写")
    showing = steps.add_parser("show", help="全部版本：数值、状态、何时、谁、来源、理由")
    showing.add_argument("indicator", metavar="指标")
    listing = steps.add_parser("list", help="列出现行的观测值")
    exporting = steps.add_parser("export", help="导出现行的观测值，可原样再导入")
    exporting.add_argument("-o", "--output", metavar="文件", help="写到这个 csv（默认标准输出）")
    for step in (listing, exporting):
        step.add_argument("--indicator", default="", metavar="指标")
    for step in (showing, listing, exporting):
        step.add_argument("--period", default="", metavar="期间")
    for step in (adding, withdrawing, showing, listing, exporting):
        step.add_argument("--place", default="", metavar="地区", help="登记、撤回时不写就是本区")
        step.add_argument("--kind", default="", metavar="类型", help="总量、比重、增速")
        step.add_argument("--basis", default="", metavar="口径", help="现价、可比价 …")
    for step in (importing, adding, withdrawing):
        step.add_argument("--as", dest="post", required=True, metavar="岗位", help="以哪个岗位办")
        step.add_argument("--person", required=True, metavar="人员", help="谁在这个岗位（工号）")
        step.add_argument("--district", metavar="文件夹", help="区县的文件夹，如 districts/gongshu")
    for step in (importing, adding):
        step.add_argument("--simulated", action="store_true", help="这是模拟数据，处处写明")


def _add_figure(adding: argparse.ArgumentParser) -> None:
    adding.add_argument("--value", required=True, metavar="数值")
    adding.add_argument("--unit", default="", metavar="单位", help="如 亿元、%%；也可以写在数值后面")
    adding.add_argument("--status", required=True, metavar="状态", help="初步、最终、修订")
    origin = adding.add_mutually_exclusive_group(required=True)
    origin.add_argument("--document", default="", metavar="文件", help="出自哪份文件；另写 --page")
    origin.add_argument("--signed", action="store_true", help="由 --person 签字负责，没有文件")
    adding.add_argument("--page", default="", metavar="页码", help="在文件的哪一页、哪一节")


def run(given: argparse.Namespace) -> int:
    """Do the step that was asked for."""
    from yunhe.server import require_tables, start

    start()
    require_tables()
    from yunhe.server.clock import now

    if given.step == "import":
        return _import(given, now())
    steps = {"add": _add, "withdraw": _withdraw, "show": _show, "list": _list, "export": _export}
    for line in steps[given.step](given, now()):
        print(line)
    return 0


def _import(given: argparse.Namespace, now: datetime) -> int:
    from pathlib import Path

    from yunhe.definitions.codes import district_of
    from yunhe.observations.table import lines, rows_of
    from yunhe.server.matters.mirror import read_file
    from yunhe.server.observations import keeping
    from yunhe.systems import find_district

    district = district_of(find_district(given.district))
    data = read_file(given.file)
    rows = rows_of(data, Path(given.file).name, district, given.source, simulated=given.simulated)
    rows, kept = keeping.bring_in(rows, _by(given, now, given.simulated), partly=given.partly)
    for line in lines(rows):
        print(line)
    print(f"新增 {kept.new} 个，取代旧值 {kept.superseding} 个，没有变化 {kept.same} 个")
    return 0 if rows.is_whole else PARTLY


def _add(given: argparse.Namespace, now: datetime) -> Iterable[str]:
    from yunhe.server.observations import keeping, saying, versions

    version = keeping.observe(_observation(given), _by(given, now, given.simulated))
    return saying.history(versions.history(version.series.subject))


def _withdraw(given: argparse.Namespace, now: datetime) -> Iterable[str]:
    from yunhe.server.observations import keeping, saying, versions

    series = _series(given)
    last = versions.last(series.subject)
    simulated = last is not None and last.simulated
    version = keeping.withdraw(series, given.reason, _by(given, now, simulated))
    return saying.history(versions.history(version.series.subject))


def _show(given: argparse.Namespace, now: datetime) -> Iterable[str]:
    from yunhe.errors import UnreadableError
    from yunhe.server.observations import saying, versions

    found = versions.subjects(_asked(given))
    if not found:
        raise UnreadableError(given.indicator, "没有这样的观测值", "用 yunhe observe list 看有哪些")
    for subject in found:
        yield from saying.history(versions.history(subject))


def _list(given: argparse.Namespace, now: datetime) -> Iterable[str]:
    from django.db import transaction

    from yunhe.server.observations import saying, versions

    with transaction.atomic():
        yield from saying.lines(versions.in_force(_asked(given)))


def _export(given: argparse.Namespace, now: datetime) -> Iterable[str]:
    import io
    import sys
    from pathlib import Path

    from django.db import transaction

    from yunhe.atomic import whole_file
    from yunhe.server.observations import export, versions

    with transaction.atomic():
        if not given.output:
            export.write(versions.in_force(_asked(given)), sys.stdout)
            return
        with whole_file(Path(given.output)) as out:
            text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
            count = export.write(versions.in_force(_asked(given)), text)
            text.detach()
    yield f"写好了 {given.output}：{count} 个观测值"


def _by(given: argparse.Namespace, now: datetime, simulated: bool) -> "By":
    """Who acts; on simulated data they are taken at their word."""
    from yunhe.server.observations import acting
    from yunhe.server.observations.keeping import By
    from yunhe.systems import find_district

    if simulated:
        return By(given.post, given.person, now)
    return acting.seated(find_district(given.district), given.post, given.person, now, acting.REPORT)


def _observation(given: argparse.Namespace) -> "Observation":
    """The observation that the options describe."""
    from yunhe.observations.measure import indicator_of, kind_of, measured
    from yunhe.observations.observation import Observation, status_of

    series = _series(given)
    indicator = _asked_of("指标", indicator_of, given.indicator)
    kind = _asked_of("--kind", lambda raw: kind_of(raw, indicator), given.kind)
    figure = _asked_of("--value", lambda raw: measured(indicator, kind, raw, given.unit, given.reason), given.value)
    status = _asked_of("--status", status_of, given.status)
    return Observation(series, figure.value, figure.unit, status, _source(given), given.reason, given.simulated)


def _source(given: argparse.Namespace) -> "Source":
    from yunhe.errors import UnreadableError
    from yunhe.observations.source import DocumentPage, Signed

    if given.signed:
        return Signed(given.person, given.post)
    if not given.page.strip():
        raise UnreadableError("--page", "没有写在文件的哪一页", "写页码，或章节，如 --page 第3页")
    return DocumentPage(given.document, given.page)


def _series(given: argparse.Namespace) -> "Series":
    """The one series that the options name."""
    from yunhe.definitions.codes import district_of
    from yunhe.observations.measure import basis_of, indicator_of, kind_of
    from yunhe.observations.observation import Series, place_of
    from yunhe.observations.period import period_of
    from yunhe.systems import find_district

    indicator = _asked_of("指标", indicator_of, given.indicator)
    kind = _asked_of("--kind", lambda raw: kind_of(raw, indicator), given.kind)
    place = _asked_of("--place", place_of, given.place) if given.place else ""
    period = _asked_of("--period", period_of, given.period).text
    basis = _asked_of("--basis", lambda raw: basis_of(raw, indicator, kind), given.basis)
    return Series(indicator.id, kind, place or district_of(find_district(given.district)).name, period, basis)


def _asked(given: argparse.Namespace) -> "Asked":
    """Which series the options narrow down to."""
    from yunhe.observations.measure import basis_of, indicator_of, kind_of
    from yunhe.observations.period import period_of
    from yunhe.server.observations.versions import Asked

    indicator = _asked_of("--indicator", indicator_of, given.indicator) if given.indicator else None
    kind = _asked_of("--kind", lambda raw: kind_of(raw, indicator), given.kind) if given.kind and indicator else ""
    basis = basis_of(given.basis, indicator, kind) if given.basis and indicator else given.basis
    period = _asked_of("--period", period_of, given.period).text if given.period else ""
    return Asked(indicator.id if indicator else "", kind, given.place, period, basis)


def _asked_of(where: str, kind: "Callable[[object], Read]", raw: object) -> "Read":
    """A value as it is read; what is refused names its option."""
    from yunhe.definitions.raw import FieldRefusal
    from yunhe.errors import UnreadableError

    try:
        return kind(raw)
    except FieldRefusal as refusal:
        raise UnreadableError(where, refusal.problem, refusal.remedy) from None
