"""What a docx carries that no reader of the print sees: tracked changes, comments, hidden text, names of people."""

from yunhe.types import Document, Trace


def traces_in(path: str, document: Document) -> tuple[Trace, ...]:
    """The traces in the file behind a document; none for formats that carry none."""
    return ()
