"""Matters on the work floor for tests: real ones, opened and worked as far as a test needs."""

import re
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponseBase
from django.test import Client
from visitors import GONGSHU

from yunhe.mechanisms.act import Act
from yunhe.mechanisms.situation import Situation

CLERK, DISPATCH, TAKING = "区住建局.承办岗", "企业综合服务中心.分派岗", "企业综合服务中心.受理岗"
GIVEN = {"标题": "石祥路围挡挡住大门", "诉求内容": "货车进不来，请协调", "渠道": "走访"}


def office() -> Any:
    from yunhe.server.office import office_of

    return office_of(str(GONGSHU))


def recent(hours: float = 0) -> datetime:
    from yunhe.server.clock import now

    return now() - timedelta(hours=3 - hours)


def opened(**given: str) -> Situation:
    """A request of a firm, waiting to be labelled."""
    from yunhe.server.matters import work

    return work.open_one(office(), "企呼我应", Act("登记", TAKING, recent(), "T1", {**GIVEN, **given}))


def step(number: str, name: str, post: str, **more: Any) -> Situation:
    """One step done by a post, past the checks of access."""
    from yunhe.server.matters import work

    hours = more.pop("hours", 1)
    return work.do(office(), number, Act(name, post, recent(hours), "T1", **more))


def dispatched(unit: str = "区住建局", *joint: str, **given: str) -> str:
    """The number of one that waits at a unit to be taken."""
    number = opened(**given).subject
    step(number, "打标签", TAKING, given={"类别": "一般", "标签": "其他"})
    step(number, "分派", DISPATCH, units={"主办单位": unit}, joint=joint)
    return number


def worked(unit: str = "区住建局", *joint: str) -> str:
    """The number of one that a unit is at work on."""
    number = dispatched(unit, *joint)
    step(number, "签收", f"{unit}.承办岗")
    return number


def form(client: Client, path: str) -> dict[str, str]:
    """The hidden inputs of a form."""
    text = client.get(path).content.decode()
    return dict(re.findall(r'<input type="hidden" name="(token|last|as)" value="([^"]*)"', text))


def sent(client: Client, path: str, **fields: Any) -> HttpResponseBase:
    """What comes of filling in the form of a page and handing it in."""
    answer: HttpResponseBase = client.post(path, {**form(client, path), **fields})
    return answer


def text(answer: Any) -> str:
    return str(answer.content.decode())
