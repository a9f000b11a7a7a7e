"""Lays what a mechanism states over its shape: scalars and lists replace, mappings merge by key; nothing else.

A short form counts as its long form: `within: 5 workdays` over a limit with escalations sets the limit and keeps them.
"""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from yunhe.definitions import strict
from yunhe.errors import DefinitionError

Place = tuple[str, ...]
LONG_FORMS = {
    ("fields", "*"): "type",
    ("states", "*", "within"): "limit",
    ("states", "*", "actions", "*"): "to",
}
WHOLE = {  # what something new must say; when it does not, its name was probably meant otherwise
    ("fields", "*"): ("字段", ("type",)),
    ("clocks", "*"): ("时限", ("limit",)),
    ("states", "*"): ("状态", ("owner", "outcome", "outcome_from")),
    ("states", "*", "actions", "*"): ("动作", ("to",)),
}


def laid(base: strict.Mapping, over: strict.Mapping, place: Place = ()) -> strict.Mapping:
    """The base with what stands over it; every key keeps the line of who said it last."""
    values = {key: base.written(key) for key in base}
    lines = {key: base.line_of(key) for key in base}
    for key in over:
        here = (*place, key)
        if key in values:
            values[key] = _one(values[key], over, key, here)
        else:
            _is_whole(base, over, key, here)
            values[key] = over.written(key)
        lines[key] = over.line_of(key)
    return strict.Mapping(over.path, over.line, values, lines)


def taken_out(tree: strict.Mapping, over: strict.Mapping) -> tuple[strict.Mapping, dict[str, int]]:
    """The bound shape without the states and actions that `without` names, and these with their lines."""
    if "without" not in over:
        return tree, {}
    named = over.written("without")
    items = over.take("without", strict.texts)
    lines = named.lines if isinstance(named, strict.Sequence) else ()
    gone = dict(zip(items, lines, strict=True))
    for item, line in gone.items():
        tree = _without(tree, item, over.path, line)
    return tree, gone


def with_own_counts(tree: strict.Mapping, key: str, gone: Iterable[str]) -> strict.Mapping:
    """The shape with its counts named as the mechanism's own, 督察信访件整改·提级率, those of what is gone left out."""
    feeds = tree.written("feeds") if "feeds" in tree else None
    if not isinstance(feeds, strict.Mapping):
        return tree
    lost = [f"“{item.rpartition('.')[2]}”" for item in gone]
    kept = [name for name in feeds if not any(word in str(feeds.written(name)) for word in lost)]
    values = {f"{key}·{name}": feeds.written(name) for name in kept}
    lines = {f"{key}·{name}": feeds.line_of(name) for name in kept}
    return _with(tree, "feeds", strict.Mapping(feeds.path, feeds.line, values, lines))


def prove_no_way_leads_nowhere(tree: strict.Mapping, gone: dict[str, int], path: str) -> None:
    """Refuse to take out a state to which something still leads."""
    states = tree.written("states")
    assert isinstance(states, strict.Mapping)
    for source, name, target in _ways(tree, states):
        if target in gone and target not in states:
            problem = f"去掉了“{target}”，可是“{source}”的“{name}”还去往它"
            remedy = f"一并去掉“{source}.{name}”，或在这里给它别的去向"
            raise DefinitionError(path, gone[target], problem, remedy)


def _one(base: strict.Value, over: strict.Mapping, key: str, here: Place) -> strict.Value:
    """One value over another."""
    value, line = over.written(key), over.line_of(key)
    long = LONG_FORMS.get(_pattern(here), "")
    if isinstance(base, strict.Mapping) and isinstance(value, str) and long:
        value = strict.Mapping(over.path, line, {long: value}, {long: line})
    if isinstance(value, strict.Mapping) and isinstance(base, str) and long:
        base = strict.Mapping(over.path, line, {long: base}, {long: line})
    if isinstance(base, strict.Mapping) and isinstance(value, strict.Mapping):
        return laid(base, value, here)
    if isinstance(base, strict.Mapping):
        raise over.error(f"“{key}”在形状里是键值对，这里不是", "逐行写要改的键；要去掉它，写进 without", key)
    if isinstance(value, strict.Mapping) and base is not None:
        raise over.error(f"“{key}”在形状里不是键值对", "写一个值或列表", key)
    return value


