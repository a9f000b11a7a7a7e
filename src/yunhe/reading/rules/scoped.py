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
    reads("空气质量在省会城市排名保持前3。", "3", scope="省会城市"),
    reads("在全省后评估中居第2位。", "第2位", scope="全省"),
    reads("社会治理工作全区考评排名第一。", "第一", scope="全区"),
    reads("新能源规模突破1600万千瓦，东北第一、全国第七。", "第一", scope="东北"),
    reads("绿色发展指数排名中位列全国第16位、西北第1位。", "第1位", scope="西北"),
    reads("货运班列回程货量居全国中欧班列第一。", "第一", scope="全国中欧班列"),
    reads("松阳生产总值增速跃居山区26县首位。", "首位", scope="山区26县"),
    reads("PCB产业规模全国前三。", "三", scope="全国"),
    reads("房价涨幅回落，在全国35个大中城市中列第30位。", "第30位", scope="全国35个大中城市"),
    reads("空气质量连续两年位列全国168个重点城市第一。", "第一", scope="全国168个重点城市"),
    reads("位列全省乡村振兴实绩考核第5名。", "第5名", scope="全省", indicator="乡村振兴实绩考核"),
    reads("高新区在全国同类开发区排名升至第12位。", "第12位", scope="全国同类开发区"),
    reads("城市综合竞争力连年跃升，位居全国200个大中城市第9位。", "第9位", indicator="城市综合竞争力"),
    reads("生态建设投资30亿元，在西部省市区中居首位。", "首位", scope="西部省市区", indicator="生态建设投资"),
    reads("在2015年全国大中城市中排名第16位。", "第16位", scope="全国大中城市"),
    reads("全省市州营商环境评价第9名。", "第9名", scope="全省市州"),
    reads("在省“大禹杯”竞赛考评中排名第2位。", "第2位", scope="省", indicator="省“大禹杯”竞赛考评"),
    reads("东侨蝉联国家级经济技术开发区全国30强。", "30强", scope="全国"),
    reads("市属国企利润总额居副省级城市第1。", "第1", scope="副省级城市", indicator="市属国企利润总额"),
)
NOT_EXAMPLES = ("总量居全省前列。",)

