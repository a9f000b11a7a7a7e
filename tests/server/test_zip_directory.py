"""A zip whose directory alone would fill the memory is refused before it is listed."""

import io
import struct
import zipfile

import pytest

from yunhe.errors import UnreadableError

ENTRY = struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 3, 20, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"


def swollen(comment: bytes = b"") -> bytes:
    """300,000 entries without content."""
    entries, first = 300_000, b"PK\x03\x04" + bytes(26)
    counts = (0, 0, entries & 0xFFFF, entries & 0xFFFF, len(ENTRY) * entries, len(first), len(comment))
    return first + ENTRY * entries + struct.pack("<4s4H2LH", b"PK\x05\x06", *counts) + comment


@pytest.mark.parametrize("comment", [b"", b"x" * 60_000, b"PK\x05\x06" + bytes(30)])
def test_a_swollen_directory_is_not_read(comment: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    from yunhe.reading.package import Package
    from yunhe.server.floor import uploads
    from yunhe.server.reports import archive

    def never(*given: object, **more: object) -> None:
        raise AssertionError("it was listed")

    data = swollen(comment)
    monkeypatch.setattr(zipfile, "ZipFile", never)
    refused = uploads.refused("a.docx", len(data), io.BytesIO(data))
    assert refused is not None
    assert "部件太多" in refused.because
    assert not archive.is_one(data)
    with pytest.raises(UnreadableError, match="部件太多"):
        Package(data, "a.docx", "docx")


def test_a_zip_of_many_files_is_one() -> None:
    from yunhe.server.reports import archive

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for number in range(3000):
            made.writestr(f"{number:0100}.txt", "")
    assert archive.is_one(out.getvalue())
