"""Evidence: a file by its name, its SHA-256 and its size in bytes. The file itself lies in the store."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from yunhe.definitions import raw as cell

if TYPE_CHECKING:
    from yunhe.definitions.fields import Field
    from yunhe.types import Json

TITLE, CLASS = "附件", "内部"
KEYS: dict[str, bool] = {}
_SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
EXAMPLES: dict[object, object] = {}
NOT_EXAMPLES: tuple[object, ...] = (
    "验收单.pdf",
    {"name": "验收单.pdf", "size": 4},
    {"name": "../验收单.pdf", "sha256": _SHA, "size": 4},
    {"name": "验收单.pdf", "sha256": _SHA, "size": "4KB"},
    {"name": "验收单.pdf", "sha256": _SHA, "size": 4, "path": "/"},
)
LARGEST = 4 * 1024**3


def read(raw: object, field: "Field") -> "Json":
    """Name, hash and size of a file that was handed in."""
    if not isinstance(raw, Mapping):
        raise cell.FieldRefusal("不是附件", "上传文件作为证据")
    if set(raw) != {"name", "sha256", "size"}:
        raise cell.FieldRefusal("附件要有 name、sha256、size 三项", "重新上传文件")
    sha256, size = cell.signs(raw["sha256"], 64).lower(), _size(raw["size"])
    if not 0 < size <= LARGEST:
        raise cell.FieldRefusal("附件是空的或过大", f"换一个不超过{LARGEST // 1024**3}GB的文件")
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise cell.FieldRefusal("附件的SHA-256不是64位十六进制", "重新上传文件")
    return {"name": _name(raw["name"]), "sha256": sha256, "size": size}


def _size(raw: object) -> int:
    written = cell.signs(raw, 20)
    return int(written) if written.isascii() and written.isdecimal() else 0


def _name(raw: object) -> str:
    name = cell.line(raw, 200)
    if not name.strip(".") or re.search(r'[/\\:*?"<>|]', name) or len(name.encode()) > 255:
        raise cell.FieldRefusal(f"文件名“{cell.shown(name)}”不能用", "改短，去掉 / \\ : * ? 等字符")
    return name
