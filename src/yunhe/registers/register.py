"""A register 台账: what the district keeps of one kind of thing, defined in `<district>/registers/<name>.yaml`.

register = load("districts/gongshu/registers/enterprises.yaml", district)
register.fields["注册资本"].read("1.25万元")          → "12500"
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from yunhe.definitions import strict
from yunhe.definitions.codes import NOWHERE, District, district_of
from yunhe.definitions.fields import Field, field_of
from yunhe.definitions.retention import Retention, retention_of
from yunhe.definitions.stores import SHARED, store_among
from yunhe.errors import DefinitionError
from yunhe.registers.rules import Rule, rules_of

STATES = ("模拟", "待外部数据")
KEY_KINDS = frozenset("text credit_code whole date choice region ref unit".split())
MOST_FIELDS = 200
_NAME = re.compile(r"[^\W\d_][\w（）·]{0,29}")
_SYSTEM = re.compile(r"S\d{3}")


@dataclass(frozen=True, slots=True)
class Example:
    """An entry that must be taken, or one whose fields must be refused: field → words of the reason."""

    name: str
    line: int
    row: Mapping[str, object]
    refused: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Register:
    """A kind of thing the district keeps: its fields, what tells two entries apart, who owns it, where it lies."""

    name: str
    path: str
    key: tuple[str, ...]
    title: str
    owner: str
    store: str
    systems: tuple[str, ...]
    data: str
    basis: str
    retention: Retention
    fields: Mapping[str, Field]
    rules: tuple[Rule, ...]
    examples: tuple[Example, ...]

    @property
    def personal(self) -> frozenset[str]:
        """The fields that hold personal data."""
        return frozenset(name for name, field in self.fields.items() if field.is_personal)


def registers_of(folder: str | Path) -> dict[str, Register]:
    """Every register of a district by its name; a name given twice or a register not there is refused."""
    district = district_of(folder)
    found: dict[str, Register] = {}
    for path in paths_of(folder):
        register = load(path, district)
        if register.name in found:
            problem = f"台账“{register.name}”已在 {found[register.name].path} 定义"
            raise DefinitionError(str(path), 1, problem, "改名，或合并")
        found[register.name] = register
    for register in found.values():
        _refuse_unknown_registers(register, found)
    return found


def paths_of(folder: str | Path) -> list[Path]:
    """The files that define the registers of a district."""
    return sorted((Path(folder) / "registers").glob("*.yaml"))


def load(path: str | Path, district: District = NOWHERE) -> Register:
    """The checked register of one file."""
    return register_of(strict.load(path), district)


def register_of(root: strict.Mapping, district: District = NOWHERE) -> Register:
    """The checked register of a definition."""
    name = root.take("register", _name)
    fields = _fields(root, district)
    key = root.take("key", _one_or_several)
    register = Register(
        name=name,
        path=root.path,
        key=key,
        title=root.take("title", strict.text, key[0]),
        owner=root.take("owner", strict.text),
        store=root.take("store", store_among(district.stores), SHARED),
        systems=root.take("systems", strict.sequence_of(_system), ()),
        data=root.take("data", strict.one_of(*STATES), ""),
        basis=root.take("basis", strict.text),
        retention=_retention(root.take("retention", strict.mapping), fields),
        fields=fields,
        rules=rules_of(root.take("rules", strict.optional_mapping, None), fields),
        examples=_examples(root.take("examples", strict.mapping)),
    )
    root.finish()
    _refuse_unfit_key(register, root)
    _refuse_unguarded(register, root)
    return register


def _name(value: strict.Value) -> str:
    name = strict.text(value)
    if not _NAME.fullmatch(name):
        raise strict.Refusal(f"不能是“{name}”", "写一个30字以内的词，不含标点和空格")
    return name


def _system(value: strict.Value) -> str:
    written = strict.text(value)
    if not _SYSTEM.fullmatch(written):
        raise strict.Refusal(f"“{written}”不是系统编号", "写成如 S025")
    return written


def _one_or_several(value: strict.Value) -> tuple[str, ...]:
    names = strict.texts(value) if isinstance(value, strict.Sequence) else (strict.text(value),)
    if not names or len(set(names)) < len(names):
        raise strict.Refusal("是空的，或有重复", "写一个字段，或几个不同的字段")
    return names


def _fields(root: strict.Mapping, district: District) -> dict[str, Field]:
    node = root.take("fields", strict.mapping)
    fields: dict[str, Field] = {}
    for name, value in node.entries(lambda value: value):
        try:
            fields[_name(name)] = field_of(name, value, district)
        except strict.Refusal as refusal:
            raise node.error(f"字段“{name}”{refusal.problem}", refusal.remedy, name) from None
    if not 0 < len(fields) <= MOST_FIELDS:
        raise root.error("没有字段或字段过多", f"写1至{MOST_FIELDS}个字段", "fields")
    return fields


def _retention(node: strict.Mapping, fields: Mapping[str, Field]) -> Retention:
    return retention_of(node, [name for name, field in fields.items() if field.kind in ("date", "instant")])


def _examples(node: strict.Mapping) -> tuple[Example, ...]:
    return tuple(_example(name, value, node.line_of(name)) for name, value in node.entries(strict.mapping))


def _example(name: str, node: strict.Mapping, line: int) -> Example:
    row = node.take("entry", strict.mapping)
    refused = node.take("refused", strict.optional_mapping, None)
    node.finish()
    reasons = dict(refused.entries(strict.text)) if refused is not None else {}
    if refused is not None and not reasons:
        raise node.error("没有写哪个字段应被拒收", "写成 refused: {字段: 理由里的词}", "refused")
    return Example(name, line, dict(row.entries(_raw)), reasons)


def _raw(value: strict.Value) -> object:
    """A value of a definition as it would come from a form."""
    if isinstance(value, strict.Mapping):
        return dict(value.entries(_raw))
    return [_raw(item) for item in value.items] if isinstance(value, strict.Sequence) else value


def _refuse_unfit_key(register: Register, root: strict.Mapping) -> None:
    for name in (*register.key, register.title):
        if name not in register.fields:
            raise root.error(f"没有字段“{name}”", f"写 fields 里的一个：{'、'.join(register.fields)}", "key")
    for field in (register.fields[name] for name in register.key):
        if field.kind not in KEY_KINDS:
            raise root.error(f"{field.title}“{field.name}”不能区分条目", "换一个编号、代码或名称作 key", "key")
        if not field.needed:
            raise root.error(f"区分条目的“{field.name}”可以不填", f"给“{field.name}”写上 needed: true", "key")
        if field.is_personal:
            remedy = "另设编号作 key；个人信息不得用作标识（个人信息保护法 第六条）"
            raise root.error(f"区分条目的“{field.name}”是个人信息", remedy, "key")


def _refuse_unguarded(register: Register, root: strict.Mapping) -> None:
    if register.title in register.personal:
        raise root.error(f"显示条目的“{register.title}”是个人信息", "title 换成不含个人信息的字段", "title")
    if register.personal and register.retention.is_forever:
        remedy = "写明 years 或 days 和 after（个人信息保护法 第十九条）"
        raise root.error("含个人信息的台账不能永久保存", remedy, "retention")
    sensitive = [field.name for field in register.fields.values() if field.data_class == "敏感个人"]
    if sensitive and register.store == SHARED:
        raise root.error(f"“{sensitive[0]}”是敏感个人信息，不能放在公共库", "写上专库，如 store: 安居守护")


def _refuse_unknown_registers(register: Register, known: Mapping[str, Register]) -> None:
    for field in register.fields.values():
        if field.register and field.register not in known:
            problem = f"字段“{field.name}”指向没有的台账“{field.register}”"
            raise DefinitionError(register.path, 1, problem, f"写已有的台账：{'、'.join(known)}")
