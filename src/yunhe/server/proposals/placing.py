"""Puts an accepted version into the district's folder: whole or not at all, and only as a new file there."""

import os
from pathlib import Path
from secrets import token_hex

from yunhe.errors import reason
from yunhe.mechanisms.library import FOLDER
from yunhe.server.errors import StoreError
from yunhe.server.proposals.basis import digest_of
from yunhe.server.proposals.models import Proposal


def is_placed(folder: Path, proposal: Proposal) -> bool:
    """Whether the file stands in the folder as it was accepted."""
    target = folder / FOLDER / proposal.file
    return target.is_file() and digest_of(target.read_bytes()) == proposal.digest


def can_place(folder: Path) -> bool:
    """Whether this program may write there."""
    return os.access(folder / FOLDER, os.W_OK)


def is_current(folder: Path, proposal: Proposal) -> bool:
    """Whether the file that it starts from is still as it was, and nothing stands where its own would come to."""
    base = folder / FOLDER / proposal.base_file
    return (
        base.is_file()
        and digest_of(base.read_bytes()) == proposal.base
        and (not (folder / FOLDER / proposal.file).exists() or is_placed(folder, proposal))
    )


def place(folder: Path, proposal: Proposal) -> None:
    """Write the file; done twice it is done once. What was there before stays as it was."""
    target = _target(folder, proposal.file)
    if is_placed(folder, proposal):
        return
    if not is_current(folder, proposal):
        raise StoreError(proposal.file, "原来的文件改过了，或已经有这个文件", "核对两份文件，手工放进去")
    draft = target.with_name(f".{target.name}.{token_hex(6)}.part")
    try:
        _write(draft, proposal.after.encode())
        os.link(draft, target)  # never over another file
        _settle(target.parent)
    except OSError as error:
        raise StoreError(proposal.file, f"放不进文件夹：{reason(error)}", "下载文件，由系统管理员放进去") from None
    finally:
        draft.unlink(missing_ok=True)


def _target(folder: Path, file: str) -> Path:
    """Where the file comes to: inside the district's folder, whatever the name or a link there says."""
    mechanisms = (folder / FOLDER).resolve()
    target = mechanisms / file
    if target.name != file or file.startswith(".") or not mechanisms.is_relative_to(folder.resolve()):
        raise StoreError(file, "不在区的文件夹里", "下载文件，由系统管理员放进去")
    return target


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    path.chmod(0o644)


def _settle(folder: Path) -> None:
    """The name in the folder outlives a loss of power."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
