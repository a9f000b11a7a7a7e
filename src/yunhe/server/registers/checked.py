"""The rows of a file that passed all checks, kept small until they are written: packed by the hundreds."""

import json
import zlib
from collections.abc import Iterator

from yunhe.registers.entries import Entry
from yunhe.registers.register import Register
from yunhe.registers.table import Taken

CHUNK = 500


class Checked:
    """Entries with their rows, gone through as often as one likes, a chunk at a time."""

    def __init__(self, register: Register) -> None:
        self.register, self.count = register, 0
        self._packed: list[bytes] = []
        self._open: list[Taken] = []

    def add(self, one: Taken) -> None:
        """One more."""
        self.count += 1
        self._open.append(one)
        if len(self._open) == CHUNK:
            self.close()

    def close(self) -> None:
        """Pack what is still open."""
        rows = [(one.row, one.entry.key, one.entry.title, one.entry.values) for one in self._open]
        if rows:
            self._packed.append(zlib.compress(json.dumps(rows, ensure_ascii=False).encode(), 1))
        self._open.clear()

    def chunks(self) -> Iterator[list[Taken]]:
        """All of them, in their order."""
        name, personal = self.register.name, self.register.personal
        for packed in self._packed:
            rows = json.loads(zlib.decompress(packed))
            yield [Taken(row, Entry(name, key, title, values, personal)) for row, key, title, values in rows]
