"""What a mechanism owes to the persons its matters are about: a fit store, an end to the keeping of their data, and
no free text in the open where it may name them.

retention: {years: 3, after: 办结, basis: 示例口径}

sealed_as(petitions, "理由")        → Field("理由", "long_text", data_class="个人")      # 信访 is a store of its own
sealed_as(requests, "理由")         → None                                            # stands in the event as it is
"""

from collections.abc import Mapping
from dataclasses import replace

from yunhe.definitions import retention, strict
from yunhe.definitions.fields import Field
from yunhe.definitions.personal_numbers import WORDS, first_in
from yunhe.definitions.retention import Retention
from yunhe.definitions.stores import SHARED
from yunhe.mechanisms.act import Refused
from yunhe.mechanisms.mechanism import Mechanism, is_text_need
from yunhe.types import Json

FREE = frozenset(("text", "long_text", "file"))  # kinds in which anything may stand, names too
ENDED = "办结"  # the day on which a matter came to its end


def retention_of(root: strict.Mapping, store: str, fields: Mapping[str, Field]) -> Retention | None:
    """How long payload is kept; to be said where there is any, and never for ever (个人信息保护法 第十九条)."""
    personal = [field for field in fields.values() if field.is_personal]
    _refuse_unfit_store(root, store, personal)
    days = [name for name, field in fields.items() if field.kind in ("date", "instant") and not field.is_personal]
    made = None
    if "retention" in root:
        made = retention.retention_of(root.take("retention", strict.mapping), (ENDED, *days))
    if not personal and store == SHARED:
        return made
    holds = f"“{personal[0].name}”是{personal[0].data_class}信息" if personal else f"“{store}”库的理由、材料可能写到人"
    remedy = f"写如 retention: {{years: 3, after: {ENDED}, basis: …}}（个人信息保护法 第十九条）"
    if made is None:
        raise root.error(f"{holds}，却没有写保存期限", remedy, "fields" if personal else "store")
    if made.is_forever:
        raise root.error(f"{holds}，不能永久保存", remedy, "retention")
    return made


def _refuse_unfit_store(root: strict.Mapping, store: str, personal: list[Field]) -> None:
    """Sensitive data lie in a store whose owner answers for them (第二十八条、第五十一条)."""
    sensitive = next((field.name for field in personal if field.data_class == "敏感个人"), None)
    if sensitive and store == SHARED:
        node = root.take("fields", strict.mapping)
        raise node.error(f"“{sensitive}”是敏感个人信息，不能放在{SHARED}库", "写上专库，如 store: 信访", sensitive)


def sealed_as(mechanism: Mechanism, name: str) -> Field | None:
    """The field as which something given is put away; None for what stands in the open.

    Personal fields always; in a store of its own also free texts, opinions and evidence, which may name anybody.
    """
    field = mechanism.fields.get(name)
    if field is not None and field.is_personal:
        return field
    if not mechanism.is_guarded:
        return None
    if field is None:
        return Field(name, "long_text" if is_text_need(name) else "file", data_class="个人")
    is_free = field.kind in FREE and field.data_class != "公开"
    return replace(field, data_class="个人") if is_free else None


def names_somebody(mechanism: Mechanism, given: Mapping[str, Json]) -> Refused | None:
    """Why something given must not stand in the open: it holds a number by which a person is known."""
    for name, value in given.items():
        field = mechanism.fields.get(name)
        if not isinstance(value, str) or (field is not None and field.kind not in WORDS) or sealed_as(mechanism, name):
            continue
        if kind := first_in(value):
            return Refused(f"“{name}”里写了{kind}，谁看这件事项都看得到", _where_else(mechanism, kind))
    return None


def _where_else(mechanism: Mechanism, kind: str) -> str:
    kinds = {"公民身份号码": "id_number", "手机号码": "phone"}
    made_for = [field.name for field in mechanism.fields.values() if field.kind == kinds.get(kind)]
    return f"从这里删去，填到“{made_for[0]}”" if made_for else "删去，或在机制里为它设一个 class 为个人的字段"
