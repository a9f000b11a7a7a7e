"""What is counted stands behind its number: 84个重大项目, 5家企业蝉联…, 70%村（居）基本完成…"""

import re

from yunhe.reading.clause import refers_back
from yunhe.reading.numeral import Numeral
from yunhe.reading.passage import Passage
from yunhe.reading.rules import reads
from yunhe.reading.sentence import Sentence

STAGE, ORDER = "name", 20
EXAMPLES = (
    reads("竣工康桥村创新产业园等84个重大项目。", "84个", indicator="重大项目"),
    reads("推动6个省工程项目当年投资51.1亿元。", "6个", indicator="省工程项目"),
    reads("完成6个校园提升改造。", "6个", indicator="校园提升改造"),
    reads("82%的新出让工业用地投向民间。", "82%", indicator="新出让工业用地投向民间"),
    reads("加快金昌路等95条52.6公里道路建设。", "95条", indicator="道路建设"),
    reads("打造3个千亿级、6个百亿级产业。", "3个", indicator="产业"),
    reads("龙江化工等112户产值超亿元企业增加值增长7.8%。", "112户", indicator="企业"),
    reads("14家A股上市公司市值超过1500亿元。", "14家", indicator="A股上市公司"),
    reads("对15万名行政执法人员进行资格考试。", "15万名", indicator="行政执法人员"),
    reads("建设120所示范高中、100所示范中等职业学校。", "120所", indicator="示范高中"),
    reads("落地实施258个、总投资443亿元的重点惠民工程。", "258个", indicator="重点惠民工程"),
    reads("加快建设9条、216公里轨道交通线。", "9条", indicator="轨道交通线"),
    reads("实现190万贫困人口的稳定温饱。", "190万", indicator="贫困人口"),
    reads("复制推广50项创新试点改革举措。", "50项", indicator="创新试点改革举措"),
    reads("累计覆盖110个县、居全国第一。", "110个", indicator="县"),
    reads("2个新型功能区新签约亿元以上项目47个。", "2个", indicator="新型功能区"),
    reads("9家企业上榜中国民营企业500强。", "9家", indicator="企业"),
)
NOT_EXAMPLES = ("新增停车位10320个、公用充电桩935个。", "增长4%高于全国。")

