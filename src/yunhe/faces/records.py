"""A claim, an outline and a reading as the contract writes them: plain values, keys in the order of the contract."""

from collections.abc import Iterator
from typing import Any

from yunhe.faces.paragraphs import Sentences
from yunhe.faces.wording import ACCUMULATIONS, BOUNDS, KINDS, STATUSES, plain
from yunhe.types import Claim, Outline, Reading

# The columns of tables for people, in order: key and heading. docs/concepts.md explains them.
COLUMNS = {
    "doc": "文档", "indicator": "指标", "indicator_id": "指标代码", "value": "数值", "unit": "单位", "bound": "界限",
    "kind": "类型", "status": "状态", "period": "期间", "place": "地区", "scope": "范围或基数", "basis": "口径",
    "accumulation": "累计方式", "quote": "原文", "sentence_text": "原句", "section": "章节", "start": "起", "end": "止",
    "of": "所属总量", "sentence": "句号", "rules": "规则",
}  # fmt: skip

DOCUMENT_COLUMNS = {
    "doc": "文档", "title": "标题", "area": "地区", "level": "层级", "organ": "机关", "session": "会议",
    "speaker": "报告人", "date": "日期", "year": "报告年度", "truncated": "残缺", "media": "格式", "encoding": "编码",
    "characters": "字数", "claims": "表述", "others": "其他数字", "unread": "未读数字", "notes": "备注",
}  # fmt: skip


def record(claim: Claim, doc: str) -> dict[str, Any]:
    """One claim of the contract."""
    return {
        "doc": doc,
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "value": plain(claim.value),
        "unit": claim.unit,
        "bound": claim.bound,
        "kind": claim.kind,
        "indicator": claim.indicator.phrase,
        "indicator_id": claim.indicator_id,
        "of": claim.of,
        "scope": claim.scope,
        "basis": claim.basis,
        "accumulation": claim.accumulation,
        "status": claim.status,
        "period": claim.period,
        "place": claim.place,
        "sentence": claim.sentence,
        "section": claim.section,
        "rules": list(claim.rules),
    }


def table_rows(reading: Reading) -> Iterator[dict[str, Any]]:
    """The claims as rows for people, keys as in COLUMNS: words for codes, the sentence beside its number."""
    sentences = Sentences(reading.document)
    return (_table_row(claim, reading.document.name, "".join(sentences.around(claim))) for claim in reading.claims)


def _table_row(claim: Claim, doc: str, sentence: str) -> dict[str, Any]:
    row = record(claim, doc) | {
        "bound": BOUNDS[claim.bound],
        "kind": KINDS[claim.kind],
        "status": STATUSES[claim.status],
        "accumulation": ACCUMULATIONS.get(claim.accumulation or "", ""),
        "sentence_text": sentence,
        "rules": " ".join(claim.rules),
    }
    return {key: row[key] for key in COLUMNS}


def document_row(reading: Reading) -> dict[str, Any]:
    """What a document is and how much of it was read, keys as in DOCUMENT_COLUMNS."""
    document, outline = reading.document, reading.outline
    return {
        "doc": document.name,
        **{key: getattr(outline, key) for key in list(DOCUMENT_COLUMNS)[1:10]},
        "media": document.media,
        "encoding": document.encoding,
        "characters": len(document.text),
        "claims": len(reading.claims),
        "others": len(reading.others),
        "unread": len(reading.unread),
        "notes": "；".join(document.notes),
    }


def outline_record(outline: Outline) -> dict[str, Any]:
    """The outline as `--format json` writes it."""
    keys = ("title", "area", "level", "organ", "session", "speaker", "date", "year", "truncated")
    said = {key: getattr(outline, key) for key in keys}
    return said | {"sections": [section._asdict() for section in outline.sections]}


def reading_record(reading: Reading) -> dict[str, Any]:
    """A whole reading as `--format json` writes it."""
    document = reading.document
    return {
        "doc": document.name,
        "media": document.media,
        "encoding": document.encoding,
        "characters": len(document.text),
        "pages": len(document.pages) or None,
        "notes": list(document.notes),
        "outline": outline_record(reading.outline),
        "claims": [record(claim, document.name) for claim in reading.claims],
        "others": [{"start": o.start, "end": o.end, "quote": o.quote, "class": o.what} for o in reading.others],
    }
