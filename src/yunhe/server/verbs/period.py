"""期间：报送、逐级审定、撤销审定、查看。审定了的期间，它的观测值就锁定了。

  yunhe period submit 经济 2024 --as 区发改经信局.统计岗 --person 工号
  yunhe period approve 经济 2024 --level 区统计局 --as 区统计局.审核岗 --person 工号
  yunhe period unapprove 经济 2024 --level 区统计局 --reason 核实有误 --as 区统计局.审核岗 --person 工号
  yunhe period show 经济 2024

数据集和层级写在 <区县>/approval.yaml；all 是全部指标。由下到上审定，由上到下撤销。
"""

import argparse
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yunhe.server.observations.approving import Question
    from yunhe.server.observations.keeping import By


def add(parser: argparse.ArgumentParser) -> None:
    """Its own sub-verbs."""
    steps = parser.add_subparsers(title="做什么", metavar="做什么", required=True, dest="step")
    submitting = steps.add_parser("submit", help="报送：第一级，数据从此锁定")
    approving = steps.add_parser("approve", help="审定：下一级已经审定的才能审定")
    unapproving = steps.add_parser("unapprove", help="撤销审定：上一级没有审定的才能撤销")
    unapproving.add_argument("--reason", required=True, metavar="理由", help="为什么撤销")
    showing = steps.add_parser("show", help="审定到了哪一级，谁在什么时候审定的")
    steps.add_parser("list", help="锁定了的期间")
    for step in (submitting, approving, unapproving, showing):
        step.add_argument("dataset", metavar="数据集", help="approval.yaml 里的名称，或 all")
        step.add_argument("period", metavar="期间", help="如 2024、2024-Q1、2024-03")
        step.add_argument("--district", metavar="文件夹", help="区县的文件夹，如 districts/gongshu")
    for step in (submitting, approving, unapproving):
        step.add_argument("--as", dest="post", required=True, metavar="岗位", help="以哪个岗位办")
        step.add_argument("--person", required=True, metavar="人员", help="谁在这个岗位（工号）")
    for step in (approving, unapproving):
        step.add_argument("--level", default="", metavar="层级", help="不写就是这个岗位审定的那一级")


def run(given: argparse.Namespace) -> int:
    """Do the step that was asked for."""
    from yunhe.server import require_tables, start

    start()
    require_tables()
    from yunhe.server.clock import now

    steps = {"show": _show, "list": _list}
    for line in steps[given.step](given) if given.step in steps else _decide(given, now()):
        print(line)
    return 0


def _list(given: argparse.Namespace) -> Iterable[str]:
    from yunhe.server.observations import periods, saying

    return [*map(saying.standing_line, periods.locked())] or ["没有锁定的期间"]


def _decide(given: argparse.Namespace, now: datetime) -> Iterable[str]:
    from yunhe.server.observations import approving, saying

    question = _question(given)
    by = _by(given, question, now)
    if given.step == "unapprove":
        return [saying.standing_line(approving.unapprove(question, given.reason, by))]
    return [saying.standing_line(approving.approve(question, by))]


def _by(given: argparse.Namespace, question: "Question", now: datetime) -> "By":
    """Who decides; on a period of simulated data only they are taken at their word."""
    from yunhe.server.observations import acting, approving
    from yunhe.server.observations.keeping import By
    from yunhe.systems import find_district

    figures = approving.figures_of(question.period, question.members)
    if figures.observations and figures.simulated == figures.observations:
        return By(given.post, given.person, now)
    return acting.seated(find_district(given.district), given.post, given.person, now)


def _question(given: argparse.Namespace) -> "Question":
    from yunhe.definitions.raw import FieldRefusal
    from yunhe.errors import UnreadableError
    from yunhe.observations import approval
    from yunhe.observations.period import period_of
    from yunhe.server.observations.approving import Question
    from yunhe.systems import find_district

    rules = approval.load(find_district(given.district))
    dataset = rules.dataset(given.dataset)
    try:
        period = period_of(given.period)
    except FieldRefusal as refusal:
        raise UnreadableError("期间", refusal.problem, refusal.remedy) from None
    if given.step in ("submit", "show"):
        return Question(rules, dataset, period, rules.levels[0])
    return Question(rules, dataset, period, rules.level(given.level, dataset, given.post))


def _show(given: argparse.Namespace) -> Iterable[str]:
    from yunhe.server.ledger import chain
    from yunhe.server.observations import periods, saying

    question = _question(given)
    standing = periods.find(question.subject)
    if standing is None:
        yield f"{question.dataset.name} · {question.period.text} · 未审定，可以改"
        return
    yield saying.standing_line(standing)
    yield from saying.decisions(chain.read(question.subject))
