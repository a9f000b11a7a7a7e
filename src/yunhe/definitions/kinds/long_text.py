"""Several paragraphs: an opinion, a reply, the facts of a case."""

from typing import TYPE_CHECKING

from yunhe.definitions import raw as cell

if TYPE_CHECKING:
    from yunhe.definitions.fields import Field
    from yunhe.types import Json

TITLE, CLASS = "长文", "内部"
KEYS: dict[str, bool] = {}
EXAMPLES = {"一、已办。\r\n二、续办。": "一、已办。\n二、续办。"}
NOT_EXAMPLES = ("甲" * 10_001, "#REF!", "\u200b#REF!", "空\x00字")
LONGEST = 10_000


def read(raw: object, field: "Field") -> "Json":
    """The text with its line breaks."""
    return cell.lines(raw, LONGEST)
