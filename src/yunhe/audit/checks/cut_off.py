"""报告在句子中间断了。

最后一段写到一半没有句末标点，或者停在标题上，多半是文件没有复制完整，后面的数字无从核对。句子写完了、却没有结尾号召的，也问一句。
"""

import re
from collections.abc import Iterator

from yunhe.audit.prose import Prose, Sentence, prose_of
from yunhe.types import Case, Finding

SEVERITY = "warning"
FLAGS = (
    "我们扎实推进各项工作。\n今年以来，区政府认真贯彻落实中央、省、市和区委决策部署，进一步树牢大兴科技、大抓",
    "全市经济运行总体平稳，一般公共预算收入稳步增长，居民收入较快增长，城乡面貌持续改善，民生",
    "各位代表！新的一年，我们要在市委的坚强领导下，团结一心，真抓实干，为建设现代化新江州而",
    "二、2025年工作安排\n推动文旅融合发展。稳定住房消费，打造“",
    "二、2025年工作安排\n推动文旅融合发展。促进就业创业。深",
    "二、2025年工作安排\n推动文旅融合发展。\n（二）加快改革开放",
)
PASSES = (
    "今年以来，区政府认真贯彻落实中央、省、市和区委决策部署，进一步树牢大兴科技、大抓产业的导向。",
    "让我们团结奋斗，为建设现代化新江州而努力奋斗！\n责任编辑：张三",
    "让我们团结奋斗，为建设现代化新江州而努力奋斗！\n2025年1月",
    "让我们再接再厉，同心同德，开拓前进，为全面完成各项工作任务而努力奋斗",
    "让我们努力奋斗！\n附：全年计划安排演出300场。（市文广新局负责）",
    "让我们为建设现代化新江州而努力奋斗！（结束）\n附件：名词解释",
)

_FINISHED = re.compile(
    "[。！？!?…】》]$|(?:负责|单位[^。]{0,30}|[局委办部])[）)]$|[。！？!?][”’）]$|(?:奋斗|努力|前进|贡献|谢谢大家|谢谢|进军|迈进|年\\d+月|\\d+日)[”’）]?$"
)
_STOP = re.compile("[。！？；]")
_ENDED = re.compile("[，、；：“‘（《]$")
_OUTSIDE = re.compile(
    "责任编辑|来源|编辑|附件|注[：:]|名词解释|打印|关闭|上一[篇条]|下一[篇条]|扫一扫|网站|版权|浏览|分享|\\d{4}年\\d|字体|办公[厅室]"
)
_HEADING = re.compile("^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\\d{1,2}[.、])[^，。]{2,}$")
_CALL = re.compile("！|坚定信心|征程|新局面|实事|奋斗|贡献|谢谢|努力|前进|篇章|未来|明天")
_FINALE = re.compile(
    "(?:奋斗|贡献|前进|奋进|篇章|未来|局面|辉煌|答卷|美好|力量|步伐|谢谢)[^。！]{0,12}！|而(?:团结|不懈|努力)?奋斗|让我们"
)
_LONG = 8
_END = 400
_REPORT = 6000


def check(case: Case) -> Iterator[Finding]:
    """The last line, when it is a sentence without its end or a heading without its text."""
    prose = prose_of(case.draft)
    lines = [sentence for sentence in prose.sentences if sentence.text.strip()]
    if not lines or lines[-1].role not in ("front", "review", "plan"):
        return
    last, said = lines[-1], lines[-1].text.rstrip()
    end = last.start + len(said)
    span = prose.span(max(last.start, end - 10), end)
    if _HEADING.search(said.strip()) and len(lines) > 1 and last.role != "front":
        yield Finding.at(span, "报告停在标题上，下面没有内容", remedy="补全后文，再核对一遍")
    elif _is_broken(prose, last, said):
        yield Finding.at(span, "报告到这里断了，句子没有写完", remedy="补全后文，再核对一遍")
    elif len(prose.chars) > _REPORT and last.role == "plan" and not is_ended(prose.chars):
        yield Finding.at(
            span,
            "报告到这里就完了，没有结尾",
            evidence=f"最后{_END}字里没有“！”、奋斗、前进一类的结束语",
            remedy="核对文件是否完整",
            severity="warning" if said.endswith("。") else "note",
        )


def is_ended(chars: str) -> bool:
    """Whether a text has its call at the end, or had it before notes and lists that follow."""
    return bool(_CALL.search(chars[-_END:]) or _FINALE.search(chars, len(chars) * 11 // 20))


def _is_broken(prose: Prose, last: Sentence, said: str) -> bool:
    """Whether a last line is a sentence that was begun and not ended."""
    if _FINISHED.search(said) or _OUTSIDE.search(said):
        return False
    paragraph = prose.paragraph(last)
    before = paragraph[-2].text if len(paragraph) > 1 else ""
    is_within = bool(_STOP.search(before)) and "！" not in before
    return bool(_ENDED.search(said)) or is_within or (len(said) >= _LONG and "，" in said)
