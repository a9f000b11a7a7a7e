"""A first folder for a new district: every kind of definition once, commented, holding before anything is changed.

yunhe new district 例县 --code 330199 --parent 例市   →  districts/例县/, of the files in `founded/`
"""

import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from yunhe.definitions.codes import PROVINCES
from yunhe.errors import UnreadableError, reason

FOLDER = "districts"
UNKNOWN_CODE, UNKNOWN_PARENT = "000000", "待填"
_NAME = re.compile(r"[\w·]{1,30}")
_WORD = re.compile(r"[\w·]{1,30}")


def found(name: str, code: str = UNKNOWN_CODE, parent: str = UNKNOWN_PARENT, start: Path = Path()) -> Path:
    """Write the folder of a new district and say where; a folder that is there already is left as it is."""
    if not _NAME.fullmatch(name):
        raise UnreadableError(name, "不能作区县名", "用汉字、字母、数字，不超过30字，不带空格、点和斜杠")
    if not _WORD.fullmatch(parent):
        raise UnreadableError(parent, "不能作上级的名称", "用汉字，不超过30字，如 杭州市")
    if code != UNKNOWN_CODE and not _is_code(code):
        raise UnreadableError(code, "不是行政区划代码", "写 GB/T 2260 的六位数字，如 330105；还不知道就不写 --code")
    folder = start / FOLDER / name
    try:
        folder.mkdir(parents=True)
        _copy(files("yunhe") / "founded", folder, {"{name}": name, "{code}": code, "{parent}": parent})
    except FileExistsError:
        raise UnreadableError(str(folder), "已经有了，没有改动", "换一个名字，或直接编辑里面的文件") from None
    except OSError as error:
        raise UnreadableError(str(folder), f"写不进去（{reason(error)}）", "检查路径和权限") from None
    return folder


def _is_code(code: str) -> bool:
    return re.fullmatch(r"[1-9][0-9]{5}", code) is not None and code[:2] in PROVINCES


def _copy(source: Traversable, target: Path, given: dict[str, str]) -> None:
    """The files of a folder, with what is given in place of the words that stand for it."""
    for one in source.iterdir():
        if one.is_dir():
            (target / one.name).mkdir()
            _copy(one, target / one.name, given)
            continue
        written = one.read_text(encoding="utf-8")
        if one.name == "district.yaml":
            for word, value in given.items():
                written = written.replace(word, value)
        (target / one.name).write_text(written, encoding="utf-8", newline="\n")
