"""Round sums without a digit: 再破千亿元, 超百亿元, 亿元以上; not 万元GDP能耗 or 每千人."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.passage import Passage
from yunhe.reading.rules import reads

STAGE, ORDER = "shape", 45
FORMS = ("chinese",)
EXAMPLES = (
    reads("进出口总额再破千亿元。", "千亿元", value="100000000000", unit="元", bound=">", kind="level"),
    reads("引进亿元以上产业项目65个。", "亿元", kind="threshold", value="100000000", bound=">"),
    reads("支持有条件的地区打造县域百亿主导产业。", "百亿", kind="threshold", bound=">"),
    reads("新增1个经济总量近千亿、2个近百亿的县。", "百亿", kind="threshold", bound="~"),
    reads("恢复率排名全国千万级机场第1位。", "千万", kind="threshold", bound=">"),
    reads("扶持百万留守流动妇女就近创业就业。", "百万", value="1000000", kind="level"),
    reads("建成万亩以上农业示范园区23个。", "万亩", kind="threshold", bound=">"),
    reads("把旅游业培育成万亿元级支柱产业。", "万亿元", kind="threshold", bound=">"),
    reads("千亿元级总部企业达到4家。", "千亿元", kind="threshold", bound=">"),
)
NOT_EXAMPLES = (
    "实施百亿企业培育行动。",
    "万元地区生产总值能耗下降。",
    "每千人床位数提高。",
    "万人发明专利拥有量提升。",
    "实施百万大学生就业行动。",
)

_AHEAD = re.compile(
    "(?:[超破过达近逾越双上登到成]|突破|跨越|接近|跃上|迈上|站上|迈进|迈入|进入|冲刺|冲击|打造|培育|"
    "首个|新增|一批|规模)$"
)
_BEHIND = re.compile(
    "(?:及?以[上下内]|级(?!领)|规模|台阶|大关|产业|企业|集群|集团|大产业|镇|园区|楼宇|项目|强村|村|俱乐部|能级|工程|斤粮)"
)
_REACHES = re.compile("(?:[超破过]|突破|跨越|跃上|迈上|站上)$")
_SORT = re.compile("[\u4e00-\u9fff]{0,4}?(?:产业|企业|集群|园区|强镇|强县|项目)")
_MADE = re.compile(
    "(?:县域|打造|培育|壮大|做大|力争|形成|建设|建成|发展|拥有|[近超过破]|[一二三四五六七八九十\\d][个家条大]|双)$"
)
_SORTED = re.compile(
    "(?:主导|支柱|特色|优势|龙头|骨干|新兴|先进制造业|制造业|工业|主业|大){0,2}(?:产业(?![园基投链])|企业|集群|园区)"
    "(?![^，。；、]{0,8}(?:工程|行动|计划))"
)
_NEAR = re.compile("[个家](?:近|过|超)$")
_REACHED_BY = re.compile(
    "级(?:机场|景区|城市|港口|电商|平台)|(?:的|人口的?)(?:[\u4e00-\u9fff]{0,8})(?:城市|景区|县|区|机场)"
)
_HELPS = re.compile("(?:扶持|帮助|惠及|带动|支持|引导|保障|城乡|企业)$")
_PEOPLE = re.compile(
    "[\u4e00-\u9fff]{0,6}?(?:妇女|农民工?|群众|劳动力|居民|学生|毕业生|儿童|职工|党员|移民|人口)"
    "(?![^，。；、]{0,8}(?:行动|计划|工程|活动|大赛))"
)
_BARE = frozenset("十百千万亿")


def shape(passage: Passage, numeral: Numeral, index: int) -> bool:
    """Take 亿元, 千亿元 … where a word of reach stands before or 以上, 级 behind."""
    if numeral.form != "chinese" or not set(numeral.digits) <= _BARE or numeral.digits == "十":
        return False
    chars = passage.chars
    before = chars[max(passage.start - 1, numeral.start - 3, 0) : numeral.start]
    if not numeral.unit:
        numeral.what = "name"
        graded = chars.startswith("级", numeral.end)
        if numeral.digits[-1] == "亿" and (graded or _sorts_what_follows(passage, numeral, before)):
            numeral.what, numeral.unit, numeral.kind = None, "元", "threshold"
            numeral.bound = "~" if chars[numeral.start - 1] == "近" else ">"
            numeral.tail = numeral.end + graded
        elif _counts_people(passage, numeral):
            numeral.what = None
        elif numeral.digits[-1] == "万" and _REACHED_BY.match(chars, numeral.end, passage.end):
            numeral.what, numeral.kind, numeral.bound = None, "threshold", ">"
            numeral.tail = numeral.end + graded
        elif numeral.digits[-1] == "亿" and (
            _REACHES.search(before)
            and (
                chars[numeral.end : numeral.end + 1] in "，。；、）" or chars.startswith(("台阶", "大关"), numeral.end)
            )
        ):
            numeral.what = None
        return True
    behind = _BEHIND.match(chars, numeral.end)
    built = before.endswith("成") and behind is not None and (numeral.unit in ("元", "亩") or behind.group() == "以上")
    if before.endswith(("每", "各", "数", "几", "上", "成")) and not (
        built or before.endswith(("迈上", "跃上", "站上", "以上"))
    ):
        numeral.what = "name"
        return True
    if _AHEAD.search(before) or _BEHIND.match(chars, numeral.end):
        return True
    numeral.what = "name"
    return True


def _counts_people(passage: Passage, numeral: Numeral) -> bool:
    """扶持百万留守流动妇女就业: people without a classifier, behind a verb of help; no name of a campaign."""
    chars = passage.chars
    return (
        numeral.digits in ("百万", "千万")
        and _HELPS.search(chars, passage.start, numeral.start) is not None
        and _PEOPLE.match(chars, numeral.end) is not None
    )


def _sorts_what_follows(passage: Passage, numeral: Numeral, before: str) -> bool:
    """六大千亿产业集群, 2个近百亿、… : the sum says of which size the things are."""
    chars = passage.chars
    if before.endswith(("个", "家", "条", "批", "座", "；", "，", "、", "。")) and _SORT.match(chars, numeral.end):
        return True
    if _NEAR.search(chars, max(passage.start, numeral.start - 4), numeral.start) and chars.startswith(
        ("、", "，", "的"), numeral.end
    ):
        return True
    made = _MADE.search(chars, max(passage.start, numeral.start - 4), numeral.start)
    return made is not None and _SORTED.match(chars, numeral.end) is not None
