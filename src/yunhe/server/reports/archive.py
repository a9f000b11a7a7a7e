"""A zip of reports: its documents one by one, within limits that no archive talks its way around."""

import io
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from yunhe.errors import UnreadableError
from yunhe.reading import directory

LARGEST = 50 * 2**20  # bytes of one file
ALTOGETHER = 500 * 2**20  # bytes of all files of one archive
MOST = 200  # files
ENTRIES = 2000  # of any kind
RATIO = 200  # times that a file may be larger than it is packed
_SMALL = 2**20  # bytes; below, no ratio is too large
_OFFICE = ("[Content_Types].xml", "OFD.xml", "mimetype", "META-INF/manifest.xml")
_BROKEN = (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, MemoryError)


class Member(NamedTuple):
    """A file of an archive, or the reason why it is not taken."""

    name: str
    data: bytes = b""
    problem: str = ""


def is_one(data: bytes) -> bool:
    """Whether this is a zip of files, and not a document that is a zip itself."""
    if not data.startswith(b"PK") or directory.is_too_long(io.BytesIO(data)):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return not any(entry.filename in _OFFICE for entry in archive.infolist()[:ENTRIES])
    except _BROKEN:
        return False


def members(data: bytes, name: str) -> Iterator[Member]:
    """Its files; UnreadableError when it is refused as a whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = _entries(archive, name)
            left = ALTOGETHER
            for entry in entries:
                member = _member(archive, entry, left)
                left -= len(member.data)
                yield member
    except zipfile.BadZipFile:
        raise UnreadableError(name, "压缩包坏了", "重新压缩，或不压缩直接交") from None


def _entries(archive: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    """The entries that may be documents, when the whole is no trap."""
    listed = archive.infolist()
    if len(listed) > ENTRIES:
        raise UnreadableError(name, f"压缩包里有 {len(listed)} 项，超过 {ENTRIES} 项", "分成几个再交")
    wanted = [entry for entry in listed if not entry.is_dir() and _is_wanted(_named(entry))]
    if len(wanted) > MOST:
        raise UnreadableError(name, f"压缩包里有 {len(wanted)} 份文件，一次最多 {MOST} 份", "分成几个再交")
    if sum(entry.file_size for entry in wanted) > ALTOGETHER:
        raise UnreadableError(name, f"解开后超过 {ALTOGETHER >> 20} MB", "分成几个再交")
    if not wanted:
        raise UnreadableError(name, "压缩包里没有文件", "核对是否选错了文件")
    return wanted


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> Member:
    name = _named(entry)
    if entry.flag_bits & 1:
        return Member(name, problem="有密码 → 去掉密码再压缩")
    if entry.file_size > LARGEST:
        return Member(name, problem=too_large(entry.file_size))
    if entry.file_size > max(_SMALL, RATIO * entry.compress_size):
        return Member(name, problem=f"压缩了 {RATIO} 倍以上，不像是报告 → 解压后单独交")
    try:
        with archive.open(entry) as file:
            data = file.read(min(LARGEST, left) + 1)  # never what the archive says, only what is there
    except _BROKEN:
        return Member(name, problem="在压缩包里坏了，解不开 → 重新压缩，或不压缩直接交")
    if len(data) > min(LARGEST, left):
        return Member(name, problem=too_large(len(data)))
    if is_one(data):
        return Member(name, problem="是压缩包里的压缩包 → 解压后再交")
    return Member(name, data)


def too_large(size: int) -> str:
    """Why a file of that size is refused."""
    return f"文件有 {size / 2**20:.0f} MB，一份最多 {LARGEST >> 20} MB → 核对是否选错了文件；确是大文件时分成几份"


def _named(entry: zipfile.ZipInfo) -> str:
    """Its name; archives made under Chinese Windows do not say that their names are GBK."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return entry.filename


def _is_wanted(name: str) -> bool:
    """Whether it is no litter of the system: hidden files, lock files of Office, the shadows that macOS adds."""
    return not any(part.startswith((".", "~$", "__MACOSX")) for part in name.split("/")) and name != "Thumbs.db"
