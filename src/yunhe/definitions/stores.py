"""The name of the store in which a register or a mechanism keeps its data: the shared one, or one of an owner's own."""

from yunhe.definitions import strict

SHARED = "公共"
_OTHER_WORDS = frozenset("公用 共用 共享".split())


def store_name(value: strict.Value) -> str:
    """The name of a store; the shared one has one name."""
    name = strict.text(value)
    if name in _OTHER_WORDS:
        raise strict.Refusal(f"不能是“{name}”", f"公用的库叫“{SHARED}”，不写 store 就是它")
    return name
