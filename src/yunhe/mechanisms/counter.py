"""The public counter 公众窗口 of a mechanism: what people from outside are told and asked, in words of their own.

counter:
  title: 企业有难处，请政府帮忙
  for: 经营中遇到的、要政府解决或解释的问题
  who: 在本区的企业、个体工商户
  steps: {什么事: {标题: {ask: 用一句话说是什么事}}, 怎么联系您: {联系电话: {ask: 手机号码}}}
  fills: {渠道: 企业综合服务中心}
  shows: [办理结果, 答复意见]

It is no part of the version: words may be mended while matters run.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from yunhe.types import Json

MOST_FILES, PER_HOUR = 5, 10


class Question(NamedTuple):
    """How a field is asked for: in the words of who answers; `among`: the choices or units offered."""

    field: str
    ask: str
    help: str = ""
    among: tuple[str, ...] = ()


class Step(NamedTuple):
    """One page: what it is about, and its questions."""

    title: str
    questions: tuple[Question, ...]


class Files(NamedTuple):
    """What may be attached when a matter is handed in."""

    ask: str
    help: str
    most: int


class Wording(NamedTuple):
    """What the applicant's action is called for people."""

    ask: str
    help: str = ""


class Agreement(NamedTuple):
    """The text to which somebody agrees by the action that gives consent; `notice` proves that it was shown."""

    version: str
    text: str
    notice: str = ""


class Example(NamedTuple):
    """Answers that are taken, or field → words of the reason for which they are not."""

    name: str
    answers: Mapping[str, Json]
    refused: Mapping[str, str]
    line: int


class Counter(NamedTuple):
    """What the counter needs to know of a mechanism."""

    title: str
    purpose: str
    who: str
    steps: tuple[Step, ...]
    bring: tuple[str, ...] = ()
    fills: Mapping[str, Json] = {}
    files: Files | None = None
    shows: tuple[str, ...] = ()
    states: Mapping[str, str] = {}
    acts: Mapping[str, Wording] = {}
    agreement: Agreement | None = None
    per_hour: int = PER_HOUR
    examples: tuple[Example, ...] = ()
    line: int = 0

    @property
    def questions(self) -> Iterator[Question]:
        """All that is asked, in order."""
        return (question for step in self.steps for question in step.questions)
