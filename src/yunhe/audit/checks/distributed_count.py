"""“分别”前后的个数要一样。

“甲、乙、丙分别增长1%、2%”少了一个数，读的人不知道哪一个没有；多一个数也一样。列举里带数字的、前一项只是后一项名称
开头的（市、县污水处理率），一个名称合说几项的（存贷款），数不准，不判。
"""

import re
from collections.abc import Iterator

from yunhe.audit.prose import prose_of
from yunhe.types import Case, Finding

SEVERITY = "warning"
FLAGS = (
    "规上工业增加值、固定资产投资、社会消费品零售总额分别增长5.1%、6.2%。",
    "全市A、B、C分别增长1%、2%，完成年度目标。",
    "地区生产总值、财政收入分别增长5.1%、6.2%和7.3%。",
    "汽车、锂电池、光伏出口额分别达到124亿元、105亿元。",
)
PASSES = (
    "规上工业增加值、固定资产投资、社会消费品零售总额分别增长5.1%、6.2%、3%。",
    "信息传输软件和信息技术服务业、租赁和商务服务业增加值分别增长10.9%、10.4%。",
    "市、县（区）污水处理率分别达90.68%和62.42%。",
    "城区、县城、农村标准从2010年的300元、260元分别提高到480元、450元。",
    "社会融资规模及存贷款余额分别突破12万亿元和10万亿元、8万亿元。",
    "出栏量和产量分别增长3.7%、5.4%、7.4%、18.5%。",
    "“孔雀计划、鹏城计划”团队和“海归”人才分别达到33个、63个。",
    "地区生产总值增长59.7%、投资总额、零售总额分别增长189%、82%。",
)
_VALUE = (
    "(?:约|近|超过?|达到?)?(?:第\\d+位?|[\\d.]+(?:[十百千万亿]*(?:元|美元|人次|人|户|家|个百分点|个|件|项|公里|亩|吨|辆|张|所|倍)"
    "|[%％])?)(?:左右|以上|以内)?"
)
_ROW = re.compile(
    "(?:^|(?<=[，。；：;,\\n]))(?P<list>[^，。；：:;,\\n]{3,120}?)分别[^，。；、\\d第\\n]{0,14}?"
    f"(?P<values>{_VALUE}(?:(?:、|以及|和|及|与){_VALUE})+)(?=[，。；;,\\n（(]|$)",
    re.M,
)
_QUOTED = re.compile("[“《（(][^”》）)\\n]*[”》）)]")
_AND = re.compile("、|以及|和|及|与")
_FIGURE = re.compile("[\\d%％]")
_SEVERAL = re.compile("存贷|城乡|三次|一二三|进出口|收支|供销|水电|各|两|多|等|[二三四五六七八九十][个类大项]")


def check(case: Case) -> Iterator[Finding]:
    """Lists before 分别 that are longer or shorter than the row of figures behind it."""
    prose = prose_of(case.draft)
    for found in prose.find(_ROW):
        names = _QUOTED.sub(lambda quoted: "名" * len(quoted.group()), found["list"])
        values = len(_AND.split(found["values"]))
        count = _count(names, values)
        if count is not None:
            yield Finding.at(
                prose.span(found.start("list"), found.end()),
                f"“分别”前列出{count}项，后面却有{values}个数",
                prose.span(found.start("values"), found.end("values")),
                evidence=f"{_shown(found['list'])}：{count} 项 ≠ {values} 个",
                remedy="补上缺的一项，或删去多的",
            )


def _count(names: str, values: int) -> int | None:
    """How many things are listed, when that is certain and not the number of values."""
    if _FIGURE.search(names):
        return None
    apart, closely = names.split("、"), _AND.split(names)
    if values < len(apart) and not _is_beginning(apart):
        return len(apart)
    if values > len(closely) > 1 and values % len(closely) and not _SEVERAL.search(names):
        return len(closely)
    return None


def _is_beginning(parts: list[str]) -> bool:
    """Whether the first word is but one letter of Chinese, so that it may only begin the name of the next."""
    return len(parts[0]) == 1 and not parts[0].isascii()


def _shown(names: str) -> str:
    return names if len(names) <= 60 else names[:28] + "…" + names[-28:]