def _is_whole(base: strict.Mapping, over: strict.Mapping, key: str, here: Place) -> None:
    """Something that the shape does not have is new and must say all, or else is a slip of the pen."""
    kind, needed = WHOLE.get(_pattern(here), ("", ()))
    value = over.written(key)
    if not needed or not isinstance(value, strict.Mapping) or any(name in value for name in needed):
        return
    near = get_close_matches(key, list(base), n=1, cutoff=0.5)
    remedy = f"是不是想写“{near[0]}”？" if near else f"形状里有：{'、'.join(base)}"
    raise over.error(f"形状没有{kind}“{key}”，新的又没有写 {needed[0]}", remedy, key)


def _pattern(here: Place) -> Place:
    """The place with its names starred: states.整改中.within → states.*.within."""
    return tuple("*" if number in (1, 3) else word for number, word in enumerate(here))


def _without(tree: strict.Mapping, item: str, path: str, line: int) -> strict.Mapping:
    states = tree.written("states")
    assert isinstance(states, strict.Mapping)
    state, _, action = item.partition(".")
    if state not in states:
        raise DefinitionError(path, line, f"without: 没有状态“{state}”可去掉", _near(state, states))
    if not action:
        return _with(tree, "states", _less(states, state))
    node = states.written(state)
    actions = node.written("actions") if isinstance(node, strict.Mapping) and "actions" in node else None
    if not isinstance(node, strict.Mapping) or not isinstance(actions, strict.Mapping) or action not in actions:
        known = actions if isinstance(actions, strict.Mapping) else ()
        raise DefinitionError(path, line, f"without: “{state}”没有动作“{action}”可去掉", _near(action, known))
    return _with(tree, "states", _with(states, state, _with(node, "actions", _less(actions, action))))


def _with(node: strict.Mapping, key: str, value: strict.Value) -> strict.Mapping:
    values = {name: value if name == key else node.written(name) for name in node}
    return strict.Mapping(node.path, node.line, values, {name: node.line_of(name) for name in node})


def _less(node: strict.Mapping, gone: str) -> strict.Mapping:
    values = {name: node.written(name) for name in node if name != gone}
    return strict.Mapping(node.path, node.line, values, {name: node.line_of(name) for name in values})


def _near(wanted: str, known: "strict.Mapping | tuple[()]") -> str:
    near = get_close_matches(wanted, list(known), n=1, cutoff=0.5)
    return f"是不是想写“{near[0]}”？" if near else f"可写：{'、'.join(known) or '（无）'}"


def _ways(tree: strict.Mapping, states: strict.Mapping) -> Iterator[tuple[str, str, str]]:
    """Every way in a tree that is not read yet: the state or clock it leaves, by what, and where to."""
    for name in states:
        node = states.written(name)
        if not isinstance(node, strict.Mapping):
            continue
        actions = node.written("actions") if "actions" in node else None
        for action in actions if isinstance(actions, strict.Mapping) else ():
            assert isinstance(actions, strict.Mapping)
            yield name, action, _target(actions.written(action))
        yield from _moves(name, node.written("within") if "within" in node else None)
    clocks = tree.written("clocks") if "clocks" in tree else None
    for name in clocks if isinstance(clocks, strict.Mapping) else ():
        assert isinstance(clocks, strict.Mapping)
        yield from _moves(name, clocks.written(name))


def _moves(name: str, clock: strict.Value) -> Iterator[tuple[str, str, str]]:
    steps = clock.written("escalate") if isinstance(clock, strict.Mapping) and "escalate" in clock else None
    for step in steps.items if isinstance(steps, strict.Sequence) else ():
        if isinstance(step, strict.Mapping):
            yield name, str(step.written("do")) if "do" in step else "", _target(step)


def _target(value: strict.Value) -> str:
    if isinstance(value, strict.Mapping):
        value = value.written("to") if "to" in value else None
    return value if isinstance(value, str) else ""
