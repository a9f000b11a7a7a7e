"""Editions, batches, ordinals of attainment: 第三届, 第六批, 第3个国家高新区, 第一书记."""

import re

from yunhe.reading.numeral import Numeral
from yunhe.reading.passage import Passage
from yunhe.reading.rules import reads

STAGE, ORDER = "aside", 40
FORMS = ("ordinal",)
EXAMPLES = (reads("总量居全市第5位。", "第5位", kind="rank", value="5"), reads("出口居全省第一。", "第一", kind="rank"))
NOT_EXAMPLES = (
    "成功举办第三届全球数贸会。",
    "入选第二批试点。",
    "成为全国第4个万亿城市。",
    "加快谋定第3个大科学装置。",
    "高水平迈入全国第一方阵。",
    "争创第一方阵。",
)

_EDITION = re.compile(
    "[届次批期轮]|季|号|条|款|项|章|篇|节|卷|辑|版|回|任|代|医院|中学|小学|人民|师|军|集团军|监狱|"
    "税务|航站|通道|水厂|电厂|机场|污水|高级|幼儿园|实验|职业|安全|公里|产线|台机组"
)
_ORDINAL = re.compile(
    "[个家座条所部例只架艘支张份]|[一二三四五]*(?:产业|书记|时间|方阵|梯队|线|资源|动力|要务|生产力|"
    "方|把手|步|责任|民生|板块|手|曲线|增长|大(?!类)|轮|现场|目标|要素|课|关|道|感|流|人称|增长极|极|"
    "医|居所|需求|信号|代|站|粮仓|门户|人|年|天|阶段|战略|优势|问题|生产|选择|支柱|引擎|城|市|县|区|"
    "税|季度|国)"
)
_PLACE = re.compile("[位名](?!的)")


def aside(passage: Passage, numeral: Numeral, index: int) -> str | None:
    """Class `edition` or `ordinal` for 第N that is no place in a ranking."""
    if numeral.form != "ordinal":
        return None
    chars, end = passage.chars, numeral.end
    if chars.endswith(("连续", "蝉联"), passage.start, numeral.start):
        return None
    if _PLACE.match(chars, end):
        return None
    if _EDITION.match(chars, end):
        return "edition"
    if _ORDINAL.match(chars, end):
        return "ordinal"
    return None
