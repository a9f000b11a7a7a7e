"""How far a long reading is, on the last line of a terminal."""

from time import monotonic
from types import TracebackType
from typing import TextIO

_EVERY = 0.1
_BAR = 24


class Progress:
    """A bar with count, speed and time left; nothing at all where nobody looks."""

    def __init__(self, total: int, stream: TextIO, shown: bool, what: str = "读", unit: str = "份") -> None:
        self.total, self.stream, self.shown, self.what, self.unit = total, stream, shown, what, unit
        self.done, self.began, self.drawn = 0, monotonic(), 0.0

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._write("\r\x1b[K")

    def step(self, count: int = 1) -> None:
        """So many more are done."""
        self.done += count
        now = monotonic()
        if now - self.drawn >= _EVERY:
            self.drawn = now
            self._write("\r\x1b[K" + self._line(now - self.began))

    def _line(self, seconds: float) -> str:
        filled = _BAR * self.done // max(self.total, 1)
        speed = self.done / seconds if seconds > 0 else 0.0
        left = f"，还要 {(self.total - self.done) / speed:.0f} 秒" if speed and seconds > 1 else ""
        bar = "█" * filled + "░" * (_BAR - filled)
        return f"{self.what} {bar} {self.done}/{self.total}  {speed:.0f} {self.unit}/秒{left}"

    def _write(self, text: str) -> None:
        if self.shown:
            self.stream.write(text)
            self.stream.flush()
