"""The clause before a figure: what is named, the verb, the words of reach (超, 达到, 控制在)."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.passage import Passage

RISE = (
    "晋升|调增|审增|(?<!前)提(?=[到至])|(?<=再)提|(?:调整|优化|变化|转变)(?=[到至为])|发展(?=[到至])|壮大(?=到)|"
    "增产|负增长|增长|净增加|增加|净增|增收|增支|多增|提高|提升|上升|上涨|上调|上浮|回升|攀升|扩大|"
    "扩张|跃升|改善|翻|(?<!新)增|(?<![提上回攀跃])升|提速|加快|升高|多收|提前|延长|拓展|递增|反弹|"
    "飙升|上扬|涨"
)

FALL = (
    "审减|核减|调减|减产|下降|降低|减少|下滑|回落|缩减|压减|压缩|压降|压低|削减|收窄|缩小|下调|下跌|缩短|少增|"
    "负增长|净减|核减|精简|减|降|跌|降本|减幅|降幅|跌幅|少收|递减|走低|减排"
)

_NOUN = (
    "上涨幅度|回落幅度|下降速度|增长速度|增长率|增长幅度|增速|增幅|涨幅|升幅|降幅|减幅|跌幅|下降率|"
    "增长目标|增长预期目标|增长预期|增长水平|增长指数|减少率|降低率|下降幅度|提高幅度|增加幅度"
)

REACH = (
    "达到|(?<![雷发])达|约为|(?<![签节集预公条合违大])约|左右|(?<!行)为|至|到|在|是|近|不低于|不少于|"
    "不超过|不高于|不到|超过|超|突破|再破|首破|破|逾|过|均|都|分别|各"
    "|了|仅|(?<!公)共|已|将|控制|保持|维持|稳定|低于|高于|接近|将近|大约|至少|最多|预计|力争|有望|再|"
    "实现|站上|跃上|迈上|跨上|跨越|跨过|首次|历史性地?|成功"
    "|连续|同比|环比|总共|合计|共计|累计|全部|基本|平均|努力|确保|争取|就|(?<![国所])有|又|也|每年|"
    "每月|每天|每[人亩户吨床]|每公斤|每平方米|年均|月均|日均|人均|户均|名义|实际|不变价|相当于|等于|大幅|小幅"
    "|(?:确|设)?定(?=[为在])|仍|还|更|当年|全年|上年|整体|总体|率先|按可比价格?|可比价格?|按可比口径|同口径|相应|稳步|快速|"
    "持续|逐年|进一步|明显|平稳|适度|大于|小于|少于|多于|不足|的|目标|预期"
    "|高达|低至|多达|猛增|双双|逐步|全面|按|拟|呈|却|必须|可以|普遍"
)
_TAIL = re.compile(
    f"(?:(?P<noun>{_NOUN})|(?P<verb>{RISE}|{FALL}))(?P<reach>(?:{REACH})*)[“]?$|(?P<bare>(?:{REACH})+)[“]?$"
)
_WINDOW = 18
_LEAD = re.compile(
    "(?:为此|而(?=[\u4e00-\u9fff]{3})|(?:全[国省市区县州旗盟]|我[省市区县州])共?(?=实现|完成)|了|（[\\d一二三四五六七八九十]+）|Ｂ+|[一二三四五六七八九十]是|\\d{1,2}[—-]\\d{1,2}月(?:份)?|提出|明确|我们将?|将(?=[\u4e00-\u9fff]{2})|在逆境中|是全[省国市]唯一|其中|同时|并且|据统计|"
    "据测算|据初步统计|初步统计|初步核算|经初步核算|预计|截至目前|目前|去年|今年|上年|全年|一年来|"
    "五年来|过去五年|五年内?|这五年|(?:到|至|截至)?(?:去年|上年|今年)[末底]|在?(?:到|至)?\\d{4}年之?前(?=实现|完成|全面)|\\d{1,2}月(?:末|底)|(?:\\d{4}|[一二][〇零一二三四五六七八九]{3})年(?:末|底|度)?|(?:到|"
    "至|截至)(?:\\d{4}|[一二][〇零一二三四五六七八九]{3})?年(?:末|底)?|年末|年底"
    "|“?十[一二三四五]?五?”?(?:时期|期间)|力争|确保|努力|争取|以及|实现(?![度率])|完成(?!率)|使|让|"
    "按照?(?=可比)|并(?=[实完])|特别是|目标(?:是|为)?|经济社会发展的?主要预期目标(?:是|为)?[:：]?|"
    "主要是|尤其是|带动|及时推出|累计(?=完成|实现)|[一二三四五两\\d]年(?=累计|共))+"
)
_TRAIL = re.compile(
    "(?:(?:[增减]加|增长|提高|提升|下降|扩大|缩小|减少|上升|降低|发展|猛增|跃升|增|升|降)?(?:到|至|"
    "由|从|为|是|比|较|自|相当于)*(?:上年|去年|上?个?五年|“?十[一二三四五]五”?[期末时]*|(?:\\d{4}|"
    "[一二][〇零一二三四五六七八九]{3})年)(?:\\d{1,2}月)?(?:的|末|底|初)*"
    "|[由从][\u4e00-\u9fff]{1,8}(?:前|时|初|末|底)的?|同口径|分别新增|由|从|分别是?|双双|均|各|平均|"
    "都|同比|环比|合计|全部|先后|累计|年均|进一步|稳步|持续|继续|逐年|大幅|明显|超额完成|完成|实现|"
    "达到|控制|保持|预计|力争|实际|又|再|也|将|是|为|连续第?|蝉联|却|已经?|必须|可以|普遍|一般|只|应|仅|共|"
    "每[人月年亩生户天]+|五年|均呈|呈|调整|仍|获|喜获|夺取|净|占|预?计?(?<![许认])可|(?:提高|提升|增加|上升|下降|降低|扩大|减少)到|最)+$"
)
_REFER = re.compile(
    "(?:其中|总量|总数|总规模|规模|数量|总|累计|合计|同比|环比|比上年同期|比上年末?|较上年同期|"
    "较上年末?|比去年同期|比去年|较去年|年均|平均每?[年月天日]?|每年|每月|每天|人均|户均|日均|月均|"
    "地均|亩均|均|增速|增幅|涨幅|降幅"
    "|占比|比重|分别|全年|当年|实际|名义|其|连续|稳|居|位居|列|增量|净增|新增数?|且|并|也|已|均价|"
    "改善幅度|增长幅度|位次|在全[国省市]的?(?:位次|排名)|总量均|同口径|按?照?可比口径|按?可比价格?计?算?|可比价|"
    "扣除价格因素|剔除价格因素|不变价|依次"
    "|再|达到|或|略|首次|历史性|占[^，、]{1,16}|和|及|、|又|[一二三四五两\\d]年来?|五年来?|"
    "(?:超额)?(?:完成)?(?:年度|全年|年|国家|省定?|市|目标|任务|计划|确定|下达|的)+|"
    "按[^，。]{1,10}(?:计算|核算|口径|统计)?|预期|目标|更|还|仍|约|近|超|以|把|将|对|在|调整|优化|"
    "变化|为|是|达|从|由|到|至|[由从]?(?:\\d{4}年|[一二][〇零一二三四五六七八九]{3}年|上年|去年|"
    "上个五年)(?:末|底)?的?|两项|清理|精简|压缩|总产量?)+"
)


def _last_letters(*alternatives: str) -> frozenset[str]:
    """The letters with which a word of these lists can end."""
    return frozenset(
        letter
        for words in alternatives
        for word in re.sub(r"\(\?<?!.*?\)", "", words).split("|")
        for letter in word[-2:]
    )


_TIES = _last_letters(RISE, FALL, _NOUN, REACH) | {"“"}
_TRAILS = frozenset(
    "仅前时径增可获取却经须以遍般只应要人亩生户天呈整仍期时年月的末底初由从别是双均各都比计部后步续幅显成现到制持争际又再也将为第联共最占净"
)


_TIMES_OF = re.compile("(?:分别|约|已|均)*(?:是|为|相当于|提高到|增加到|增长到|扩大到|达到)[^，。；]{1,16}$")


def read_clause(passage: Passage, figure: Numeral, low: int) -> None:
    """Set `gap`, `core`, `tie` and `verb` of a figure; `low` is where the figure before it ends."""
    start = passage.clause_start(low, figure.start)
    figure.gap = start
    text = passage.masked(start, figure.start)
    tail = _TAIL.search(text, max(0, len(text) - _WINDOW)) if text[-1:] in _TIES else None
    cut = tail.start() if tail else len(text)
    if tail and figure.kind == "streak" and (tail["noun"] or tail["verb"] == "增长"):
        cut = tail.end("noun" if tail["noun"] else "verb")
    if tail:
        figure.tie = tail.group()
        figure.verb = tail["verb"] or tail["noun"] or ""
    figure.hands_out = any(word in text for word in ("分别", "双双", "依次", "分列", "分居"))
    if figure.unit == "倍":
        times = _TIMES_OF.search(text, 0, cut)
        cut = times.start() if times else cut
    figure.core = trimmed(passage, start, start + cut)


def trimmed(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """A naming phrase without the dates and connecting words at its front and the verbs and marks at its ends."""
    text = passage.masked(start, end)
    lead = _LEAD.match(passage.chars[start:end])
    if lead:
        start += lead.end()
        text = text[lead.end() :]
    trail = _TRAIL.search(text, max(0, len(text) - 24)) if text[-1:] in _TRAILS else None
    if trail:
        end = start + trail.start()
    listed = passage.chars.endswith("指标", start, end) and re.search(
        "等[\u4e00-\u9fff]{0,4}指标$", passage.chars[start:end]
    )
    if listed and listed.start() > 1:
        end = start + listed.start()
    while start < end and passage.chars[start] in "—-~的、：: ":
        start += 1
    if start < end and passage.chars[start] == "“" and "”" not in passage.chars[start:end]:
        start += 1
    while end > start and passage.chars[end - 1] in "“的—、：:":
        end -= 1
    return start, end


def refers_back(text: str) -> bool:
    """Whether a core only points to what was named before: 总量, 同比, 占GDP比重."""
    return not text or _REFER.fullmatch(text) is not None
