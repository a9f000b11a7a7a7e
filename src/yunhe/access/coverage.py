"""Holds the roles of a district against its units, mechanisms and registers: nothing misnamed, every post in a role."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from yunhe.access import units
from yunhe.access.parties import JOINT_DUTY
from yunhe.access.posts import ANY, unit_of
from yunhe.access.roles import NOBODY, Access, Role, error, near
from yunhe.access.units import Named
from yunhe.definitions.stores import FILE as STORES
from yunhe.definitions.stores import SHARED, Store
from yunhe.errors import DefinitionError
from yunhe.mechanisms.library import Library
from yunhe.mechanisms.mechanism import OUTSIDE, Mechanism, Stage
from yunhe.registers.register import Register


class Needed(NamedTuple):
    """A post that a mechanism names, with `*` for a unit that each matter names itself."""

    post: str
    line: int


def problems(
    access: Access, library: Library, registers: Mapping[str, Register], stores: Mapping[str, Store]
) -> Iterator[DefinitionError]:
    """Names that nothing bears, stores opened to others than their owner, and posts without a role."""
    yield from _strangers(access, library, registers, stores)
    yield from _misnamed(access, library, registers, stores)
    yield from _exposed(access, registers, stores)
    if access is not NOBODY:
        for mechanism in library.current():
            yield from _uncovered(access, mechanism)


def _strangers(
    access: Access, library: Library, registers: Mapping[str, Register], stores: Mapping[str, Store]
) -> Iterator[DefinitionError]:
    """Units that roles, their examples, mechanisms, registers and stores name, and the district's list does not."""
    if not access.units:
        yield error(access, 1, f"旁边没有 {units.FILE}，谁都能写出不存在的单位", f"写上 {units.FILE}，每个单位一行")
        return
    folder = Path(access.path).parent
    yield from units.strangers(access.units, _units_of_roles(access))
    yield from units.strangers(access.units, units.written_in(folder))
    for mechanism in library.current():
        posts = needed(mechanism)
        named = (Named(mechanism.path, mechanism.own(line), unit_of(post)) for post, line in posts)
        yield from units.strangers(access.units, named)
        yield from units.strangers(access.units, _units_of_counter(mechanism))
    yield from units.strangers(access.units, (_owner(one.path, one.owner) for one in registers.values()))
    owned = (store for store in stores.values() if store.owner)
    yield from units.strangers(access.units, (_owner(folder / STORES, one.owner) for one in owned))


def _units_of_roles(access: Access) -> Iterator[Named]:
    for role in access.roles:
        yield from (Named(access.path, role.line, post.unit) for post in role.posts)
    for example in access.examples:
        samples = (*example.sees, *example.does_not_see)
        posts = (example.post, *(post for sample in samples for post in sample.at))
        named = (*map(unit_of, posts), *(unit for sample in samples for unit in sample.units))
        yield from (Named(access.path, example.line, unit) for unit in named)


def _units_of_counter(mechanism: Mechanism) -> Iterator[Named]:
    """The units among which people choose at the counter."""
    for question in mechanism.counter.questions if mechanism.counter else ():
        if mechanism.fields[question.field].kind == "unit":
            line = mechanism.counter.line if mechanism.counter else 1
            named = (word for word in question.among if word not in units.KINDS)
            yield from (Named(mechanism.path, line, word) for word in named)


def _owner(path: str | Path, owner: str) -> Named:
    """Where a file says who answers for what is in it."""
    lines = Path(path).read_text(encoding="utf-8").split("\n") if Path(path).exists() else ()
    found = (number for number, line in enumerate(lines, 1) if f"owner: {owner}" in line)
    return Named(str(path), next(found, 1), owner)


def needed(mechanism: Mechanism) -> Iterator[Needed]:
    """Every post that a mechanism names."""
    seen: set[str] = set()
    for stage in mechanism.stages.values():
        for post, line in _posts(mechanism, stage):
            if post and post not in OUTSIDE and post not in seen:
                seen.add(post)
                unit, _, duty = post.partition(".")
                yield Needed(f"{ANY}.{duty}" if unit in mechanism.units else post, line)


def _posts(mechanism: Mechanism, stage: Stage) -> Iterator[tuple[str, int]]:
    yield stage.owner, stage.line
    for action in stage.actions.values():
        yield from ((post, action.line) for post in action.by)
        if action.joint:
            yield f"{ANY}.{JOINT_DUTY}", action.line
    yield from ((post, stage.line) for post in (stage.signing.posts if stage.signing else ()))
    for name in stage.clocks:
        clock = mechanism.clocks[name]
        yield from ((step.tell, stage.line) for step in clock.escalations)
        yield (clock.extension.approval if clock.extension else ""), stage.line


def _uncovered(access: Access, mechanism: Mechanism) -> Iterator[DefinitionError]:
    for post, line in needed(mechanism):
        roles = [role for role in access.roles_of(post) if role.works(mechanism.key, mechanism.store)]
        if not roles:
            said = f"“{post}”办“{mechanism.key}”，{access.path} 里没有一个角色让它看到“{mechanism.store}”库的这种事项"
            yield DefinitionError(mechanism.path, mechanism.own(line), said, "给它一个角色，或把机制、库加进它的角色")


def _exposed(
    access: Access, registers: Mapping[str, Register], stores: Mapping[str, Store]
) -> Iterator[DefinitionError]:
    """A store of its own is seen as a whole by its owner's posts only; others see the matters they are a party of."""
    for role in access.roles:
        for name in sorted(set(role.stores) & set(stores) - {SHARED}):
            owner = stores[name].owner
            foreign = [str(post) for post in role.posts if post.unit != owner]
            whole = _seen_as_a_whole(role, name, registers)
            if foreign and whole:
                problem = f"角色“{role.name}”：“{foreign[0]}”不是“{owner}”的岗位，却看得到“{name}”库{whole}"
                yield error(access, role.line, problem, "rows 写 本岗，不写这个台账，或只写该单位的岗位")


def _seen_as_a_whole(role: Role, store: str, registers: Mapping[str, Register]) -> str:
    """What of a store a role shows beyond the matters of the post itself; empty when nothing."""
    if role.rows != "本岗":
        return f"{role.rows}的事项"
    named = registers if role.registers is None else role.registers
    found = [name for name in named if name in registers and registers[name].store == store]
    return f"的台账“{found[0]}”" if found else ""


def _misnamed(
    access: Access, library: Library, registers: Mapping[str, Register], stores: Mapping[str, Store]
) -> Iterator[DefinitionError]:
    mechanisms = [mechanism.key for mechanism in library.current()]
    known = {"机制": mechanisms, "台账": list(registers), "库": list(stores)}
    for role in access.roles:
        named = {"机制": role.mechanisms or (), "台账": role.registers or (), "库": role.stores}
        for kind, words in named.items():
            for word in sorted(words):
                if word not in known[kind]:
                    yield error(access, role.line, f"角色“{role.name}”：没有{kind}“{word}”", near(word, known[kind]))
