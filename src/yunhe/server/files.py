"""Where files of evidence lie: the environment says it, else a folder beside the database of a desk."""

import os
from pathlib import Path

VARIABLE = "YUNHE_FILES"
DEFAULT_FOLDER = "yunhe-files"


def folder() -> Path:
    """The folder, which need not be there yet."""
    return Path(os.environ.get(VARIABLE) or DEFAULT_FOLDER)
