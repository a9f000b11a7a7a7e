"""The name of a natural person: Chinese characters (with · between the parts), or letters."""

import re
from typing import TYPE_CHECKING

from yunhe.definitions import raw as cell

if TYPE_CHECKING:
    from yunhe.definitions.fields import Field
    from yunhe.types import Json

TITLE, CLASS = "姓名", "个人"
KEYS: dict[str, bool] = {}
EXAMPLES = {"张 三": "张三", "买买提•艾力": "买买提·艾力", "John  Smith": "John Smith"}
NOT_EXAMPLES = ("张三、李四", "张三13805710000", "张", "·", "甲" * 51)
LONGEST = 50
_CHINESE = re.compile(
    r"[\u3007\u3400-\u9fff\U00020000-\U000323af]{2,}(?:·[\u3007\u3400-\u9fff\U00020000-\U000323af]+)*"
)
_LETTERS = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ.'’·\- ]*[A-Za-zÀ-ɏ.]")


def read(raw: object, field: "Field") -> "Json":
    """One name."""
    written = re.sub(r"[•・‧∙]", "·", cell.line(raw, LONGEST))
    joined = written.replace(" ", "")
    if _CHINESE.fullmatch(joined):
        return joined
    if _LETTERS.fullmatch(written):
        return written
    raise cell.FieldRefusal(f"“{cell.shown(written)}”不是一个人的姓名", "只写一个人的姓名；几个人分列几行")
