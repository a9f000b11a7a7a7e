"""Fields: what one column of a register, one input of an action may hold, and how a raw value becomes canonical.

    姓名: {type: person, class: 个人, needed: true}        # in a definition
    标题: text                                             # short: neither needed nor personal

    field = field_of("投资额", value)
    field.read("1.25万元")                                 → "12500"

A canonical value is JSON: text, whole number, true or false, a list, or a file; exact decimals and dates are text.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias, get_args

from yunhe.definitions import strict
from yunhe.definitions.codes import NOWHERE, District
from yunhe.definitions.kinds import kinds
from yunhe.definitions.raw import FieldRefusal, is_blank
from yunhe.errors import DefinitionError
from yunhe.types import Json

__all__ = ["CLASSES", "DataClass", "Field", "FieldRefusal", "disproved", "example_count", "field_of"]

DataClass: TypeAlias = Literal["公开", "内部", "个人", "敏感个人"]
CLASSES: tuple[DataClass, ...] = get_args(DataClass)
PERSONAL = frozenset(("个人", "敏感个人"))  # 个人信息保护法 第四条、第二十八条
LONGEST_NAME = 30
MOST_CHOICES = 200


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its kind, whether it must be filled, and how its values are to be guarded."""

    name: str
    kind: str
    needed: bool = False
    data_class: DataClass = "内部"
    choices: tuple[str, ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None
    places: int | None = None
    unit: str = ""
    register: str = ""
    note: str = ""
    basis: str = ""
    district: District = NOWHERE

    @property
    def title(self) -> str:
        """The Chinese word for its kind."""
        return str(kinds()[self.kind].TITLE)

    @property
    def is_personal(self) -> bool:
        """Whether its values are personal data, kept outside of events and open tables."""
        return self.data_class in PERSONAL

    def read(self, raw: object) -> Json:
        """The canonical value of what was put in; None for nothing. Raises FieldRefusal, which a clerk can act on."""
        if not is_blank(raw):
            value: Json = kinds()[self.kind].read(raw, self)
            return value
        if self.needed:
            raise FieldRefusal("没有填", f"填上{self.name}（{self.title}）")
        return None


def field_of(name: str, value: strict.Value, district: District = NOWHERE) -> Field:
    """The field that a definition describes in short (`标题: text`) or in full (a mapping)."""
    if not name.strip() or len(name) > LONGEST_NAME:
        raise strict.Refusal("字段名是空的或过长", f"不超过{LONGEST_NAME}字")
    if not isinstance(value, strict.Mapping):
        return _checked(Field(name, kind := _kind(value), data_class=kinds()[kind].CLASS, district=district))
    field = _field(name, value, district)
    value.finish()
    return _checked(field, value)


def _kind(value: strict.Value) -> str:
    return strict.one_of(*kinds())(value)


def _field(name: str, node: strict.Mapping, district: District) -> Field:
    kind = node.take("type", _kind)
    allowed: dict[str, bool] = kinds()[kind].KEYS
    for key in ("choices", "least", "most", "places", "unit", "register"):
        if key in node and key not in allowed:
            raise node.error(f"“{kind}”没有键“{key}”", "删去此键，或换一种类型", key)
        if allowed.get(key) and key not in node:
            raise node.error(f"“{kind}”缺少键“{key}”", f"补上“{key}: …”")
    return Field(
        name,
        kind,
        needed=node.take("needed", strict.flag, False),
        data_class=node.take("class", _data_class, kinds()[kind].CLASS),
        choices=node.take("choices", _choices, ()),
        least=node.take("least", strict.decimal, None),
        most=node.take("most", strict.decimal, None),
        places=node.take("places", strict.whole, None),
        unit=node.take("unit", strict.text, ""),
        register=node.take("register", strict.text, ""),
        note=node.take("note", strict.text, ""),
        basis=node.take("basis", strict.text, ""),
        district=district,
    )


def _data_class(value: strict.Value) -> DataClass:
    written = strict.one_of(*CLASSES)(value)
    return next(known for known in CLASSES if known == written)


def _choices(value: strict.Value) -> tuple[str, ...]:
    words = strict.texts(value)
    if not 0 < len(words) <= MOST_CHOICES or len(set(words)) < len(words):
        raise strict.Refusal("没有选项、选项过多或有重复", f"写1至{MOST_CHOICES}个不同的词")
    bad = next((word for word in words if word.split() != [word] or set(word) & set("、,，;；/")), None)
    if bad is not None:
        raise strict.Refusal(f"的选项“{bad}”含有空格或顿号、逗号、分号、斜杠", "选项用一个词")
    return words


def _checked(field: Field, node: strict.Mapping | None = None) -> Field:
    problem = _contradiction(field)
    if problem and node is not None:
        raise node.error(*problem)
    if problem:
        raise strict.Refusal(*problem)
    return field


def _contradiction(field: Field) -> tuple[str, str] | None:
    """What in a field cannot be meant, with its remedy."""
    if kinds()[field.kind].CLASS == "敏感个人" and not field.is_personal:
        return f"“{field.name}”是{field.title}，不能是“{field.data_class}”", "class 写 敏感个人"
    if field.least is not None and field.most is not None and field.least > field.most:
        return f"“{field.name}”的 least 大于 most", "对调两个数"
    if field.places is not None and not 0 <= field.places <= 10:
        return f"“{field.name}”的 places 不合理", "写0至10"
    if any(kinds()[field.kind].KEYS.values()) and not (field.choices or field.register):
        return f"“{field.name}”只写类型不够", "写成键值对，补上 choices 或 register"
    return None


def disproved() -> Iterator[DefinitionError]:
    """Every example of a kind that does not hold."""
    for name, kind in kinds().items():
        path = f"src/yunhe/definitions/kinds/{name}.py"
        field = Field("例", name, **getattr(kind, "WITH", {}))
        for raw, wanted in kind.EXAMPLES.items():
            if (found := _outcome(field, raw)) != wanted:
                yield DefinitionError(path, 1, f"例子“{raw}”读成“{found}”，应为“{wanted}”", "改类型，或改例子")
        for raw in kind.NOT_EXAMPLES:
            if not isinstance(found := _outcome(field, raw), FieldRefusal):
                yield DefinitionError(path, 1, f"反例“{raw}”读成了“{found}”", "收紧类型")


def example_count() -> int:
    """How many examples the kinds carry."""
    return sum(len(kind.EXAMPLES) + len(kind.NOT_EXAMPLES) for kind in kinds().values())


def _outcome(field: Field, raw: object) -> "Json | FieldRefusal":
    try:
        return field.read(raw)
    except FieldRefusal as refusal:
        return refusal
