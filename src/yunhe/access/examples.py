"""The proof that roles carry: what a post sees and what it must not see, what it may do and what it may not."""

from collections.abc import Iterator
from pathlib import Path

from yunhe.access import coverage, parties
from yunhe.access.roles import FILE, Access, Example, Sample, access_of, error, near
from yunhe.access.scope import Facts, scope_of
from yunhe.definitions.codes import District, district_of
from yunhe.definitions.stores import stores_of
from yunhe.errors import DefinitionError
from yunhe.mechanisms.library import Library, library_of
from yunhe.registers.register import registers_of


def failures_in(folder: str | Path) -> Iterator[DefinitionError]:
    """What is wrong with the roles of a district; mechanisms and registers that cannot be read are named elsewhere."""
    if not (Path(folder) / FILE).exists():
        return
    try:
        access = access_of(folder)
    except DefinitionError as wrong:
        yield wrong
        return
    try:
        library, registers = library_of(Path(folder), district_of(folder)), registers_of(folder)
    except DefinitionError:
        return
    yield from coverage.problems(access, library, registers, stores_of(folder))
    yield from disproved(access, library)


def count_in(folder: str | Path) -> int:
    """How many examples the roles of a district carry."""
    try:
        return len(access_of(folder).examples)
    except DefinitionError:
        return 0


def disproved(access: Access, library: Library) -> Iterator[DefinitionError]:
    """The examples that do not hold, and those that are missing."""
    if not any(example.sees for example in access.examples):
        yield error(access, 1, "没有写看得到什么的例子", "examples 里至少写一条 sees")
    if not any(example.does_not_see for example in access.examples):
        yield error(access, 1, "没有写看不到什么的例子", "examples 里至少写一条 does_not_see")
    for example in access.examples:
        for problem in _problems(access, library, example):
            yield error(access, example.line, f"例子“{example.name}”：{problem}", "改角色，或改例子")


def _problems(access: Access, library: Library, example: Example) -> Iterator[str]:
    scope = scope_of(access, [example.post])
    for wanted, samples in ((True, example.sees), (False, example.does_not_see)):
        for sample in samples:
            if sample.mechanism not in library.versions:
                yield f"没有机制“{sample.mechanism}”，{near(sample.mechanism, library.versions)}"
                continue
            facts = facts_of(sample, library, access.district)
            if (sample.data_class in scope.classes(facts)) != wanted:
                yield f"“{example.post}”{'看不到' if wanted else '看到了'}{_said(sample)}"
    for power in example.may:
        if not scope.may(power):
            yield f"“{example.post}”不能“{power}”"
    for power in example.may_not:
        if scope.may(power):
            yield f"“{example.post}”可以“{power}”"


def facts_of(sample: Sample, library: Library, district: District) -> Facts:
    """The matter that an example speaks of."""
    mechanism = library.all_of(sample.mechanism)[-1]
    found = [party for post in sample.at for party in parties.of_post(post)]
    found += map(parties.of_unit, sample.units)
    code = district.subdistrict(sample.region) if sample.region else None
    return Facts(mechanism.key, mechanism.store, frozenset((*found, *([parties.of_region(code)] if code else ()))))


def _said(sample: Sample) -> str:
    places = "、".join((*sample.at, *sample.units, *([sample.region] if sample.region else ())))
    return f"“{places}”的“{sample.mechanism}”的“{sample.data_class}”字段" if places else (
        f"“{sample.mechanism}”的“{sample.data_class}”字段"
    )  # fmt: skip