_VERBS = re.compile(
    "前来|前往|开展|入选|入围|获|荣|实现|完成|达到|达|成为|被|列入|列|纳入|落户|投入|建成|开工|竣工|"
    "投产|投用|通过|上市|跻身|用于|参加|参与|增长|下降|提高|提升|上升|居(?!民|家|住)|位|高于|低于|占|"
    "同比|突破|比|较|均|全部|为|是|和|及|与|或|至|到|以|其|分|并|且|由|在|将|已|顺利|成功|正式|相继|陆续|"
    "基本|超|约|近|左右|的(?:基础|目标|任务|速度|增[速幅长]|水平)|力争|确保|惠及|服务|覆盖|支持(?!政策|项目)|享受|"
    "得到|进入|启动|推进|推动|加快|新增|创|有力|减少|增加|取得|发放|带动|拉动|保持|大关|台阶|以|"
    "向|从|使|让|进行|出|签约|挂牌|发布|亮相|加入|采用|运行|运营|开展|执行|解决|转|引|落|上|下|受|"
    "持续|稳(?!增长|就业|岗|外贸|投资|经济|链)|跃|名|排|首|连|累计|总"
)
_NEVER = re.compile(
    "较低|较高|合理|水平|区间|范围|高速(?!公路|铁路)|中高速|速度|增速|增长|等|[两三四五六七八九十](?:个|大)|调整(?!改造)|优化|增至|升至|降至|减至|增为|近|超|约|左右|和|及|与|或|"
    "至|到|目标|任务|、|大关|台阶|的"
)
VERBAL = re.compile(
    "(?:分配|清理|治理|用好|拨出|共印|拿出|惠及|完成|提供|发放|推动|新增|实现|争取|安排|拿出|实施|"
    "建成|新建|建设|改造|改建|扩建|新改扩建|新改建|引进|落实|落地|开展|举办|培育|打造|推进|推出|出台|"
    "解决|化解|帮助|支持|组织|选派|派出|招引|签约|开工|竣工|投产|启动|谋划|储备|整治|拆除|关停|淘汰|"
    "取缔|清理|查处|办理|受理|审批|取消|下放|精简|减免|兑现|拨付|筹集|筹措|设立|组建|成立|创建|认定|"
    "命名|获批|获评|获得|荣获|夺得|入选|拥有|形成|达到|带动|惠及|覆盖|服务|吸引|集聚|聚集|汇聚|培养|"
    "培训|输送|转移|安置|救助|资助|保障|满足|优化|提升|提高|增加|减少|压减|盘活|消化|处置|收回|供应|"
    "出让|流转|种植|植树|绿化|修复|治理|新造|新植|加快|抓好|抓实|做好|全面|扎实|深入|积极|大力|有序|"
    "累计|共|全年|基本|全市|全省|全区|全县|我市|我省|我区|全国|其中|等|已|将|有|为|再|新|又|与|和|及|"
    "在|对|使|让|把|用|从|以|约|近|超|还|通过|涵盖|包括|含|包含|涉及|研究|制定|修订|颁布|印发|发布|"
    "评选|表彰|建|修|种|选|派|聘|招|育|引|办|批|立|评|获|夺|购|买|租|售|销|产|出|收|治|清|除|改|扩|"
    "续|迁|搬|投|募|捐|送|接|转|移|推|整合|撤并|撤销|合并|归并|承接|承担|牵头|参与|主导|深化|完善|"
    "健全|构建|搭建|布局|部署|列入|纳入|重点|集中|分批|首批|先后|陆续|相继|成功|顺利|高质量|高标准|"
    "高水平|率先|持续|加大|进一步|统筹|梳理|全面打通|打通|启用|投用|新投用|新开工|新引进|新签约|"
    "新认定|新培育|新设立|新注册|新登记|新组建|新投产|新落地|新建成|净增|本年|当年|每年|年均|平均|"
    "废止|宣布失效|谋划推进|严守|坚守|守牢|复制|推广|紧盯|探索形成|上线|运行|力促|促成|年内形成|走访|收集|收到|联系|对接|瞄准|"
    "锁定|续建|跟踪|滚动|兑付|赋能|通达|辐射|年内|首批|"
    "另外?|另有|全力|着力|争创|实行|执行|落户|回购|筹建|配建|配备|配置|增设|增配|更换|更新|升级|安装|"
    "铺设|敷设|疏浚|加固|除险|拓宽|打捞|抽检|检查|排查|整改|约谈|起诉|破获|抓获|打掉|侦破|挽回|追回|"
    "追缴|立案|处分|问责|追责|通报|曝光|督办|交办|接待|调解|仲裁|代表|建议)+"
)
_ENDS_WEAK = re.compile(
    "(?:启动|新开工|开工|完工|竣工|投产|签约|引入|承接|谋划|储备|整治|拆除|关闭|取缔|查处|办理|下拨|"
    "力保|力促|划定|守住|完成|用好|拨出|获得|拿出|安排|组建|发放|解决|帮扶|覆盖|覆盖全[省市区县国]|"
    "提供|拨付|落实|争取|筹集|筹措|新增|减免|惠及|设立|出资|下达|整合|推动|支持|共解决|投放|给予|"
    "创造|拉动|撬动|节约|淘汰|压减|化解|关停|引进|引育|投入|统筹|建成|建设|创建|实施|改造|培育|开展|举办|推出|"
    "开通|布局|组织|认定|兑现|发行|募集|新?签约|落地)(?:了|约|近|超过?|逾)?$"
)
_GOES_ON = re.compile(
    "创(?!建|业|新(?!高))|刷新|超|快于|高于|增产|增长|增收|累计|投入|提高|上升|下降|丰收|盈余|超过|达到|完成|实现|正增长|双|均|分别|都|共|"
    "稳定|盈利|突破|高于|安排|在|降低|减少"
)
_GOES_ON_TO_SIZE = re.compile("(?:以上|级)?(?:、|和|及|，)")
_LEADS_ON = re.compile("[\u4e00-\u9fff]{0,6}(?:到|至|为|成|达)")
_TOGETHER = re.compile("及(?!时|格|第)|以及|和(?=周边|一批|二季度)")
_ACTS = re.compile(
    "(?:开展|用于|支持|实施|发放|推进|建设|发展|加强|改造|奖励|补助|扶持|推动|保障)(?!性)(?=[\u4e00-\u9fff]{2})"
)
_OF_ITS_OWN = re.compile(
    "(?!面向|服务|支持|帮助|带动|来自|涉及|覆盖|惠及|针对|吸引|属于|适合|联系|关于|以)"
    "(?P<thing>[\u4e00-\u9fff]{0,8}(?:人口|群众|居民|企业|部件|学校|社区))的(?![^，。；]{0,4}饮水)(?=[\u4e00-\u9fff]{2})"
)
_FURTHERS = re.compile("(?:加快|推进|推动|支持|统筹|促进|抓好)[^，。；]{0,30}$")
_BUILT = re.compile(".*(?:[镇村县市区]|园区|基地|项目|平台|中心|泊位|企业|产业|集群|试点|城市|开发区)(?:建设|发展)")
_DONE = re.compile("(?:开工|建成|投产|竣工|投用|建设|退出|完工|运营|达标|通过验收)+")
_SHORT_OWNER = re.compile("[\u4e00-\u9fff]{2,3}的")
_STOPS = re.compile(
    "入选|入围|获评?|荣获|实现|完成|建成|开工(?!项目)|竣工(?!项目)|投产(?!项目)|投用|通过|"
    "上市(?!公司|企业)|跻身|集聚(?!区|发展|地)|整合|(?<!性)重组|接踵|享受|参加|启动|推进(?!项目|专班|机制|组)|正式|成功|顺利|"
    "我市|我省|我区|全部|基本|全面|落户|纳入|列入|蝉联|成为|被|用于|(?<!集)中(?=选|每|的|排名|位列|位居|[列居])|取得|为牵引|达到|有序|相继|陆续|"
    "均|有效|率先|为(?!民|企|农)|要(?=按|在|实|确)|加快|进入|得到|提前|如期|稳步|被评|名列|位居|在(?!册|校|建|园|岗|职|编|线|库|孵)|"
    "连续|、创|、实现|之一|开行|生产(?:运营|经营)(?=平稳|正常)|精彩纷呈|冲锋|深入(?!人心)|扎实|进展|签订|已(?![建有])|从无到有|超过|驰援|集中开|合并|开机|平稳|保障(?!性|房|对象|水平|体系|工程|资金|金|标准|能力|中心|机制|网|卡|项目|措施|服务|线|制度|人)|发展壮大|"
    "按期|顺畅|签约(?!项目)|落地(?!项目)|超额|优化(?=整合)|进行(?!曲)|开展|上榜|荣膺|荣登|免费(?=[提发向为开])|全线(?=贯)|"
    "(?:初步|基本)?成型|重见|年内|加大|全覆盖|都(?=[要能得在有已是达实至])|紧急(?=除险)|对口(?=支援)|开复工|[调扩]区(?=$)|"
    "作为(?=[全省市乡重试])|集聚发展(?![基区带])|已?有(?=$)|已(?=$)|分别|挖掘|水质(?=[Ⅰ-ⅤI一二三四五优达稳均])"
)
_SIZE_OF = re.compile(
    "、?(?:计划|概算|估算|预计|年度|年)?(?:总?投资|总?面积|总?规模|产值|销售收入|营业收入|营收|税收|长度|容量)额?"
    "(?:约|近|超过?|达|不小于|不低于|不少于|为|共)*"
)
_SPLIT_HEAD = re.compile(
    "增速|水质(?:优良|达标)?(?:比例|率)?|销售额|总?市值|总产值|新增产值|总营收|[完交办使][成付结用]率|当年|年度目标|集体经济|年收入|(?:当年|累计|年度|全年)?(?:完成)?(?:总?投资|产值|营业收入|营收|税收|增加值|融资|"
    "比例|占比|比重|优良率|优Ⅲ比例|覆盖率|实现|完成|达到|达|总额|同比|平均|户均|人均|总长|总面积|"
    "增长|提高|下降|新增|带动|惠及|投用|开工|建成|竣工|投产|年产|到位|占|建筑面积|签约|入驻|获|入选)"
)
_TRAILS = re.compile("(?:[和及与、近约超的]|(?<=[区园县市镇村目业])新|(?<![高初集空])中)$")
_AREAS = ("市", "省")  # 佛山、肇庆等5市: what is counted is the unit itself
_COUNTS = frozenset(
    """
    千瓦 兆瓦 吉瓦 家 个 项 户 人 名 场 件 所 座 处 条 台 辆 套 次 人次 间 幢
    栋 宗 起 批 只 头 支 张 位 对 部 种 类 期 艘 架 列 班 株 棵 枚 块 篇 本
    册 席 份 组 队 口 眼 孔 道 盏 门 根 杆 片 段 节 轮 卷 首 集 档 例 匹 尾
    天 颗 款 个（项） 立方米 倍 户次 站 米 斤 公斤 箱 标箱 桶 名次
    """.split()
)