_VERB = re.compile(
    "(?:均|都|稳|仍|分别|双双|首次|继续|连续|一直|始终|综合|跃|由|从|再次|重返|重新|成功|长期|多年|"
    "持续|实现|已|并|历史性)*"
    "(?:分列|分居|分获|(?<!人)居于?(?![民住家委留])|位居|位列|位次列|名列|(?<![班系单])列|并列|排名|排(?=全|第|名|世|中西部|东部|西部|中部)|排在|排到|排位|"
    "位次|位于|跃居|跃至|跃升至?|跃升到?|升至|上升至?|上升到|升到|升|进至|进位至?|前移至|前移|提升至?|"
    "提升到|提高到|保持在?|蝉联|稳居|稳居于|稳定在|首登|荣获|荣膺|获得?|夺得|取得|摘得|夺|摘取|拿下|"
    "进入|迈进|迈入|跻身|重返|晋级|晋升|达到|成为|领跑|冲进|闯入|挺进|入围|入选|进军)(?:了|于|到|至)?"
    "|(?:包揽|退出|摆脱)|(?:均|都|稳|仍)*(?:在|为|是|达|位|占)(?=全|世界|各|国内|省内|东部|中部|西部|副省)"
)
_REGION = re.compile(
    "(?:全[省市国球区县州盟疆旗]|世界|亚洲|全?国内|[省市国]内|各[省市区县][^，。；、]{0,6}|"
    "(?:中西|[东中西])部(?:地区|省份)?|(?<!渝)(?:东北|西北|西南|华东|华北|华南|华中|长三角)(?:地区)?(?![一-鿿])|(?:全国|全省|全市)?同类[^，。；、]{0,8}|[\u4e00-\u9fff]{0,8}?(?:城市|省份|省市区|省区市?|地级市|"
    "开发区|经济体|盟市|地州市?|州市|县市|市州|设区市|地市|省会|高校|口岸|港口))(?:地级市|城市|省份|"
    "所有城市|各城市|中)?$"
)
_OF = (
    "(?:(?:全国|全省|中西部|[东中西]部|省会|地级|同类|副省级){1,3}(?:城市|省份|开发区|设区市|市州|州市|地市|园区)|"
    "全[省市国球区县州盟疆旗]|世界|亚洲|国内|[省市]内)"
)
_JUDGED = (
    "(?:排名|排位|位次|排行榜?|(?:综合)?(?:考核|考评|评比|测评|评估|评价|督查|检查|调查|监测|竞赛|比赛|评选|评议|通报|榜单))"
    "(?:评比|评价|评估|考核|排名|排位|成绩|得分|结果|总分)*"
)
# The peers first, then what is judged: 在|全省|后评估中, |全区|考评.
_AMONG = re.compile(f"(?:在|于)?({_OF}|(?<=在)省(?=“))[^，。；、]{{0,14}}?{_JUDGED}(?:中|里|上)?(?:分别|均|都|连续)*$")
_JUDGES = re.compile(
    f"^({_OF}|省|国家)([^，。；、“”]{{2,24}}(?:考核|考评|测评|评估|评价|评比|满意度|增速|增幅|总量|竞争力|指数))(?:中|排名)?$"
)
_PEERS = re.compile("(?:全[省市国球区县州]|世界|全国边境|沿海|沿黄|山区|中西部|[东中西]部|同类|长三角)?$")
_KIN = re.compile(
    "[^，。；、]{0,8}?(?:城市|地市|省会|省份|市州?|县[市区]?|代表团|开发区|高新区|园区|国家|经济体|机场|港口|[省市区])(?:代表团)?"
)
_ONLY_PEERS = re.compile("(?:（[^（）]{1,3}）)?(?:中|里)?(?:排名|位列|列|排|居)?")
_NOTHING = re.compile("(?:（[^（）]{1,3}）)?")
_DATED = re.compile("在?(?:19|20)\\d\\d$")
_AT = re.compile("(?:我[省市区县州]|全[省市])?在(.{2,})中")
_WHOLE = re.compile("(?:[级类]|“).{2,}(全[国省市区])$")  # 国家级开发区|全国|30强
_ENTERS = re.compile("[全获]|[进入]|跻身|实现|达到")
_LIST = re.compile("[、，]?((?:中国|全国|世界|全球|国家|全省)[^，。；、]{2,24}(?:百强[榜市县区]?|榜单?))第?$")
_JUDGED_THING = re.compile("([^，。；、中列位居第]{0,12}?)(?:排名|排位|位次|考核|评比)")
_OPENING = re.compile("(?:获得?|荣获|夺得|在)?(全[国省市区县球](?:城市|市州|州市|地市|设区市|省份)?|全疆|世界|亚洲)")
_TRIM = re.compile(
    "^(?:(?:\\d{4})?年的?|跃居|跃升至?|升至|上升到|在|于|到|至|了|为|是|上升|前进|全面|“|”)+|(?:的|排名|位次|中的?|内|"
    "里|评比|前|排行榜?|考核|“|”|前移至|跃升至?|上升至?|上升到|提升至?|提升到|由|从|名列|位列|位居|"
    "居|(?<!班)列|排|排在|保持|并列)+$"
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
    text = text[:-1] if text.endswith(("前", "后")) else text
    if _counts_peers(sentence, figure, index, text):
        return False
    cut, scope = _split(text)
    if scope is not None and scope[1] > scope[0]:
        said = _TRIM.sub("", passage.chars[start + scope[0] : start + scope[1]])
        whole = _WHOLE.search(said)
        figure.scope = (whole[1] if whole else said) or figure.scope
    if scope is not None and scope[0] > 0 and scope[1] == len(text):
        judged = _JUDGES.match(text[scope[0] :])
        if judged:
            figure.scope = judged[1]
            if cut == 0:
                figure.core = (start + scope[0] + judged.start(2), start + scope[0] + judged.end(2))
                return False
    dated = _DATED.search(text, 0, cut)
    figure.core = trimmed(passage, start, start + (dated.start() if dated else cut))
    at = _AT.fullmatch(sentence.text(figure.core))
    if at:
        figure.core = (figure.core[0] + at.start(1), figure.core[0] + at.end(1))
    elif sentence.text(figure.core).endswith("中"):
        figure.core = (figure.core[0], figure.core[1] - 1)
    return False


def _counts_peers(sentence: Sentence, figure: Numeral, index: int, text: str) -> bool:
    """在|全国35个大中城市|中列第30位: how many the peers are is part of their name."""
    before = sentence.figures[index - 1] if index else None
    if before is None or before.tail != figure.gap:
        return False
    if before.unit in ("省", "市", "县", "区", "州") and _ONLY_PEERS.fullmatch(text):
        kin = _NOTHING.match(text)
    elif before.unit == "个" or before.kind == "threshold":
        kin = _KIN.match(text)
    else:
        return False
    if kin is None or _ENTERS.search(text, kin.end()):
        return False
    passage = sentence.passage
    region = _PEERS.search(passage.masked(before.gap, before.start))
    first = before.gap + region.start() if region else before.start
    if first == before.start and not text.startswith("中", kin.end()):
        return False
    figure.scope = passage.chars[first : figure.gap + kin.end()]
    figure.peers = before
    front = passage.masked(before.gap, first)
    verb = None
    for found in _VERB.finditer(front):
        verb = found
    stop = before.gap + (verb.start() if verb else len(front))
    while stop > before.gap and passage.chars[stop - 1] in "在于":
        stop -= 1
    rest = _JUDGED_THING.match(text, kin.end())
    if rest and rest.end(1) > rest.start(1):
        figure.core = (figure.gap + rest.start(1), figure.gap + rest.end(1))
    else:
        figure.core = trimmed(passage, before.gap, stop)
    return True


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
            among = _AMONG.search(
                text[: best.start()] + ("排名" if best.group().endswith(("排名", "位次", "排位")) else "")
            )
            if among and not region:
                return best.start(), among.span(1)
            if region:
                inside = text.rfind("在", region.start(), region.end())
                start = inside if inside >= 0 else region.start()
                return start, (start, region.end())
        return best.start(), scope
    region = _REGION.search(text)
    if region:
        return region.start(), (region.start(), region.end())
    listed = _LIST.match(text)
    if listed:
        return listed.start(1), listed.span(1)
    opening = _OPENING.match(text)
    return len(text), (opening.start(1), opening.end(1)) if opening else None
