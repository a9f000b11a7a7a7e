"""`yunhe shapes`: the kinds of work that mechanisms can be laid over, and what of each can be bound and overridden."""

from collections.abc import Iterator
from pathlib import Path

from yunhe.errors import UnreadableError
from yunhe.faces.columns import fit
from yunhe.mechanisms.grammar import as_mechanism
from yunhe.mechanisms.library import by_shape
from yunhe.mechanisms.mechanism import Mechanism, Stage
from yunhe.mechanisms.shape import Shape, near, posts_in, shape_paths, versions_named


def lines(named: str | None, district: Path | None) -> Iterator[str]:
    """All shapes, a line each; or one of them in full."""
    if named is None:
        yield from _all(district)
        return
    found = versions_named(named, district)
    if not found:
        raise UnreadableError(named, "没有这个形状", near(named, district))
    yield from _one(found)


def _all(district: Path | None) -> Iterator[str]:
    over = by_shape(district) if district else {}
    yield "  ".join((fit("形状", 10), fit("走法", 36), "角色"))
    for name in sorted({path.stem.partition("@")[0] for path in shape_paths(district)}):
        shape = versions_named(name, district)[-1]
        yield "  ".join((fit(name, 10), fit(as_mechanism(shape).name, 36), "、".join(shape.roles)))
        if over.get(name):
            yield f"            套用：{'、'.join(sorted(over[name]))}"


def _one(versions: tuple[Shape, ...]) -> Iterator[str]:
    shape, made = versions[-1], as_mechanism(versions[-1])
    yield f"{shape.name}  {made.name}  版本：{'、'.join(one.since.isoformat() for one in versions)}"
    yield "角色（owners）："
    yield from (f"  {role}：{said}；岗位 {_duties(shape, role)}" for role, said in shape.roles.items())
    if made.units:
        yield "单位（units）："
        yield from (f"  {unit}：{said}" for unit, said in made.units.items())
    yield "字段（fields）：" + "、".join(name + ("*" if field.needed else "") for name, field in made.fields.items())
    yield "状态和动作（states）："
    for stage in made.stages.values():
        yield f"  {stage.name}  {_kept(made, stage)}".rstrip()
        for action in stage.actions.values():
            needs = f"  要 {'、'.join(action.needs)}" if action.needs else ""
            yield f"    {action.name} → {action.to}{needs}"


def _kept(made: Mechanism, stage: Stage) -> str:
    if not stage.is_open:
        return f"终点：{stage.outcome_from or stage.outcome}"
    return f"{stage.owner}  {'；'.join(_said(made, name) for name in stage.clocks)}"


def _said(made: Mechanism, name: str) -> str:
    limit = made.clocks[name].limit.said()
    return limit if name in made.stages else f"{name} {limit}"


def _duties(shape: Shape, role: str) -> str:
    posts = dict.fromkeys(post for post, _ in posts_in(shape.root) if post.startswith(f"{role}."))
    return "、".join(post.partition(".")[2] for post in posts)
