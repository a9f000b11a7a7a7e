"""A first file for a new definition: commented, whole, and holding before anything is changed.

yunhe new mechanism 路灯报修 -d districts/gongshu   →  districts/gongshu/mechanisms/路灯报修.yaml
"""

import re
from importlib.resources import files
from pathlib import Path

from yunhe.errors import UnreadableError

KINDS = {"mechanism": ("yunhe.mechanisms", "mechanisms")}
PLACEHOLDER = "名称"
_NAME = re.compile(r"[\w·（）-]{1,60}")


def write(kind: str, name: str, district: Path) -> Path:
    """Write the skeleton of a definition and say where; what is there already is never written over."""
    package, folder = KINDS[kind]
    if not _NAME.fullmatch(name):
        raise UnreadableError(name, "不能作文件名", "用汉字、字母、数字，不超过60字，不带空格、点和斜杠")
    path = district / folder / f"{name}.yaml"
    written = (files(package) / "skeleton.yaml").read_text(encoding="utf-8").replace(PLACEHOLDER, name)
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(written)
    except FileExistsError:
        raise UnreadableError(str(path), "已经有这份定义，没有改动", "换一个名字，或直接编辑它") from None
    except OSError as error:
        raise UnreadableError(str(path), f"写不进去（{error.strerror or error}）", "检查路径和权限") from None
    return path
