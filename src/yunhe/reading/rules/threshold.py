"""A limit on what is counted, no result: 总投资10亿元以上重大项目20个, 80周岁以上独居老人, 营收超百亿元企业."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.rules import reads
from yunhe.reading.sentence import Sentence

STAGE, ORDER = "kind", 10
EXAMPLES = (
    reads("盯引落地总投资10亿元以上重大项目20个。", "10亿元", kind="threshold", bound=">"),
    reads("完成630户80周岁以上独居老人安居守护。", "80周岁", kind="threshold", bound=">"),
    reads("全省率先推出2岁以下小月龄婴幼儿托育服务。", "2岁", kind="threshold", bound="<"),
    reads("营业收入超百亿元工业企业达142家。", "百亿元", kind="threshold", bound=">"),
    reads("新开工亿元项目184个。", "亿元", kind="threshold", bound=">"),
    reads("营收超百亿元的企业20家，超300亿元的5家。", "300亿元", kind="threshold", bound=">"),
    reads("新增收入超50亿元、超100亿元产业集群6个和4个。", "50亿元", kind="threshold", bound=">"),
    reads("人均纯收入低于1万元的脱贫人口减少11万人。", "1万元", kind="threshold", bound="<"),
    reads("培育千亿元产业3个。", "千亿元", kind="threshold", bound=">"),
    reads("3个超百亿元、8个超50亿元企业落户。", "50亿元", kind="threshold", bound=">"),
    reads("完成当年投资97.6亿元以上，增长3%。", "97.6亿元", kind="level", bound=">"),
    reads("全省20户以上的自然村通电。", "20户", kind="threshold", bound=">"),
    reads("年成交额1亿元以上的市场达107个，其中超10亿元的有10个。", "10亿元", kind="threshold", bound=">"),
    reads("其中过10亿元、20亿元项目分别达到43个和16个。", "20亿元", kind="threshold", bound=">"),
    reads("5家景区收入过亿元。", "亿元", kind="threshold", bound=">"),
    reads("建设4个万亩级红树林示范区。", "万亩", kind="threshold", bound=">"),
    reads("3家工业企业营收超100亿元、10家超50亿元。", "100亿元", kind="threshold", bound=">"),
    reads("建成5家接待规模600人以上的研学旅行营地。", "600人", kind="threshold", bound=">"),
    reads("完成50万亩以上高标准农田建设任务。", "50万亩", kind="level", bound=">"),
    reads("各引进1个以上超百亿元项目。", "1个", kind="level", bound=">"),
    reads("培育中环电子等成为千亿元集团。", "千亿元", kind="threshold", bound=">"),
    reads("新增万亩城市森林10处。", "万亩", kind="threshold", bound=">"),
    reads("乡村教师享受到每月人均300元以上生活补助。", "300元", kind="level", bound=">"),
    reads("150家规上企业产值突破600亿元。", "600亿元", kind="level", bound=">"),
    reads("单体制造业项目超10亿元30个、超百亿元4个。", "10亿元", kind="threshold", bound=">"),
    reads("培育一批产值过50亿元的中小微企业特色专业园区。", "50亿元", kind="threshold", bound=">"),
    reads("抓好64个产值过10亿元、2334个过2000万元的工业新增长点。", "10亿元", kind="threshold", bound=">"),
    reads("培育一批税收超5000万元、超亿元的商务楼宇。", "5000万元", kind="threshold", bound=">"),
    reads("税收亿元楼宇3幢。", "亿元", kind="threshold", bound=">"),
    reads("新建1个面积不小于6万平方米的城市公园。", "6万平方米", kind="threshold", bound=">"),
    reads("新建改造10个以上面积不小于500平方米的口袋公园。", "10个", kind="level", bound=">"),
    reads("95%以上农民饮用水水质达到国家标准。", "95%", kind="ratio", bound=">"),
)
NOT_EXAMPLES = (
    "新建中试基地10家以上。",
    "把宝鸡建成百万人口的特大城市。",
    "一批总投资超40亿元的功能材料等项目落地建设。",
)

_BOUNDS = {"上": ">", "下": "<", "内": "<", "外": ">"}
_ENDS = frozenset({*"，。；、！？：）\n", ""})
_JOINS = ("和", "及", "与", "或", "并", "且")
_SHARES = ("%", "‰", "个百分点", "倍", "百分点")
_AGES = ("岁", "周岁", "年", "级")
_COUNTS = frozenset(
    """
    家 个 户 人 名 场 项 件 所 座 处 条 台 辆 套 次 人次 间 幢 栋 宗 起 批
    只 头 支 张 位 对 部 村 镇 种 类 期
    """.split()
)
_ROUND = re.compile("[一两二三四五六七八九]?[十百千万亿]+")
_A_HEAD = re.compile("每(?:[人户月亩年生天名]|平方米)[^，。；在、]{0,5}$")
_OVERS = re.compile("(?:超过?|[过近])$")
_SIZED = re.compile("(?:规模|容量|床位|能力|人口)$")
_TILLED = re.compile("的?(?:高标准|农田|耕地|造林|节水|（|[^，。；、]{0,8}(?:任务|改革))")
_FEW = 60  # of more things a sum is their total as a rule
_OVER = ("超", "超过", "过", "破", "突破")
_AT_LEAST = ("不小于", "不低于", "不少于", "大于", "超过", "超")
_UNDER = ("低于", "不足", "不到")
_OWNED = re.compile("的(?:[\u4e00-\u9fff]{0,4})(?:人口|机场|港口|自然村|农户|家庭|景区|乡镇|学校|医院)")
_SORT = re.compile(
    "(?:大|新兴|工业|主导|特色|优势|支柱|重点|龙头|骨干|总部|上市|科技|先进|制造业|现代|规模){0,3}"
    "(?:产业(?!基金|投资|引导|链)|企业|集团|园区|集群|强镇|强县|品种|商圈|开发区|县域|楼宇)"
)
_SETTLED = re.compile("的?(?:自然|行政)?(?:[村屯寨]|居民点|聚居点|集中居住)")
_COUNTED_SO = re.compile("的(?:有|已有|已?达到?|为|共|共有|增至|增加到|发展到|分别有|分别达到?)?")
_EACH = re.compile(
    "[左右]{0,2}[^，。；、总共计]{0,8}?(?<!实现)(?<!完成)(?:产值|营收|营业收入|销售收入|销售额|收入|税收)"
    "(?:超过|突破|超|过|破)"
)
_VERBS = re.compile(
    "[的]?(?:资金|投资(?!项目)|贷款|融资|经费|财力|用于|投入|支持|建成|完成|实现|达到|列入|纳入|以上|"
    "落地|通过|增长|居|占|保障|推动|覆盖|进入|左右|能够|可以|需|均|都|得到|享受|获|成为|具备|由|在|"
    "开展|采用|启动|参[与加]|接入|使用)"
)
_THING = re.compile(
    "的?(?:[\u4e00-\u9fff“”]{0,8}?)(?:企业|(?<=的)[市县区镇村]|项目|产业|集群|园区|工程|镇|村|区(?!域)|县(?!域)|平台|基地|城市|市场|"
    "机构|单位|主体|民企|公司|上市|商圈|产品|品牌|大户|工业|户|楼宇|单品|增长点|小镇|景区|合作社|农场)"
)


def kind(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """Decide whether a figure only limits the noun behind it."""
    chars = sentence.passage.chars
    if (
        figure.kind is None
        and figure.unit == "%"
        and "以" in chars[figure.end : figure.tail]
        and chars.startswith("的", figure.tail)
        and _counts_before(sentence, figure, index)
    ):
        return _is_limit(
            figure, _BOUNDS[chars[figure.end : figure.tail][chars[figure.end : figure.tail].index("以") + 1]]
        )
    if figure.kind or figure.unit in _SHARES or (not figure.unit and not chars.startswith("级", figure.tail)):
        return False
    after = chars[figure.end : figure.tail]
    if "以" in after:
        return _limits(sentence, figure, index, after)
    if (figure.unit in ("元", "亩") or (not figure.unit and figure.multiplier)) and chars.startswith("级", figure.tail):
        figure.unit = figure.unit or "元"
        figure.tail += 1
        return _is_limit(figure, ">")
    if figure.unit == "亩" and _is_a_size(sentence, figure, index):
        return _is_limit(figure, ">")
    if _sizes_each(sentence, figure, index):
        return _is_limit(figure, ">")
    if _OWNED.match(chars, figure.tail) and figure.tie.endswith((*_OVER, *_UNDER)):
        return _is_limit(figure, "<" if figure.tie.endswith(_UNDER) else ">")
    return figure.unit in ("元", "美元") and _limits_a_sum(sentence, figure, index) and _is_limit(figure, ">")


def _sizes_each(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """新建10个面积不小于500平方米的口袋公园: how large each of the things counted is at least."""
    before = sentence.figures[index - 1] if index else None
    chars = sentence.passage.chars
    return (
        before is not None
        and before.unit in _COUNTS
        and before.tail < figure.start == before.reach
        and chars.startswith("的", figure.tail)
        and chars.endswith(_AT_LEAST, before.tail, figure.start)
    )


def _is_a_size(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """新增万亩城市森林10处, 一批千亩产业园: a round area that says how large each of them is."""
    if not _ROUND.fullmatch(figure.digits):
        return False
    if sentence.passage.chars.endswith("一批", 0, figure.start):
        return True
    following = sentence.figures[index + 1] if index + 1 < len(sentence.figures) else None
    return following is not None and figure.reach == following.start and following.unit in _COUNTS


def _limits_a_sum(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """千亿元产业, 亿元项目184个, 3个超百亿元、8个超50亿元企业, 超300亿元的5家, 营收超百亿元企业."""
    chars = sentence.passage.chars
    following = sentence.figures[index + 1] if index + 1 < len(sentence.figures) else None
    counted = following.start if following is not None and following.unit in _COUNTS else -1
    if _ROUND.fullmatch(figure.digits):
        if _SORT.match(chars, figure.tail):
            return True
        if chars.startswith("项目", figure.tail) and figure.reach == counted:
            return True
    if counted == figure.tail and figure.tie.endswith(_OVER):
        return True
    if _in_a_list(sentence, figure, index) or _is_told_of_each(sentence, figure, index):
        return True
    if not figure.tie.endswith((*_OVER, "达")):
        return False
    if counted >= 0 and _COUNTED_SO.fullmatch(chars, figure.tail, counted):
        return True
    if following is not None and sentence.text((figure.tail, following.start)) in ("、", "、超", "、过", "、超过"):
        return following.unit == figure.unit and _is_above(sentence, following, index + 1)
    return chars[figure.tail : figure.tail + 1] not in _ENDS and _is_above(sentence, figure, index)


def _counts_before(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """1073个空置率50%以上的空心村: the thing counted is limited by a rate."""
    before = sentence.figures[index - 1] if index else None
    return before is not None and before.unit in _COUNTS and before.reach == figure.start and figure.start > before.tail


def _in_a_list(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """3个超百亿元、8个超50亿元企业: 超 stands directly behind a count."""
    before = sentence.figures[index - 1] if index else None
    if before is None or before.unit not in _COUNTS:
        return False
    return sentence.text((before.tail, figure.start)) in _OVER


def _is_told_of_each(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """5家景区收入过亿元: a round sum passed by each of a few things, at the end of its clause."""
    before = sentence.figures[index - 1] if index else None
    if before is None or before.unit not in ("家", "个", "户"):
        return _continues_a_limit(sentence, figure, before)
    if before.value > _FEW and not _leads_a_list(sentence, index):
        return _continues_a_limit(sentence, figure, before)
    chars = sentence.passage.chars
    return (
        (_ROUND.fullmatch(figure.digits) is not None or _leads_a_list(sentence, index))
        and chars[figure.tail : figure.tail + 1] in _ENDS
        and _EACH.fullmatch(chars, before.tail, figure.start) is not None
    )


def _leads_a_list(sentence: Sentence, index: int) -> bool:
    """3家企业营收超100亿元、10家超50亿元: the next ones say that each of them passes its sum."""
    if index + 2 >= len(sentence.figures):
        return False
    figure, count = sentence.figures[index], sentence.figures[index + 1]
    return count.start == figure.tail + 1 and _in_a_list(sentence, sentence.figures[index + 2], index + 2)


def _continues_a_limit(sentence: Sentence, figure: Numeral, before: Numeral | None) -> bool:
    """过10亿元、20亿元项目: the second of two limits needs no 过 of its own."""
    return (
        before is not None
        and before.kind == "threshold"
        and before.unit == figure.unit
        and before.tie.endswith(_OVER)
        and sentence.text((before.tail, figure.start)) == "、"
        and _THING.match(sentence.passage.chars[figure.tail : figure.reach]) is not None
    )


def _limits(sentence: Sentence, figure: Numeral, index: int, after: str) -> bool:
    chars = sentence.passage.chars
    following = sentence.figures[index + 1] if index + 1 < len(sentence.figures) else None
    behind = chars[figure.tail : figure.tail + 1]
    side = _BOUNDS[after[after.index("以") + 1]]
    if behind in _ENDS:
        return figure.unit in ("岁", "周岁") and "寿命" not in sentence.text(figure.core) and _is_limit(figure, side)
    if following is not None and following.start == figure.tail:
        return _is_limit(figure, side)
    if behind in _JOINS or chars.startswith("以及", figure.tail):
        return False
    if figure.unit in _AGES:
        return _is_limit(figure, side)
    if figure.unit in _COUNTS:
        if figure.unit == "户" and _SETTLED.match(chars, figure.tail):
            return _is_limit(figure, side)
        if chars.startswith("的", figure.tail) and _SIZED.search(chars, figure.gap, figure.start):
            return _is_limit(figure, side)
        if following is None or figure.reach != following.start or _OVERS.search(chars, figure.tail, following.start):
            return False
        return following.unit in (*_COUNTS, "") and _is_limit(figure, side)
    if figure.unit == "亩" and _TILLED.match(chars, figure.tail):
        return False
    if _A_HEAD.search(chars, figure.gap, figure.start) and not _THING.match(chars[figure.tail : figure.reach]):
        return False
    if _VERBS.match(chars, figure.tail) and figure.core[1] > figure.core[0]:
        return False
    return _is_limit(figure, side)


def _is_above(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """营收超百亿元企业: a limit when a thing to be counted stands directly behind."""
    if figure.tie.endswith("达") and not set(figure.digits) <= set("十百千万亿"):
        return False
    chars = sentence.passage.chars
    following = sentence.figures[index + 1] if index + 1 < len(sentence.figures) else None
    if not _THING.match(chars[figure.tail : figure.reach]):
        return False
    counted = following is not None and figure.reach == following.start and following.unit in _COUNTS
    many = chars.startswith("的", figure.tail) and "等" not in chars[figure.tail : figure.reach]
    return counted or figure.reach - figure.tail <= (18 if many else 10)


def _is_limit(figure: Numeral, side: str) -> bool:
    figure.kind = "threshold"
    figure.bound = ">" if side == ">" else "<"
    return True
