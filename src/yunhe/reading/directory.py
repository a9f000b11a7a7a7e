"""The directory of a zip, measured before it is read: a million entries take a minute and half a gigabyte to list."""

import io
import struct
from collections.abc import Iterator
from typing import BinaryIO

LARGEST = 8 * 2**20  # bytes: some 20,000 parts with long names
_TAIL = 2**16 + 128  # where the ends of the directory stand: a comment, and the records before it
_ENDS = ((b"PK\x05\x06", 22, 12, "<L"), (b"PK\x06\x06", 56, 40, "<Q"))  # mark, length, where the size stands in it


def is_too_long(content: BinaryIO) -> bool:
    """Whether any end of the directory speaks of more than a document has; the stream is left at its beginning."""
    size = content.seek(0, io.SEEK_END)
    content.seek(max(0, size - _TAIL))
    tail = content.read(_TAIL)
    content.seek(0)
    return any(said > LARGEST for said in _said(tail))


def _said(tail: bytes) -> Iterator[int]:
    """The sizes that the ends give; of several a reader might take any."""
    for mark, length, at, form in _ENDS:
        start = tail.find(mark)
        while start >= 0:
            if start + length <= len(tail):
                yield int(struct.unpack_from(form, tail, start + at)[0])
            start = tail.find(mark, start + 1)