def name(sentence: Sentence, figure: Numeral, index: int) -> bool:
    """Take the noun directly behind the number when nothing before it names a thing."""
    if figure.kind == "streak" and not figure.core[1] > figure.core[0]:
        return _behind_streak(sentence, figure)
    if figure.kind not in ("level", "ratio"):
        return False
    if "medal" in figure.rules or figure.unit in _AREAS:
        figure.subject = (figure.end - 1, figure.end)
        return True
    noun, following = _shared(sentence, figure, index) or _candidate(sentence, figure, index)
    if noun is None or _NEVER.match(sentence.text(noun)):
        return False
    if following is not None and noun[1] == following.start and _LEADS_ON.fullmatch(sentence.text(noun)):
        return False
    before = sentence.passage.masked(figure.gap, figure.start)
    acts = _ENDS_WEAK.search(before) is not None
    if acts and _is_measure(figure) and _ACTS.match(sentence.text(noun)):
        noun = (noun[0] + 2, noun[1])
    if _is_refused(sentence, figure, noun, acts):
        return False
    if figure.unit in _COUNTS and _FURTHERS.search(before):
        noun = (noun[0], noun[1] - 2) if _BUILT.fullmatch(sentence.text(noun)) else noun
    if following is not None and noun[1] >= following.start - 1 and following.kind != "threshold":
        noun = _before_next(sentence, noun)
    noun = _before_verb(sentence, noun)
    while noun[1] - noun[0] > 1 and _TRAILS.search(sentence.passage.chars, noun[0], noun[1]):
        noun = (noun[0], noun[1] - 1)
    figure.subject = noun
    return True


