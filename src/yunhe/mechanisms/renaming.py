"""How a mechanism speaks of what its shape calls otherwise: `owners` binds roles, `words` renames names.

A name is replaced wherever it stands whole: as a key, as a value, before the dot of a post, and between “ ” in a text.
"""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import NamedTuple

from yunhe.definitions import strict
from yunhe.mechanisms.mechanism import APPLICANT
from yunhe.mechanisms.shape import Shape, posts_in

NOT_NAMES = ("flow", "waits", "type", "how", "limit", "since", "kept_by")
_QUOTED = re.compile(r"“([^“”]*)”")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
LONGEST_NAME = 30


class Renaming(NamedTuple):
    """What stands in the place of a role, a post or a name of the shape."""

    owners: Mapping[str, str]
    words: Mapping[str, str]

    def of(self, text: str) -> str:
        """A text of the shape as the mechanism says it."""
        if text in self.words:
            return self.words[text]
        if "“" in text:
            return _QUOTED.sub(lambda found: f"“{self.of(found[1])}”", text)
        if text in self.owners:
            bound = self.owners[text]
            return bound if "." in text else bound.partition(".")[0]
        unit, dot, post = text.partition(".")
        if not dot:
            return text
        return self.bound(text) if unit in self.owners else f"{self.words.get(unit, unit)}.{post}"

    def bound(self, post: str) -> str:
        """The district's post that stands for one of a role; any other post as it is."""
        if post in self.owners:
            return self.owners[post]
        unit, dot, duty = post.partition(".")
        bound = self.owners.get(unit, "") if dot else ""
        if not bound:
            return post
        return bound if "." in bound or bound == APPLICANT else f"{bound}.{duty}"


def renaming_of(over: strict.Mapping, shape: Shape) -> Renaming:
    """The `owners` and `words` of a mechanism, every one of which the shape must know."""
    owners = _owners(over, shape)
    words = dict(over.take("words", strict.mapping).entries(strict.text)) if "words" in over else {}
    node = over.written("words") if words else over
    assert isinstance(node, strict.Mapping)
    known = set(names_in(shape.root)) - set(shape.roles)
    for old, new in words.items():
        if old in shape.roles:
            raise node.error(f"“{old}”是角色，不是名称", f"写 owners: {{{old}: {new}}}", old)
        if old not in known:
            raise node.error(f"形状“{shape.name}”里没有“{old}”", _near(old, known), old)
        if new in known - set(words) or list(words.values()).count(new) > 1:
            raise node.error(f"“{old}”改名“{new}”，就与另一样同名", "换一个名称", old)
    return Renaming(owners, words)


def bound(shape: Shape, renaming: Renaming) -> strict.Mapping:
    """The whole shape in the words and with the posts of a mechanism."""
    tree = _renamed(shape.root, renaming)
    assert isinstance(tree, strict.Mapping)
    return tree


def names_in(node: strict.Mapping) -> Iterator[str]:
    """Whatever in a shape is a name: its states, actions, fields, choices, needs, clocks, units, counts."""
    for key in node:
        if key in NOT_NAMES or key in ("examples", "roles", "note", "basis"):
            continue
        value = node.written(key)
        yield from (word for word in (key, *_strings(value)) if len(word) <= LONGEST_NAME and _CHINESE.search(word))
        for inner in value.items if isinstance(value, strict.Sequence) else (value,):
            if isinstance(inner, strict.Mapping):
                yield from names_in(inner)


def _strings(value: strict.Value) -> list[str]:
    items = value.items if isinstance(value, strict.Sequence) else (value,)
    return [item for item in items if isinstance(item, str) and "." not in item]


def _owners(over: strict.Mapping, shape: Shape) -> dict[str, str]:
    owners = dict(over.take("owners", strict.mapping).entries(_unit_or_post)) if "owners" in over else {}
    node = over.written("owners") if owners else over
    assert isinstance(node, strict.Mapping)
    posts = {post for post, _ in posts_in(shape.root)}
    for named, given in owners.items():
        if named not in shape.roles and (named not in posts or named.partition(".")[0] not in shape.roles):
            known = [*shape.roles, *(post for post in posts if post.partition(".")[0] in shape.roles)]
            raise node.error(f"形状“{shape.name}”没有角色或岗位“{named}”", _near(named, known), named)
        if "." in named and "." not in given and given != APPLICANT:
            raise node.error(f"“{named}”是一个岗位，绑定的“{given}”却是单位", f"写成“{given}.岗位”", named)
    free = [post for post in sorted(posts) if {post, post.partition(".")[0]}.isdisjoint(owners)]
    missing = [role for role in shape.roles if any(post.startswith(f"{role}.") for post in free)]
    if missing:
        said = "、".join(f"{role}（{shape.roles[role]}）" for role in missing)
        key = "owners" if "owners" in over else "shape"
        raise over.error(f"没有说谁是{said}", f"写 owners: {{{missing[0]}: 区某局}}", key)
    return owners


def _unit_or_post(value: strict.Value) -> str:
    """A kind: a unit, “区城管局”, or one of its posts, “区城管局.复核岗”, or 申请人."""
    written = strict.text(value)
    if re.fullmatch(r"[^.\s]+(?:\.[^.\s]+)?", written):
        return written
    raise strict.Refusal(f"应是单位或岗位，写成了“{written}”", "写成如“区城管局”或“区城管局.复核岗”；不写姓名")


def _renamed(value: strict.Value, renaming: Renaming) -> strict.Value:
    if isinstance(value, str):
        return renaming.of(value)
    if isinstance(value, strict.Sequence):
        return strict.Sequence(tuple(_renamed(item, renaming) for item in value.items), value.lines)
    if not isinstance(value, strict.Mapping):
        return value
    values: dict[str, strict.Value] = {}
    lines: dict[str, int] = {}
    for key in value:
        name, inner = renaming.of(key), value.written(key)
        values[name] = inner if key in NOT_NAMES else _renamed(inner, renaming)
        lines[name] = value.line_of(key)
    return strict.Mapping(value.path, value.line, values, lines)


def _near(wanted: str, known: "set[str] | list[str]") -> str:
    close = get_close_matches(wanted, sorted(known), n=1, cutoff=0.5)
    return f"是不是想写“{close[0]}”？" if close else "看 yunhe shapes，或 yunhe draw 画出的形状"
