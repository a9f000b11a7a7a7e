"""Writes the pages of a district's handbook, or says which of them are no longer what the definitions give."""

from collections.abc import Mapping
from pathlib import Path

from yunhe.atomic import whole_file
from yunhe.definitions.codes import district_of
from yunhe.errors import UnreadableError, reason
from yunhe.handbook import limits, loops, systems
from yunhe.mechanisms.library import library_of
from yunhe.mechanisms.workdays import Calendar
from yunhe.systems import table


def pages(district: Path, folder: Path) -> Mapping[str, str]:
    """The name of each page with its text, as it reads in a folder."""
    library, calendar = library_of(district, district_of(district)), Calendar.shipped()
    made = {
        "limits.md": limits.page(library, district, folder),
        "loops.md": loops.page(library, calendar, district, folder),
        "systems.md": systems.page(table(district), district, folder),
    }
    return {name: "\n".join(lines).rstrip("\n") + "\n" for name, lines in made.items()}


def write(district: Path, folder: Path) -> list[Path]:
    """Write every page; which were written."""
    written = []
    for name, text in pages(district, folder).items():
        path = folder / name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with whole_file(path) as out:
                out.write(text.encode())
        except OSError as error:
            raise UnreadableError(str(path), f"写不进去（{reason(error)}）", "换一个去处") from None
        written.append(path)
    return written
