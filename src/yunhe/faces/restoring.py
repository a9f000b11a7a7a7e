"""A reading again from its text and its record: what `records.reading_record` wrote, and the layout beside it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from yunhe.reading.reader import naming_of
from yunhe.types import Anchor, Claim, Document, Other, Outline, Quantity, Reading, Section, Span

_AS_SAID = ("status", "period", "place", "of", "scope", "basis", "accumulation", "sentence", "section")


def layout_record(document: Document) -> dict[str, Any]:
    """What a record leaves out of a document: stretches hidden, pages, places in a docx."""
    return {"hidden": document.hidden, "pages": document.pages, "anchors": document.anchors}


def restored(text: str, record: Mapping[str, Any], layout: Mapping[str, Any]) -> Reading:
    """The reading that the record was made of."""
    document = Document(
        record["doc"],
        text,
        record["media"],
        record["encoding"],
        tuple((start, end) for start, end in layout["hidden"]),
        tuple(layout["pages"]),
        tuple(Anchor(*anchor) for anchor in layout["anchors"]),
        tuple(record["notes"]),
    )
    claims = tuple(_claim(document, said) for said in record["claims"])
    others = tuple(Other(said["start"], said["end"], said["quote"], said["class"]) for said in record["others"])
    return Reading(document, _outline(record["outline"]), claims, others)


def _outline(said: Mapping[str, Any]) -> Outline:
    return Outline(**{**said, "sections": tuple(Section(**section) for section in said["sections"])})


def _claim(document: Document, said: Mapping[str, Any]) -> Claim:
    return Claim(
        Span.at(document.text, said["start"], said["end"], document.name),
        said["kind"],
        Quantity(Decimal(said["value"]), said["unit"], said["bound"]),
        naming_of(said["indicator"], said["indicator_id"]),
        rules=tuple(said["rules"]),
        **{key: said[key] for key in _AS_SAID},
    )
