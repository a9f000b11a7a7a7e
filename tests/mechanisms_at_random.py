"""Mechanisms drawn at random, for tests of what must hold for each: any shape, any names that YAML can hold."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from yunhe.mechanisms.limits import Limit
from yunhe.mechanisms.mechanism import Action, Clock, Escalation, Extension, Mechanism, Signing, Stage
from yunhe.mechanisms.requirement import Bound, Requirement

NAMES = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"), exclude_characters="\ufffe\uffff"),
                min_size=1, max_size=12).filter(lambda name: name.strip() == name)  # fmt: skip
POSTS = st.sampled_from(["住建局.承办岗", "窗口.受理岗", "属地街道.河道岗", "申请人", 'A&B.<"岗">'])
LIMITS = st.builds(
    Limit, st.integers(1, 90), st.sampled_from(["minutes", "hours", "days", "workdays", "months", "years"])
)
SHARES = st.sampled_from([Decimal("0"), Decimal("0.5"), Decimal("0.80")])


@st.composite
def mechanisms(draw: st.DrawFn, most: int = 10, names: st.SearchStrategy[str] = NAMES) -> Mechanism:
    """A mechanism whose parts fit together, though nothing says that it is closed."""
    states = draw(st.lists(names, min_size=2, max_size=most, unique=True))
    clocks = {name: draw(_clocks(name, states)) for name in draw(st.lists(names, min_size=1, max_size=4, unique=True))}
    ends = draw(st.integers(1, max(1, len(states) // 3)))
    stages = {}
    for number, name in enumerate(states):
        actions = draw(_actions(states, names))
        if number >= len(states) - ends:
            stages[name] = Stage(name, "", (), (), actions if draw(st.booleans()) else {}, None, (), draw(names), 0)
        else:
            stages[name] = draw(_stages(name, clocks, actions))
    return Mechanism(
        draw(names), draw(names), date(2024, 5, 1), draw(names), "yunhe", "", "公共", (), {}, {}, clocks,
        states[0], stages, {}, (), "", "-",
    )  # fmt: skip


@st.composite
def _clocks(draw: st.DrawFn, name: str, states: list[str]) -> Clock:
    extension = st.builds(Extension, LIMITS, st.integers(1, 3), POSTS, NAMES)
    acts, homes = st.sampled_from(["催办", "督办", "提级"]), st.none() | st.sampled_from(states)
    step = st.builds(Escalation, acts, st.none() | LIMITS, POSTS, homes)
    steps = tuple(draw(st.lists(step, max_size=3)))
    cases = tuple(draw(st.lists(st.tuples(NAMES, LIMITS), max_size=2)))
    longer, by = draw(st.none() | extension), draw(st.just("") | NAMES)
    return Clock(name, draw(LIMITS), draw(NAMES), draw(st.booleans()), draw(SHARES), longer, steps, by, cases)


@st.composite
def _actions(draw: st.DrawFn, states: list[str], names: st.SearchStrategy[str]) -> dict[str, Action]:
    words = st.lists(names, max_size=2).map(tuple)
    waits = st.sampled_from([(), ("会办",), ("会办", "子事项")])
    found = {}
    for name in draw(st.lists(names, min_size=1, max_size=4, unique=True)):
        by = draw(st.lists(POSTS, max_size=2).map(tuple))
        joint, most = draw(st.none() | LIMITS), draw(st.integers(0, 3))
        asks = draw(st.lists(_requirements(names), max_size=2).map(tuple))
        found[name] = Action(
            name=name, to=draw(st.sampled_from(states)), by=by, needs=draw(words), assigns=draw(words), joint=joint,
            waits=draw(waits), at_most=most, requires=asks, in_time=draw(st.booleans()), refuses=draw(st.booleans()),
            line=0, only_after=draw(words), remembered=draw(st.booleans()),
        )  # fmt: skip
    return found


def _requirements(names: st.SearchStrategy[str]) -> st.SearchStrategy[Requirement]:
    bounds = st.none() | st.fractions(0, 100, max_denominator=9).map(lambda share: Bound(str(share), share))
    among = st.lists(names | st.booleans(), max_size=3).map(tuple)
    return st.builds(
        Requirement, names, bounds, bounds, st.just("") | names, among, st.just("") | names, bounds, bounds
    )


@st.composite
def _stages(draw: st.DrawFn, name: str, clocks: dict[str, Clock], actions: dict[str, Action]) -> Stage:
    runs = tuple(draw(st.lists(st.sampled_from(list(clocks)), min_size=1, max_size=2, unique=True)))
    pauses = tuple(draw(st.lists(st.sampled_from(list(clocks)), max_size=1)))
    how = st.sampled_from(["会签", "或签", "依次"])
    some = st.sampled_from(list(actions))
    signing = st.builds(Signing, how, st.lists(POSTS, min_size=1, max_size=3).map(tuple), some, some)
    return Stage(name, draw(POSTS), runs, pauses, actions, draw(st.none() | signing), ("转办", "退回"), None, 0)