def _candidate(sentence: Sentence, figure: Numeral, index: int) -> tuple[tuple[int, int] | None, Numeral | None]:
    """The stretch behind the number, and the figure after it; adjacent counts and limits share the noun behind them."""
    figures = sentence.figures
    following = figures[index + 1] if index + 1 < len(figures) else None
    if following is None:
        return _noun(sentence, figure.tail, figure.reach), None
    behind = _noun(sentence, following.tail, following.reach)
    if behind and _says_the_size(sentence, figure, following):
        return behind, figures[index + 2] if index + 2 < len(figures) else None
    if following.start == figure.tail and following.kind in ("level", "threshold") and behind:
        return behind, figures[index + 2] if index + 2 < len(figures) else None
    acts = _ENDS_WEAK.search(sentence.text((figure.tail, following.start)))
    if following.start == figure.reach and following.kind == "threshold" and behind and not (acts and acts.start() > 1):
        return behind, figures[index + 2] if index + 2 < len(figures) else None
    noun = _noun(sentence, figure.tail, figure.reach)
    if noun is None and "interval" in figure.rules and figure.bound == ">":
        return behind, following
    return noun, following


def _says_the_size(sentence: Sentence, count: Numeral, size: Numeral) -> bool:
    """258个、总投资443亿元的重点工程, 1864条、1756公里河道: what is counted stands behind how large it is."""
    chars = sentence.passage.chars
    if count.unit not in _COUNTS or size.kind not in ("level", "threshold"):
        return False
    if chars.startswith("、", count.tail) and size.start == count.tail + 1:
        return size.unit != count.unit and _is_measure(size) and not _names_a_thing(sentence, count)
    if not _SIZE_OF.fullmatch(chars, count.tail, size.start):
        return False
    return chars.startswith(("的", "项目", "工程"), size.tail)


