"""Approval 审定: which datasets a district has, and through which levels a period of each is approved and locked.

`<district>/approval.yaml` names levels from below and datasets (named lists of indicators). A period is approved level
by level from below; from the first level on its figures are locked; approval is taken back from above.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from yunhe.definitions import strict
from yunhe.definitions.raw import FieldRefusal
from yunhe.errors import DefinitionError, UnreadableError
from yunhe.reading import indicators

FILE = "approval.yaml"
EVERYTHING = "all"
SUBMITTED, APPROVED, UNAPPROVED = "submitted", "approved", "unapproved"
PREFIX = "period:"


class Level(NamedTuple):
    """A level of approval and the post that gives it; without a post it is the dataset's own, that hands in."""

    name: str
    post: str


class Dataset(NamedTuple):
    """A named list of indicators that are handed in and approved together; `all` holds every indicator."""

    name: str
    post: str
    indicators: tuple[str, ...]
    title: str = ""


class Approval(NamedTuple):
    """The levels from below, and the datasets by name."""

    levels: tuple[Level, ...]
    datasets: Mapping[str, Dataset]
    basis: str

    def dataset(self, name: str) -> Dataset:
        """The dataset of a name; one that is not there is refused with those that are near."""
        if name in self.datasets:
            return self.datasets[name]
        near = get_close_matches(name, list(self.datasets), n=1)
        remedy = f"是不是“{near[0]}”？" if near else f"可写：{'、'.join(self.datasets)}"
        raise UnreadableError(name, "没有这个数据集", remedy)

    def post_of(self, level: Level, dataset: Dataset) -> str:
        """The post that approves a dataset at a level."""
        return level.post or dataset.post

    def level(self, name: str, dataset: Dataset, post: str) -> Level:
        """The level of a name, or, when none is named, the only one at which a post approves."""
        if name:
            found = [one for one in self.levels if one.name == name]
            known = "、".join(one.name for one in self.levels)
        else:
            found = [one for one in self.levels if self.post_of(one, dataset) == post]
            known = "、".join(f"{one.name}（{self.post_of(one, dataset)}）" for one in self.levels)
        if len(found) != 1:
            problem = f"没有“{name}”这一级" if name else f"“{post}”不审定“{dataset.name}”"
            raise UnreadableError("--level", problem, f"各级：{known}")
        return found[0]


def subject_of(dataset: str, period: str) -> str:
    """The name of a period of a dataset in the ledger: period:2024/经济."""
    return f"{PREFIX}{period}/{dataset}"


def load(district: str | Path) -> Approval:
    """The approval of a district; one without the file has none."""
    path = Path(district) / FILE
    if not path.exists():
        raise UnreadableError(str(path), "没有这个文件，期间没有审定的层级", "写上 levels 和 datasets")
    return approval_of(strict.load(path))


def failures_in(district: str | Path) -> Iterator[DefinitionError]:
    """What does not hold in the approval of a district, if it has one."""
    path = Path(district) / FILE
    if path.exists():
        try:
            load(district)
        except DefinitionError as error:
            yield error


def approval_of(root: strict.Mapping) -> Approval:
    """The checked approval of a definition."""
    levels = tuple(map(_level, root.take("levels", strict.sequence_of(strict.mapping))))
    _check_levels(root, levels)
    named = root.take("datasets", strict.mapping)
    datasets = {name: _dataset(name, node) for name, node in named.entries(strict.mapping)}
    for name in datasets:
        if "/" in name:
            raise named.error(f"数据集名“{name}”里有“/”", "换一个符号", name)
    if EVERYTHING not in datasets:
        raise root.error(f"缺少数据集“{EVERYTHING}”", f"写上“{EVERYTHING}: {{post: …}}”，它含全部指标", "datasets")
    basis = root.take("basis", strict.text)
    root.finish()
    return Approval(levels, datasets, basis)


def _check_levels(root: strict.Mapping, levels: tuple[Level, ...]) -> None:
    if not levels:
        raise root.error("一级也没有", "至少写一级", "levels")
    names = [level.name for level in levels]
    if len(set(names)) != len(names):
        raise root.error("两级同名", "改名", "levels")
    for level in levels[1:]:
        if not level.post:
            raise root.error(f"“{level.name}”没有写岗位", "补上“post: …”；只有第一级可以不写", "levels")


def _level(node: strict.Mapping) -> Level:
    level = Level(node.take("level", strict.text), node.take("post", strict.text, ""))
    node.finish()
    return level


def _dataset(name: str, node: strict.Mapping) -> Dataset:
    if name == EVERYTHING:
        if "indicators" in node:
            raise node.error(f"“{EVERYTHING}”含全部指标，不列举", "删去 indicators", "indicators")
        found = Dataset(name, node.take("post", strict.text), (), node.take("title", strict.text, "全部指标"))
        node.finish()
        return found
    members = node.take("indicators", strict.texts)
    for id in members:
        if indicators.definition(id) is None:
            near = get_close_matches(id, list(indicators.all_indicators()), n=1)
            remedy = f"是不是“{near[0]}”？" if near else "写 indicators.yaml 里的键"
            raise node.error(f"没有“{id}”这个指标", remedy, "indicators")
    found = Dataset(name, node.take("post", strict.text), members, node.take("title", strict.text, name))
    node.finish()
    return found


def after_approving(approval: Approval, given: tuple[str, ...], level: Level) -> tuple[str, ...]:
    """The levels that have approved once this one does; the one below must have."""
    names = _names(approval, given)
    index = names.index(level.name)
    if index < len(given):
        raise FieldRefusal(f"“{level.name}”已经{'报送' if index == 0 else '审定'}", "不必再做")
    if index > len(given):
        raise FieldRefusal(f"“{names[len(given)]}”还没有审定", "由下到上，逐级审定")
    return names[: index + 1]


def after_unapproving(approval: Approval, given: tuple[str, ...], level: Level) -> tuple[str, ...]:
    """The levels that still have approved once this one takes it back; no higher one may have."""
    names = _names(approval, given)
    if level.name not in given:
        raise FieldRefusal(f"“{level.name}”没有审定过", "无需撤销")
    if given[-1] != level.name:
        raise FieldRefusal(f"上级“{given[-1]}”已经审定", f"先由“{given[-1]}”撤销")
    return names[: len(given) - 1]


def _names(approval: Approval, given: tuple[str, ...]) -> tuple[str, ...]:
    names = tuple(level.name for level in approval.levels)
    if names[: len(given)] != given:
        remedy = f"把 {FILE} 的 levels 改回，撤销审定后再改"
        raise FieldRefusal(f"已按别的层级审定到“{given[-1]}”", remedy)
    return names
