"""Where the file of a document stands in a folder of many."""

import re
from pathlib import Path, PurePosixPath

_SUFFIX = re.compile(r"(?<=.)\.[A-Za-z]{2,5}$")


def file_for(folder: Path, doc: str, suffix: str) -> Path:
    """A path inside the folder that keeps the way of the document and that no earlier document has taken."""
    steps = PurePosixPath(doc.replace("\\", "/")).parts
    *folders, last = [step for step in steps if step not in ("/", ".", "..") and ":" not in step] or ["-"]
    stem = "标准输入" if last == "-" else _SUFFIX.sub("", last)
    home = folder.joinpath(*folders)
    home.mkdir(parents=True, exist_ok=True)
    path, again = home / f"{stem}{suffix}", 2
    while path.exists():
        path, again = home / f"{stem}-{again}{suffix}", again + 1
    return path
