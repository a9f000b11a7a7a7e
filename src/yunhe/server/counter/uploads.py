"""Files that people hand in at the counter: checked by their content, kept encrypted until the matter has them."""

import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from yunhe.server.files import folder
from yunhe.server.matters import evidence
from yunhe.server.vault import sealed_files
from yunhe.types import Json

LARGEST = 10 * 1024 * 1024
_MB = 1024 * 1024


class Kind(NamedTuple):
    """A kind of file that is taken: how its content begins, and the ends of its name."""

    name: str
    starts: bytes
    suffixes: tuple[str, ...]


KINDS = (
    Kind("JPG", b"\xff\xd8\xff", (".jpg", ".jpeg")),
    Kind("PNG", b"\x89PNG\r\n\x1a\n", (".png",)),
    Kind("PDF", b"%PDF-", (".pdf",)),
)
ACCEPT = ".jpg,.jpeg,.png,.pdf,image/jpeg,image/png,application/pdf"


def problem_with(file: "UploadedFile[bytes]") -> str:
    """Why a file is not taken; empty when it is."""
    name, size = _name(file), file.size or 0
    if not size:
        return _("“%s”是空的 → 换一个") % name
    if size > LARGEST:
        return _("“%s”有 %d MB → 每份不超过 %d MB") % (name, size // _MB, LARGEST // _MB)
    file.seek(0)
    begin = file.read(16)
    kind = next((kind for kind in KINDS if begin.startswith(kind.starts)), None)
    if kind is None:
        return _("“%s”不是照片或PDF → 交 JPG、PNG、PDF") % name
    if name.lower().endswith(kind.suffixes):
        return ""
    return _("“%s”的内容是%s，名字却不是 → 改名再交") % (name, kind.name)


def keep(file: "UploadedFile[bytes]") -> dict[str, Json]:
    """Keep a file that was found good, encrypted; what is given opens it."""
    file.seek(0)
    kept = sealed_files.put(cast("BinaryIO", file), folder())
    said: dict[str, Json] = {"name": _name(file), "size": file.size or 0, "sha256": kept.sha256}
    return {**said, "kept": kept.kept, "key": sealed_files.written(kept.key)}


def keep_text(name: str, text: str) -> dict[str, Json]:
    """Keep a text of ours as a file: the agreement that somebody has just given."""
    with tempfile.TemporaryFile() as file:
        size = file.write(text.encode())
        file.seek(0)
        kept = sealed_files.put(file, folder())
    return {"name": name, "size": size, "sha256": kept.sha256, "kept": kept.kept, "key": sealed_files.written(kept.key)}


def given(file: Mapping[str, Json], *, sealed: bool) -> dict[str, Json]:
    """A kept file as an act gives it: as it is where evidence is sealed, else in the open like all there."""
    if sealed:
        return dict(file)
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / str(file["name"])
        with path.open("wb") as plain:
            plain.writelines(sealed_files.opened(folder(), str(file["kept"]), sealed_files.read_key(file["key"])))
        return evidence.keep(str(path))


def _name(file: "UploadedFile[bytes]") -> str:
    """The name without what no file system takes."""
    name = re.sub(r'[\x00-\x1f/\\:*?"<>|]', "_", file.name or "").strip(". ") or "文件"
    stem, dot, suffix = name.rpartition(".")
    return f"{stem[:60]}{dot}{suffix[:10]}" if dot else name[:60]
