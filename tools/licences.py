"""The licence of every wheel of a folder, as its metadata says it: python tools/licences.py FOLDER"""

import sys
import zipfile
from collections.abc import Iterator
from email.parser import HeaderParser
from pathlib import Path


def rows(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Name, version, licence."""
    for path in sorted(folder.glob("*.whl")):
        with zipfile.ZipFile(path) as wheel:
            name = next(name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
            said = HeaderParser().parsestr(wheel.read(name).decode("utf-8", "replace"))
        kinds = [each.rpartition(" :: ")[2] for each in said.get_all("Classifier", []) if each.startswith("License ::")]
        licence = said["License-Expression"] or "、".join(kinds) or (said["License"] or "").split("\n")[0]
        yield said["Name"], said["Version"], licence.strip() or "没有写明"


def main(folder: Path) -> None:
    print("name\tversion\tlicence")
    for row in rows(folder):
        print("\t".join(row))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