def _shared(sentence: Sentence, figure: Numeral, index: int) -> tuple[tuple[int, int], None] | None:
    """3个千亿级、6个百亿级产业: counts of sizes share the noun behind the last of them."""
    chars, figures, at = sentence.passage.chars, sentence.figures, index + 1
    if figure.unit not in _COUNTS or at >= len(figures) or not _is_size(sentence, figure, figures[at]):
        return None
    while at + 2 < len(figures) and _GOES_ON_TO_SIZE.fullmatch(chars, figures[at].tail, figures[at + 1].start):
        if not _is_size(sentence, figures[at + 1], figures[at + 2]):
            return None
        at += 2
    if at == index + 1:
        return None
    noun = _noun(sentence, figures[at].tail + chars.startswith("级", figures[at].tail), figures[at].reach)
    return (noun, None) if noun else None


def _is_size(sentence: Sentence, count: Numeral, size: Numeral) -> bool:
    between = sentence.passage.chars[count.tail : size.start]
    return size.unit in ("元", "") and between in ("", "超", "近", "过", "突破", "超过")


def _is_refused(sentence: Sentence, figure: Numeral, noun: tuple[int, int], acts: bool) -> bool:
    """Whether what stands before the number names the thing, so that what stands behind is only said of it."""
    chars = sentence.passage.chars
    owned = chars.startswith("的", figure.tail)
    if (
        _DONE.fullmatch(sentence.text(noun))
        and figure.kind == "level"
        and (sentence.subjects or figure.gap > sentence.start)
    ):
        return True
    named = _names_a_thing(sentence, figure)
    if not owned and _VERBS.match(sentence.text(noun)):
        listed = figure.core[1] == figure.core[0] and figure.gap > sentence.start and chars[figure.gap - 1] == "、"
        if named or figure.links or _is_measure(figure) or (listed and sentence.subjects and figure.kind == "level"):
            return True
    if acts or (owned and not sentence.text(figure.core).endswith("总投资")):
        return False
    if figure.kind == "ratio":
        return named or figure.core[1] > figure.core[0] or bool(figure.verb)
    return named and (_is_measure(figure) or not _directly(figure))


def _before_verb(sentence: Sentence, noun: tuple[int, int]) -> tuple[int, int]:
    """The noun without the predicate that follows it: 企业|蝉联“中国民营企业500强”."""
    owner = _SHORT_OWNER.match(sentence.text(noun))
    if owner and not sentence.text(noun).startswith(
        ("有", "具", "可", "较", "更", "最", "新", "高", "大", "全", "重", "主", "优")
    ):
        return noun[0], noun[0] + owner.end() - 1
    joined = _TOGETHER.search(sentence.text(noun), 4)
    if joined:
        noun = noun[0], noun[0] + joined.start()
    text = sentence.passage.masked(*noun)
    found = _STOPS.search(text, 2) or _OF_ITS_OWN.match(text)
    if found is None:
        return noun
    return noun[0], noun[0] + (found.end("thing") if found.re is _OF_ITS_OWN else found.start())


