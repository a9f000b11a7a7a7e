"""A mechanism laid over its shape, once for every version of the shape from the day on which the mechanism begins.

shape: 发现整改                # or 发现整改@2020-01-01: that version and no later one
owners: {交办单位: 区督查室}    # roles of the shape → unit or post
words: {整改中: 治理中}         # names of the shape → names here
without: [暂缓中, 整改中.申请暂缓]
states: {治理中: {within: 10 days}}
"""

from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from yunhe.definitions import strict
from yunhe.errors import DefinitionError
from yunhe.mechanisms.mechanism import Shaped
from yunhe.mechanisms.overlay import laid, prove_no_way_leads_nowhere, taken_out, with_own_counts
from yunhe.mechanisms.renaming import Renaming, bound, renaming_of
from yunhe.mechanisms.shape import Shape, copied, near, versions_named

OF_POSTS = ("owner", "tell", "approval", "by", "posts")
OWN_KEYS = ("shape", "owners", "words", "without")


class Laying(NamedTuple):
    """The whole definition that comes of a mechanism and one version of its shape."""

    root: strict.Mapping
    shape: Shape
    shaped: Shaped
    blame: int  # the line of the mechanism that is answerable for what no longer holds

    def blamed(self, error: DefinitionError, path: str) -> DefinitionError:
        """What no longer holds in the shape, said of the mechanism that changed it."""
        if error.path != self.shape.path:
            return error
        problem = f"套用形状“{self.shape.name}”后，{error.problem}（{Path(error.path).name}:{error.line}）"
        return DefinitionError(path, self.blame, problem, error.remedy)


def layings_of(root: strict.Mapping, district: Path | None) -> Iterator[Laying]:
    """The mechanism over every version of its shape that holds on or after the day on which it begins."""
    named = root.take("shape", strict.text)
    shapes = versions_named(named, district)
    if not shapes:
        raise root.error(f"没有形状“{named}”", near(named, district), "shape")
    since = _since(root, shapes)
    first = max((shape.since for shape in shapes if shape.since <= since), default=shapes[0].since)
    for shape in shapes:
        if shape.since >= first:
            yield _laying(root, shape, max(since, shape.since))


def _since(root: strict.Mapping, shapes: tuple[Shape, ...]) -> date:
    """The day from which the mechanism holds; the shape must be there by then."""
    if "since" not in root:
        return shapes[0].since
    written = root.written("since")
    try:
        since = date.fromisoformat(written if isinstance(written, str) else "")
    except ValueError:
        raise root.error(f"“since”应是日期，写成了“{written}”", "写成如 2025-01-01", "since") from None
    if since < shapes[0].since:
        problem = f"{since} 还没有形状“{shapes[0].name}”，它从 {shapes[0].since} 起"
        raise root.error(problem, "改 since，或不写（随形状）", "since")
    return since


def _laying(root: strict.Mapping, shape: Shape, since: date) -> Laying:
    over = copied(root)
    line = root.line_of("shape")
    _refuse_slips(over)
    renaming = renaming_of(over, shape)
    tree, gone = taken_out(bound(shape, renaming), over)
    tree = with_own_counts(tree, Path(over.path).stem.partition("@")[0], gone)
    stated = _stated(over, since)
    _speaks_in_its_words(stated, renaming.words)
    _names_no_role(stated, renaming)
    whole = laid(tree, stated)
    prove_no_way_leads_nowhere(whole, gone, over.path)
    blame = root.line_of("without") if gone else line
    shaped = Shaped(shape.name, shape.since, shape.path, line, renaming.words, renaming.owners)
    return Laying(whole, shape, shaped, blame)


def _refuse_slips(over: strict.Mapping) -> None:
    """A key that is nearly one of a laying was meant as that."""
    for key in over:
        meant = get_close_matches(key, OWN_KEYS, n=1, cutoff=0.75)
        if meant and key not in OWN_KEYS:
            raise over.error(f"不认识的键“{key}”", f"是不是想写“{meant[0]}”？", key)


def _speaks_in_its_words(stated: strict.Mapping, words: Mapping[str, str]) -> None:
    """A mechanism that has renamed something calls it by the new name."""
    for key in stated:
        value = stated.written(key)
        if key in words and key not in words.values():
            raise stated.error(f"“{key}”在 words 里改了名", f"写“{words[key]}”", key)
        if isinstance(value, strict.Mapping):
            _speaks_in_its_words(value, words)


def _names_no_role(stated: strict.Mapping, renaming: Renaming) -> None:
    """A role is bound once, under `owners`; elsewhere the mechanism names the district's own posts."""
    for key in stated:
        value = stated.written(key)
        posts = value.items if isinstance(value, strict.Sequence) else (value,)
        for post in posts if key in OF_POSTS else ():
            if isinstance(post, str) and renaming.bound(post) != post:
                raise stated.error(f"“{post}”是形状的角色，不是本区的岗位", f"写“{renaming.bound(post)}”", key)
        for inner in posts:
            if isinstance(inner, strict.Mapping):
                _names_no_role(inner, renaming)


def _stated(over: strict.Mapping, since: date) -> strict.Mapping:
    """What the mechanism states beside its shape, with the day from which the two hold together."""
    values: dict[str, strict.Value] = {key: over.written(key) for key in over if key not in OWN_KEYS}
    lines = {key: over.line_of(key) for key in values}
    if "mechanism" not in values:
        raise over.error("缺少键“mechanism”", "补上“mechanism: …”")
    values["since"] = since.isoformat()
    lines.setdefault("since", over.line_of("shape"))
    return strict.Mapping(over.path, over.line, values, lines)
