"""Where an observation comes from; never nothing: a row of a file, a document and its page, or a person who signs."""

from collections.abc import Mapping
from typing import NamedTuple

from yunhe.types import Json


class FileRow(NamedTuple):
    """A row of an imported file, with what that row itself says of its origin."""

    name: str
    sha256: str
    row: int
    said: str
    document: str = ""
    page: str = ""
    quote: str = ""

    def body(self) -> Mapping[str, Json]:
        """What an event says of it."""
        own: dict[str, Json] = {"form": "file", "name": self.name, "sha256": self.sha256, "row": self.row}
        more = {"said": self.said, "document": self.document, "page": self.page, "quote": self.quote}
        return own | {key: value for key, value in more.items() if value}


class DocumentPage(NamedTuple):
    """A document and the place in it."""

    document: str
    page: str
    quote: str = ""

    def body(self) -> Mapping[str, Json]:
        """What an event says of it."""
        own: dict[str, Json] = {"form": "document", "document": self.document, "page": self.page}
        return own | ({"quote": self.quote} if self.quote else {})


class Signed(NamedTuple):
    """A person, by key, who answers for the figure, in a post."""

    person: str
    post: str

    def body(self) -> Mapping[str, Json]:
        """What an event says of it."""
        return {"form": "person", "person": self.person, "post": self.post}


Source = FileRow | DocumentPage | Signed


def said(body: Mapping[str, Json]) -> str:
    """A source in words, from what an event says of it."""
    if body["form"] == "person":
        return f"{body['post']} {body['person']} 签"
    if body["form"] == "document":
        return f"{body['document']} {body['page']}"
    named = " ".join(str(body[key]) for key in ("said", "document", "page") if key in body)
    return f"{named}（{body['name']} 第{body['row']}行）" if named else f"{body['name']} 第{body['row']}行"
