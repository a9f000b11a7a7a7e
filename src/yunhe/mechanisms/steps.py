"""Reads the examples of a mechanism: each a run of steps, said shortly, with how it must come out.

examples:
  逾期催办: {events: [交办, {wait: due}], ends: 办理中, fires: [催办]}
"""

from collections.abc import Mapping
from datetime import date

from yunhe.definitions import strict
from yunhe.mechanisms.limits import limit_or_due
from yunhe.mechanisms.mechanism import Rehearsal

STEP_KEYS = ("do", "on", "wait", "after", "by", "to", "with", "units", "joint", "clock", "agree")


def rehearsal_of(name: str, node: strict.Mapping, line: int) -> Rehearsal:
    """One example: what is done in order, and how it ends or where it is refused."""
    steps = node.take("events", strict.sequence_of(_step))
    ends = node.take("ends", strict.text, None)
    refused = node.take("refused", strict.mapping) if "refused" in node else None
    outcome, fires = node.take("outcome", strict.text, None), node.take("fires", strict.texts, ())
    node.finish()
    if (ends is None) == (refused is None):
        raise node.error(
            f"例子“{name}”要写 ends 或 refused，且只写一个", "写 ends: 状态，或 refused: {at: 动作, because: 原因}"
        )
    if refused is None:
        return Rehearsal(name, steps, ends, None, None, line, outcome, fires)
    at, because = refused.take("at", strict.text), refused.take("because", strict.text)
    refused.finish()
    return Rehearsal(name, steps, None, at, because, line, outcome, fires)


def _step(value: strict.Value) -> Mapping[str, object]:
    """One step of an example: the name of an action, or a mapping that says more."""
    if isinstance(value, str):
        return {"do": value}
    node = strict.mapping(value)
    step: dict[str, object] = {}
    for key in ("do", "by", "to", "clock"):
        if key in node:
            step[key] = node.take(key, strict.text)
    for key in ("wait", "after"):
        if key in node:
            step[key] = node.take(key, limit_or_due)
    if "on" in node:
        step["on"] = node.take("on", _day)
    for key in ("with", "units"):
        if key in node:
            step[key] = dict(node.take(key, strict.mapping).entries(_given))
    if "joint" in node:
        step["joint"] = node.take("joint", strict.texts)
    if "agree" in node:
        step["agree"] = node.take("agree", strict.flag)
    node.finish()
    if not {"do", "wait", "on"} & set(step):
        raise strict.Refusal("没有写做什么", "写 do: 动作，或 wait: 时间", node.line)
    if len({"on", "wait", "after"} & set(step)) > 1:
        raise strict.Refusal("时间写了两次", "on、after、wait 只写一个", node.line)
    return step


def _day(value: strict.Value) -> date:
    try:
        return date.fromisoformat(strict.text(value))
    except ValueError:
        raise strict.Refusal(f"“{value}”不是日期", "写成 2025-01-26") from None


def _given(value: strict.Value) -> object:
    if isinstance(value, strict.Sequence):
        return [_given(item) for item in value.items]
    if value in (None, ""):
        return ""  # left out on purpose
    return value if isinstance(value, bool) else strict.text(value)
