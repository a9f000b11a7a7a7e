"""What a paragraph has said before a figure: since when it counts, and of which place it speaks.

五年来，…。城乡居民收入分别增长51.1%和57.9% is no growth over the year before; 雄安新区建设取得新进展。…全年固定资产投资
增长16% is not that of the province. A later 去年, 全年 or 全省 brings a paragraph back to the year and the whole area.
"""

import re

from yunhe.audit.prose import Prose, once_a_reading, prose_of
from yunhe.types import Claim, Reading

_SINCE = re.compile(
    "改革开放(?:以来|\\d+(?:周)?年|四十年|三十年)|[三四五六]十(?:多|余)?年|回[望首顾眸][^，。]{0,4}年|"
    "[三四五]年(?:来|间)|(?:这|过去)[三四五](?:个)?年|(?:比|较|是)“?十[一二三四]?五”?|建[国市省州]以来|(?:新中国)成立以来|"
    "“十[一二三四]五”(?:时期|期间|以来)|本届政府|任期内|党的十[八九]大以来"
)
_SINCE_HERE = re.compile("(?:与|比|较|是)((?:19|20)\\d\\d)年(?!同期)")
_OF_THE_YEAR = re.compile("去年|上年|今年以来|全年|一年来|过去一年|同比|当年|较上年|比上年|20\\d\\d年[，、]")
PLACE = (
    "兵团|园区|开发区|高新区|新区|新片区|综保区|综合保税区|保税区|示范区|试验区|经开区|自贸区|自贸试验区|都市圈|"
    "经济圈|城市群|城市带|脱贫县|脱贫地区|贫困县|贫困地区|中心城市|县域|革命老区|民族地区|边境县|山区|库区|垦区|农场|郊区|合作区|[二三四五六七八九两]县"
)
_TOPIC = re.compile(
    f"^[（(]?[一二三四五六七八九十\\d]*[)）、.．]?(?:是|——)?(?![^，。；]{{0,3}}(?:推|深化|加快|支持|促进|加强|建设|持续|积极|大力|实施|推动|完善|统筹))"
    f"[^，。；、\\d]{{0,6}}?(?:{PLACE})"
)
_WHOLE = re.compile("全(?:[省市区县州旗](?!第)|国(?![首第前各性先唯一]))|我[省市区县州国](?!第)")
_TERM = re.compile("五年来|“十[一二三四]五”(?:时期|期间|以来)|(?:过去|这)五年|五年(?:工作)?回顾|本届政府|任期")
_OFTEN = 4
_NAMED = 4  # letters at the end of a name; what stands before them may be parted from them: 税收增长7%、占…比重
_STOPS = re.compile("[。；！\n]")


def counts_from_further_back(claim: Claim, reading: Reading) -> bool:
    """Whether a growth or change may be one over several years, by what its paragraph says before it."""
    prose = prose_of(reading)
    words = _since_year(prose.chars[_paragraph_start(prose, claim) : prose.end_offset(claim)])
    last = str(int(claim.period[-4:]) - 1) if claim.period[-4:].isdigit() else ""
    named = [found[1] for found in _SINCE_HERE.finditer(words) if found[1] != last]
    return bool(named) or _SINCE.search(words) is not None


def is_of_a_place_within(claim: Claim, reading: Reading) -> bool:
    """Whether the paragraph of a figure is about a park, a corps, a group of counties and not about the whole area."""
    prose = prose_of(reading)
    start = _paragraph_start(prose, claim)
    before = prose.chars[start : prose.offset(claim)]
    if _WHOLE.search(_STOPS.split(before)[-1]):
        return False
    heads = [before] if start == prose.sentence_of(claim).start else [before, prose.before(claim)]
    return any(_TOPIC.search(head.lstrip(" 　")) and not _WHOLE.search(_STOPS.split(head, 1)[-1]) for head in heads)


def is_named_near(claim: Claim, reading: Reading) -> bool:
    """Whether what a figure is of is named since the last ； or 。, and not carried over from before it."""
    name = "".join(claim.indicator.phrase.split())[-_NAMED:]
    return not name or name in "".join(re.split("[。；]", prose_of(reading).before(claim))[-1].split())


@once_a_reading
def reviews_a_term(reading: Reading) -> bool:
    """Whether a report looks back on five years: what it calls the first time may have been in any of them."""
    titles = [section.title for section in reading.outline.sections if section.role == "review"]
    said = sum(len(_TERM.findall(s.text)) for s in prose_of(reading).sentences if s.role in ("review", "front"))
    return said >= _OFTEN or any(_TERM.search(title) for title in titles)


def _paragraph_start(prose: Prose, claim: Claim) -> int:
    return prose.paragraph(prose.sentence_of(claim))[0].start


def _since_year(words: str) -> str:
    """The words behind the last one that says 去年, 全年, 同比."""
    found = list(_OF_THE_YEAR.finditer(words))
    return words[found[-1].end() :] if found else words
