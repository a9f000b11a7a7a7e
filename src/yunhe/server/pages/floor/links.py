"""Links to lists of matters, so that each number opens to its rows."""

from urllib.parse import quote, urlencode

from yunhe.server.matters.selection import Selection
from yunhe.server.statistics.tally import LIGHTS


def to_rows(**bounds: str) -> str:
    """The list of the matters that are so."""
    return "/matters/?" + urlencode({name: value for name, value in bounds.items() if value})


def to_page(selection: Selection, page: int = 1, **changed: str) -> str:
    """A list asked for again, on another page or otherwise."""
    asked = {**selection.asked, **changed, **({"page": str(page)} if page > 1 else {})}
    return "?" + urlencode({name: value for name, value in asked.items() if value})


def to(kind: str, key: str) -> str:
    """The page of a thing by its name."""
    return f"/{kind}/{quote(key, safe='')}/"


def by_light(numbers: tuple[int, ...], **bounds: str) -> list[tuple[str, int, str]]:
    """Each light with its number and the link to the rows."""
    return [(light, number, to_rows(light=light, **bounds)) for light, number in zip(LIGHTS, numbers, strict=True)]
