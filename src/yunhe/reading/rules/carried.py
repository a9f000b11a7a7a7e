"""A figure without a name of its own belongs to what was named last: …2206.3亿元，增长4%，总量居全市第一."""

import re

from yunhe.reading.clause import refers_back, trimmed
from yunhe.reading.numeral import Numeral
from yunhe.reading.rules import reads
from yunhe.reading.rules.following import VERBAL
from yunhe.reading.sentence import Sentence

STAGE, ORDER = "name", 30
EXAMPLES = (
    reads("全区实现地区生产总值2206.3亿元，增长4%。", "4%", indicator="地区生产总值"),
    reads("制造业项目超10亿元30个、超百亿元4个。", "30个", indicator="制造业项目"),
    reads("重点工业项目进展顺利，有146项开工建设。", "146项", indicator="重点工业项目"),
    reads("生产总值五年跨过3个万亿级关口、突破10万亿元。", "10万亿元", indicator="生产总值"),
    reads("粮食产量在上年增长的基础上，又增产1454万吨。", "1454万吨", indicator="粮食产量"),
    reads("落户企业新增12户、达364户。", "364户", indicator="落户企业"),
    reads("研发投入超过2700亿元，占GDP比重达2.72%。", "2.72%", indicator="研发投入", kind="ratio"),
    reads("地区生产总值从2874.4亿元增加到6010.5亿元，年均增长11.3%。", "6010.5亿元", indicator="地区生产总值"),
    reads("2007年中原城市群生产总值占全省的比重，由2002年的53.9%上升到57%。", "53.9%", kind="ratio"),
)
_SINCE = re.compile("(?<=[\u4e00-\u9fff][\u4e00-\u9fff])(?:从|由|自|在(?=上年|去年|连续|保持))")
_FARES = re.compile(
    "(?<=[\u4e00-\u9fff]{4})(?:进展顺利|发展加快|快速发展|稳步推进|连年|(?:持续|不断|明显|显著|稳步)(?=[\u4e00-\u9fff]{2}))"
)
_STEP = re.compile("(?:台阶|关口|大关)")
_STEPS = re.compile(
    "(?:[五三两几\\d]年|连续|先后|相继|历史性|成功)*(?:连?跨[过越上]?|迈上|站上|跃上|登上|突破|越过|迈过)"
)
_REPEALS = re.compile("(?:宣布)?(?:废止|失效)")  # 制定规章2件、废止5件: the same things, another count
_ADDS = ("新增", "净增", "增加")
_YEAR = re.compile("^\\d{4}年(?=[\u4e00-\u9fff]{4})")
_BETTERS = re.compile("提高|扩大|增加|降低|落实")
_CONTINUES = re.compile(
    "高于|低于|快于|好于|优于|居|位居|位列|列|创|同比|均|都|比|较|达|实现|完成|超|稳|为|是|保持|继续|"
    "增速|增幅|跻身|成为|首次|再|连续|并|扣除|按|其中|占|突破|总量|提前|分别|年均|五年|一年|全年|"
    "预计|初步|去年|今年|20|19|在|从|由|到|经|据|剔除|同口径|名列|跃居|上升|下降|提升|增长|不断|持续|"
    "进一步|逐年|明显|大幅|基本|全部|累计|平均|人均|每|又|也|还|仍|更|可|将|要|力争|确保|使|让|带动|"
    "有|与|和|主要|特别|尤其|虽|但|而|因|随|通过|围绕|坚持|推进|推动|加快|深入|积极|大力|扎实|着力|"
    "全面|加大|强化|优化|深化|建立|完善|开展|组织|落实|实施|启动|建成|开工|出台|制定|支持|鼓励|引导|"
    "发挥|抓|打造|培育|发展|建设|加强|促进|改善|扩大|利用|做"
)
NOT_EXAMPLES = ("税占比达83.4%。",)


def name(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """Take over the last name when the clause says only 总量, 同比, 占GDP比重 or nothing at all."""
    text = sentence.text(figure.core)
    if not refers_back(text) and not (figure.kind == "level" and sentence.subjects and VERBAL.fullmatch(text)):
        return False
    if text.startswith("总产") and sentence.subjects and sentence.text(sentence.subjects[-1]).endswith("面积"):
        figure.subject = figure.core
        return True
    carried = (
        _clause_before(sentence, figure, index)
        or _limited(sentence, figure, index)
        or _stepped(sentence)
        or _last(sentence, figure)
    )
    if carried is None:
        return False
    figure.subject = _whole(sentence, carried, figure)
    figure.carried = True
    if _REPEALS.fullmatch(text):
        figure.named = text
    return True


def _limited(sentence: Sentence, figure: Numeral, index: int) -> tuple[int, int] | None:
    """制造业项目超10亿元30个: what the limit directly before names is counted."""
    before = sentence.figures[index - 1] if index else None
    if before is None or before.kind != "threshold" or before.tail != figure.start or before.subject is None:
        return None
    return None if refers_back(sentence.text(before.subject)) else before.subject


def _clause_before(sentence: Sentence, figure: Numeral, index: int) -> tuple[int, int] | None:
    """A clause without a figure that stands between names the thing: 非公有制经济发展加快，占GDP比重达37.3%."""
    passage = sentence.passage
    peers = figure.peers
    first = index - 1 if peers is not None else index
    low = sentence.figures[first - 1].tail if first else sentence.start
    stop = (peers.gap if peers is not None else figure.gap) - 1
    if stop - low < 4 or passage.chars[stop] != "，":
        return None
    start = passage.clause_start(low, stop, "，；。：！？（）")
    text = passage.masked(start, stop)
    if (start == low and first) or len(text) < 4 or _CONTINUES.match(_YEAR.sub("", text)) or "Ｂ" in text:
        return None
    since = _SINCE.search(text) or _FARES.search(text)
    verb = _BETTERS.match(text)
    return trimmed(passage, start + (verb.end() if verb else 0), start + since.start() if since else stop)


def _last(sentence: Sentence, figure: Numeral) -> tuple[int, int] | None:
    """What was named last, but for the peers among whom it ranks."""
    peers = figure.peers.subject if figure.peers else None
    return next((s for s in reversed(sentence.subjects) if s != peers), sentence.subject)


def _stepped(sentence: Sentence) -> tuple[int, int] | None:
    """生产总值跨过3个万亿级关口、突破10万亿元: not the steps are what came so far."""
    if not sentence.subjects or not _STEP.match(sentence.text(sentence.subjects[-1])):
        return None
    step = next(f for f in reversed(sentence.figures) if f.subject == sentence.subjects[-1])
    found = _STEPS.search(sentence.text((step.gap, step.start)))
    if found and found.start() > 1:
        return trimmed(sentence.passage, step.gap, step.gap + found.start())
    return next((s for s in reversed(sentence.subjects) if not _STEP.match(sentence.text(s))), None)


def _whole(sentence: Sentence, carried: tuple[int, int], figure: Numeral) -> tuple[int, int]:
    """500强企业|新增12户、达364户: what came to the second number is the stock."""
    if figure.kind == "level" and sentence.text(carried).endswith(_ADDS) and "达" in figure.tie:
        return carried[0], carried[1] - 2
    return carried
