"""A first file for a new definition: commented, whole, and holding before anything is changed.

yunhe new mechanism 路灯报修 -d districts/gongshu   →  districts/gongshu/mechanisms/路灯报修.yaml
yunhe new mechanism 河道整改 --shape 发现整改       →  over a shape: its roles to bind, the rest to override
"""

import re
from importlib.resources import files
from pathlib import Path

from yunhe.errors import UnreadableError, reason
from yunhe.mechanisms.grammar import as_mechanism
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.shape import near, versions_named

KINDS = {"mechanism": ("yunhe.mechanisms", "mechanisms")}
PLACEHOLDER = "名称"
_NAME = re.compile(r"[\w·（）-]{1,60}")


def write(kind: str, name: str, district: Path, shape: str | None = None) -> Path:
    """Write the skeleton of a definition and say where; what is there already is never written over."""
    package, folder = KINDS[kind]
    if not _NAME.fullmatch(name):
        raise UnreadableError(name, "不能作文件名", "用汉字、字母、数字，不超过60字，不带空格、点和斜杠")
    path = district / folder / f"{name}.yaml"
    written = over(name, shape, district) if shape else _by_itself(package, name)
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(written)
    except FileExistsError:
        raise UnreadableError(str(path), "已经有这份定义，没有改动", "换一个名字，或直接编辑它") from None
    except OSError as error:
        raise UnreadableError(str(path), f"写不进去（{reason(error)}）", "检查路径和权限") from None
    return path


def over(name: str, shape: str, district: Path) -> str:
    """A mechanism over a shape: every role bound to a unit to be replaced, everything else a comment."""
    found = versions_named(shape, district)
    if not found:
        raise UnreadableError(shape, "没有这个形状", near(shape, district))
    made, root = as_mechanism(found[-1]), found[-1]
    first = next(stage for stage in made.stages.values() if stage.is_open and stage.name in made.clocks)
    lines = [
        f"# {name}：一句话写明它管什么事。全貌：yunhe shapes {shape}；改完运行 yunhe check。",
        f"mechanism: {name}",
        f"shape: {shape}  # {made.name}",
        "basis: 示例口径  # 法律法规写名称和条；没有公开依据的写“示例口径”",
        "data: 模拟  # 用上真实事项后删去这一行",
        "# systems: [S001]  # 服务于 systems.yaml 里的哪些系统",
        "owners:  # 每个角色是谁：单位，或 单位.岗位",
        *(f"  {role}: 示例{role}  # {said}" for role, said in root.roles.items()),
        f"# words: {{{first.name}: 新名称}}  # 改名；下面各处用新名称",
        f"# without: [状态, {first.name}.{next(iter(first.actions))}]  # 去掉的状态和动作，连同通向它的动作",
        "# fields:  # 个人信息写明 class，并写 retention",
        "#   编号: {type: text, needed: true}",
        *(f"# clocks:\n#   {each}: {{limit: {made.clocks[each].limit}}}" for each in _named_clocks(made)[:1]),
        "# states:  # 只写不同的：时限、要的材料",
        f"#   {first.name}: {{within: {made.clocks[first.name].limit}}}",
        f"# examples:  # 形状的 {len(made.rehearsals)} 个例子照跑，这里写自己的",
    ]
    return "\n".join(lines) + "\n"


def _by_itself(package: str, name: str) -> str:
    return (files(package) / "skeleton.yaml").read_text(encoding="utf-8").replace(PLACEHOLDER, name)


def _named_clocks(made: Mechanism) -> list[str]:
    return [name for name in made.clocks if name not in made.stages]
