"""The notice that goes with a form (个人信息保护法 第十七条): who takes what for what, how long, and what rights.

It is made of what the definitions say already, so it cannot say otherwise than is done; its version is its digest.
"""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from yunhe.definitions.fields import Field
from yunhe.definitions.stores import SHARED, Store
from yunhe.mechanisms.counter import Counter
from yunhe.mechanisms.mechanism import Mechanism

SENSITIVE = "敏感个人"
VERSION_SIGNS = 12


class Notice(NamedTuple):
    """Heading and words, in the order of the law; which fields are sensitive and so want consent of their own."""

    parts: tuple[tuple[str, str], ...]
    sensitive: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole as one text."""
        return "\n".join(f"{heading}：{words}" for heading, words in self.parts)

    @property
    def version(self) -> str:
        """By what this wording is known again."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:VERSION_SIGNS]


def notice_of(mechanism: Mechanism, counter: Counter, store: Store) -> Notice:
    """The notice of a mechanism's form."""
    asked = [mechanism.fields[question.field] for question in counter.questions]
    return Notice(
        tuple(_parts(mechanism, counter, asked, store)), tuple(field.name for field in asked if _is_sensitive(field))
    )


def _parts(mechanism: Mechanism, counter: Counter, asked: list[Field], store: Store) -> Iterator[tuple[str, str]]:
    reached = f"（{store.contact}）" if store.contact else ""
    yield "谁处理", f"{store.owner}{reached}；办这件事的各单位只在办理需要的范围内看，个人信息看一次记一次"
    purpose = "，和您联系" if store.name == SHARED else f"：{store.purpose}"
    yield "为什么", f"办理“{counter.title}”{purpose}"
    yield "凭什么", f"{store.basis}；{mechanism.basis}"
    personal = [field.name for field in asked if field.is_personal]
    yield "收什么", f"{'、'.join(personal)}，加密存放" if personal else "不收个人信息；您写的内容里也请不要写"
    sensitive = [field.name for field in asked if _is_sensitive(field)]
    if sensitive:
        yield (
            "敏感的",
            f"{'、'.join(sensitive)}是敏感个人信息，泄露会影响人身、财产安全；办这件事用得着才收，另外征得您同意",
        )
    public = [field.name for field in asked if field.data_class == "公开"]
    if public:
        yield "会公开的", "、".join(public)
    if mechanism.retention is not None:
        yield "存多久", f"{mechanism.retention.said()}（{mechanism.retention.basis}），到期删除"
    yield (
        "您可以",
        "凭编号和查询码查看、补充；向处理单位要求更正、删除、说明；凭同意处理的，随时撤回同意（第十五条、第四十四条至第五十条）",
    )
    yield "不填会怎样", "没有注明“可以不填”的，缺了就办不了这件事，不影响您办别的事"


def _is_sensitive(field: Field) -> bool:
    return field.data_class == SENSITIVE