def _noun(sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
    chars = sentence.passage.chars
    if start < end and chars[start] == "的":
        start += 1
    while start < end and chars[start] in "—- ":
        start += 1
    if start >= end or not ("\u4e00" <= chars[start] <= "\u9fff" or chars[start] in "“《" or chars[start].isalnum()):
        return None
    return start, _listed_end(sentence, start, end)


def _listed_end(sentence: Sentence, start: int, end: int) -> int:
    """绿色、有机、功能农业基地: a short word before 、 is only the beginning of what is counted."""
    passage = sentence.passage
    high = min((f.start for f in sentence.figures if f.start > start), default=sentence.end)
    while (
        end - start <= _short(passage, end, high)
        and end < high
        and passage.chars[end] == "、"
        and not _VERBS.match(passage.chars, end + 1)
    ):
        end = passage.clause_end(end + 1, high)
        start = end - 5 if end - start > 8 else start
    return end


def _short(passage: Passage, end: int, high: int) -> int:
    """How long a modifier is at most: 绿色、有机、…, 自治区级、国家级…, 立足河南、辐射周边的…."""
    goes_on = passage.chars[end - 1] == "级" or "的" in passage.chars[end : passage.clause_end(end + 1, high)]
    return 4 if goes_on else 3


def _names_a_thing(sentence: Sentence, figure: Numeral) -> bool:
    text = sentence.text(figure.core)
    return bool(text) and text[-1] not in "和及与" and VERBAL.fullmatch(text) is None and not refers_back(text)


def _directly(figure: Numeral) -> bool:
    """Counting words want their noun behind them, also when something else is said before."""
    return figure.unit in _COUNTS or not figure.unit


def _is_measure(figure: Numeral) -> bool:
    return figure.unit in (
        "元",
        "美元",
        "%",
        "平方米",
        "平方公里",
        "公里",
        "吨",
        "亩",
        "公顷",
        "千瓦时",
        "立方米",
        "斤",
        "公斤",
        "标箱",
    )


def _before_next(sentence: Sentence, noun: tuple[int, int]) -> tuple[int, int]:
    """The noun without what leads on to the next figure: 省工程项目|当年投资51.1亿元."""
    text = sentence.passage.masked(*noun)
    found = _SPLIT_HEAD.search(text, 2)
    return (noun[0], noun[0] + found.start()) if found else noun


def _behind_streak(sentence: Sentence, figure: Numeral) -> bool:
    noun = _noun(sentence, figure.tail, figure.reach)
    if noun is None:
        return False
    limit = next((f for f in sentence.figures if f.start == figure.reach and f.kind == "threshold"), None)
    if limit is not None and limit.reach > limit.tail:
        figure.subject = (limit.tail, limit.reach)
        return True
    text = sentence.text(noun)
    if _GOES_ON.match(text):
        return False
    lead = re.match("(?:居|位居|位列|列|保持|入选|获评?|获得|荣获|蝉联|稳居|名列|被评为|实现|新引进|跻身)", text)
    rest = text[lead.end() :] if lead else text
    if (
        lead
        and (sentence.subjects or sentence.subject)
        and re.fullmatch(
            "(?:全[国省市区县球](?:城市|[\u4e00-\u9fff]{0,4}级城市|各?省份|省会城市)?|世界|全?省内)?(?:前列|"
            "首位|榜首|优秀)?",
            rest,
        )
    ):
        return False
    figure.subject = (noun[0] + (lead.end() if lead else 0), noun[1])
    return figure.subject[1] > figure.subject[0]
