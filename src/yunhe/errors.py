"""What goes wrong, said as “where: what → what to do”. One base class, few children."""

import errno
from dataclasses import dataclass

SAID = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是文件夹",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EEXIST: "已有这个文件",
    errno.ENOSPC: "磁盘满了",
    errno.EROFS: "磁盘只读",
}


def reason(error: OSError) -> str:
    """What the system says of a file, in words of the reader's language where it is one of the usual things."""
    return SAID.get(error.errno or 0) or error.strerror or str(error)


class YunheError(Exception):
    """Anything that a user can put right; never raised for a defect of ours."""


class Line(int):
    """A line that lies in another file than the definition at hand: in the shape that a mechanism is laid over."""

    path: str

    @classmethod
    def of(cls, path: str, line: int) -> "Line":
        """The line as one of that file; one that knows its file stays as it is."""
        if isinstance(line, cls):
            return line
        made = cls(line)
        made.path = path
        return made


@dataclass
class DefinitionError(YunheError):
    """A definition file says something that cannot be meant."""

    path: str
    line: int
    problem: str
    remedy: str = ""

    def __post_init__(self) -> None:
        """A line that knows its file says where."""
        if isinstance(self.line, Line):
            self.path, self.line = self.line.path, int(self.line)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.problem}" + (f" → {self.remedy}" if self.remedy else "")


@dataclass
class UnreadableError(YunheError):
    """A document cannot be read: which one, why, and what would help."""

    path: str
    problem: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}" + (f" → {self.remedy}" if self.remedy else "")
