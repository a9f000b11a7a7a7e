"""The secret with which sessions and forms are signed: of the environment, else of a file beside the database."""

import os
import secrets
from pathlib import Path

FILE, VARIABLE = "yunhe.secret", "YUNHE_SECRET_KEY"


def secret_key(folder: Path = Path()) -> str:
    """The secret; made, readable by its owner only, when there is none yet."""
    path = folder / FILE
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="utf-8").strip()
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="utf-8").strip()
