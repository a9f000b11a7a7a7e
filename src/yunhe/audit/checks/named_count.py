"""“等3个项目”不能列出4个名称。

列举加“等”，列出的只会少于或等于总数；名称比总数多，不是数错了就是改稿时添了名称没有改数。
"""

import re
from collections.abc import Iterator

from yunhe.audit.prose import prose_of
from yunhe.reading.numerals import chinese
from yunhe.types import Case, Finding

SEVERITY = "warning"
FLAGS = (
    "竣工康桥产业园、英特药谷、杭叉云瑞、货拉拉智谷等3个重大项目。",
    "建成“运河之眼”、“武林之星”、“桥西花园”等2个地标。",
    "引进华为、中兴、海康、大华等三家企业。",
)
PASSES = (
    "抓紧开工、加快建设漠河、大庆、鸡西、伊春等四个支线机场。",
    "竣工康桥产业园、英特药谷、杭叉云瑞等84个重大项目。",
    "获得国家级、省级、市级等2类以上奖励的企业。",
    "新建道路、桥梁等3个项目。",
    "统筹散裂中子源、大学城以及寮步、大岭山、大朗等3个镇。",
    "开工建设学校、医院、养老院，完成改造等2项工程。",
    "新增贷款、存款分别增长5%、6%，等3家银行落户。",
)
_COUNT = re.compile(
    r"等(\d{1,2}|[两二三四五六七八九十]{1,2})(?=[个家项所条座处名位]|大(?!类)|批)(?![个项类]?(?:以上|左右))"
)
_STOPS = "，。；：！？（）等\n"
_QUOTED = re.compile("[“《][^”》\n]*[”》]")
_VERBS = re.compile("抓紧|加快|推进|建设|开工|引进|完成|实施|启动|建成|推动|新建|改造|打造|培育|支持|做好|组织|开展")
_ALONGSIDE = re.compile("以及")  # what stands before it is not of the kind that is counted
_NOT_NAMES = re.compile("分别|增长|达到|增加|[\\d.]+%|其中|同比")
_LONGEST = 240  # characters of a list


def check(case: Case) -> Iterator[Finding]:
    """Lists that name more than their number says."""
    prose = prose_of(case.draft)
    for found in _COUNT.finditer(prose.chars):
        said = found.group(1)
        number = int(said) if said.isdecimal() else 2 if said == "两" else int(chinese(said) or 0)
        names = _names(prose.chars, found.start())
        if not 0 < number < len(names) or any(_NOT_NAMES.search(name) for _, name in names):
            continue
        yield Finding.at(
            prose.span(found.start(1), found.end(1)),
            f"列出了{len(names)}个名称，却说“等{said}”",
            prose.span(names[0][0], found.start()),
            evidence=f"名称 {len(names)} 个 > {number}",
            remedy="改总数，或核对列出的名称",
        )


def _names(chars: str, end: int) -> list[tuple[int, str]]:
    """The names of the list that ends here, each with its place; what stands before the last verb is not of it."""
    start = max(0, end - _LONGEST)
    masked = _QUOTED.sub(lambda quoted: "名" * len(quoted.group()), chars[start:end])
    begin = max(masked.rfind(stop) for stop in _STOPS) + 1
    found, at = [], begin
    for name in masked[begin:].split("、"):
        found.append((start + at, chars[start + at : start + at + len(name)]))
        at += len(name) + 1
    if len(found) < 2 or any(len(name) < 2 for _, name in found):
        return []
    joined = [index for index, (_, name) in enumerate(found) if _ALONGSIDE.search(name)]
    if joined:
        at, name = found[joined[-1]]
        cut = _ALONGSIDE.search(name)
        found = [(at + cut.end(), name[cut.end() :]), *found[joined[-1] + 1 :]] if cut else found
    verbs = [index for index, (_, name) in enumerate(found) if _VERBS.match(name)]
    return found[verbs[-1] :] if verbs else found
