"""Files and folders that appear whole or not at all: written beside their place, then moved there in one step."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write; it stands at `path` when the block ends well, else what was there before stays."""
    if path.exists() and not path.is_file():
        with path.open("wb") as out:  # a device or a pipe has nothing to keep whole
            yield out
        return
    path = path.resolve()
    with _beside(path) as draft:
        with draft.open("xb") as out:
            yield out
        if path.exists():
            shutil.copymode(path, draft)
        os.replace(draft, path)


@contextmanager
def whole_folder(path: Path, beside: str | None = None) -> Iterator[Path]:
    """A folder to fill; its files move to `path` when the block ends well, the others there stay.

    With `beside` the files become neighbours of `path` instead: claims.parquet → out.claims.parquet.
    """
    with _beside(path.resolve()) as draft:
        draft.mkdir()
        yield draft
        if beside is None and not path.exists():
            os.replace(draft, path)
            return
        for file in sorted(draft.rglob("*")):
            if file.is_file():
                _settle(file, path.parent / f"{beside}.{file.name}" if beside else path / file.relative_to(draft))


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A name in the same folder that nothing has yet and nothing keeps."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{token_hex(6)}.part")
    try:
        yield draft
    finally:
        if draft.is_dir():
            shutil.rmtree(draft, ignore_errors=True)
        else:
            draft.unlink(missing_ok=True)


def _settle(file: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    os.replace(file, place)
