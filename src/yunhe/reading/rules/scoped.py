"""A rank names its peers between the verb and the place: 居|全市|第一, 排名|全省|首位, 居|全国副省级城市|第1."""

import re

from yunhe.reading.clause import trimmed
from yunhe.reading.numeral import Numeral
from yunhe.reading.rules import reads
from yunhe.reading.sentence import Sentence

STAGE, ORDER = "name", 5
EXAMPLES = (
    reads("新开工项目率居全市第二。", "第二", scope="全市", indicator="新开工项目率"),
    reads("实际利用外资3.8亿美元，总量居全市第5。", "第5", scope="全市", indicator="实际利用外资"),
    reads("市属国企利润总额居副省级城市第1。", "第1", scope="副省级城市", indicator="市属国企利润总额"),
)
NOT_EXAMPLES = ("总量居全省前列。",)

_VERB = re.compile(
    "(?:均|都|稳|仍|分别|双双|首次|继续|连续|一直|始终|综合|跃|由|从|再次|重返|重新|成功|长期|多年|"
    "持续|实现|已|并|历史性)*"
    "(?:分列|分居|分获|居于?|位居|位列|位次列|名列|列|并列|排名|排(?=全|第|名|世|中西部|东部|西部|中部)|排在|排到|排位|"
    "位次|位于|跃居|跃升至?|跃升到?|升至|上升至?|上升到|升到|升|进至|进位至?|前移至|前移|提升至?|"
    "提升到|提高到|保持在?|蝉联|稳居|稳居于|稳定在|首登|荣获|荣膺|获得?|夺得|取得|摘得|夺|摘取|拿下|"
    "进入|迈进|迈入|跻身|重返|晋级|晋升|达到|成为|领跑|冲进|闯入|挺进|入围|入选|进军)(?:了|于|到|至)?"
    "|(?:均|都|稳|仍)*(?:在|为|是|达|位|占)(?=全|世界|各|国内|省内|东部|中部|西部|副省)"
)
_REGION = re.compile(
    "(?:全[省市国球区县州盟疆旗]|世界|亚洲|全?国内|[省市国]内|各[省市区县][^，。；、]{0,6}|"
    "(?:中西|[东中西])部(?:地区|省份)?|同类[^，。；、]{0,8}|[\u4e00-\u9fff]{0,8}?(?:城市|省份|省区市?|地级市|"
    "开发区|经济体|盟市|地州市?|州市|县市|市州|设区市|地市|省会|高校|口岸|港口))(?:地级市|城市|省份|"
    "所有城市|各城市|中)?$"
)
_OPENING = re.compile("(?:获得?|荣获|夺得|在)?(全[国省市区县球]|全疆|世界|亚洲)")
_TRIM = re.compile(
    "^(?:\\d{4}年的?|跃居|跃升至?|升至|上升到|在|于|到|至|了|为|是|上升|前进|全面|“|”)+|(?:的|排名|位次|中的?|内|"
    "里|评比|前|排行榜?|考核|“|”|前移至|跃升至?|上升至?|上升到|提升至?|提升到|由|从|名列|位列|位居|"
    "居|列|排|排在|保持|并列)+$"
)


def name(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """Split the clause before a rank into what ranks and among whom; what ranks may have been named before."""
    if figure.kind != "rank":
        return False
    passage = sentence.passage
    if index and sentence.figures[index - 1].kind == "rank":
        figure.scope = sentence.figures[index - 1].scope
    start, end = figure.gap, figure.start
    text = passage.masked(start, end)
    cut, scope = _split(text)
    if scope is not None and scope[1] > scope[0]:
        figure.scope = _TRIM.sub("", passage.chars[start + scope[0] : start + scope[1]]) or figure.scope
    figure.core = trimmed(passage, start, start + cut)
    return False


def _split(text: str) -> tuple[int, tuple[int, int] | None]:
    """Where the ranked thing ends, and the stretch of the peers."""
    best: re.Match[str] | None = None
    for found in _VERB.finditer(text):
        if len(text) - found.end() <= 18:
            best = found
    if best is not None:
        scope = (best.end(), len(text))
        region = _REGION.search(text, best.end())
        if region and "”" in text[best.end() : region.start()]:
            return region.start(), (region.start(), region.end())
        if scope[0] >= scope[1] or not _TRIM.sub("", text[best.end() :]):
            region = _REGION.search(text[: best.start()])
            if region:
                inside = text.rfind("在", region.start(), region.end())
                start = inside if inside >= 0 else region.start()
                return start, (start, region.end())
        return best.start(), scope
    region = _REGION.search(text)
    if region:
        return region.start(), (region.start(), region.end())
    opening = _OPENING.match(text)
    return len(text), (opening.start(1), opening.end(1)) if opening else None
