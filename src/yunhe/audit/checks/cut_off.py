"""报告在句子中间断了。

最后一段是长句却没有句末标点，多半是文件没有复制完整，后面的数字无从核对。
"""

import re
from collections.abc import Iterator

from yunhe.audit.prose import prose_of
from yunhe.types import Case, Finding

SEVERITY = "warning"
FLAGS = (
    "我们扎实推进各项工作。\n今年以来，区政府认真贯彻落实中央、省、市和区委决策部署，进一步树牢大兴科技、大抓",
    "全市经济运行总体平稳，一般公共预算收入稳步增长，居民收入较快增长，城乡面貌持续改善，民生",
    "各位代表！新的一年，我们要在市委的坚强领导下，团结一心，真抓实干，为建设现代化新江州而",
)
PASSES = (
    "今年以来，区政府认真贯彻落实中央、省、市和区委决策部署，进一步树牢大兴科技、大抓产业的导向。",
    "让我们团结奋斗，为建设现代化新江州而努力奋斗！\n责任编辑：张三",
    "让我们团结奋斗，为建设现代化新江州而努力奋斗！\n2025年1月",
    "让我们再接再厉，同心同德，开拓前进，为全面完成各项工作任务而努力奋斗",
)

_OPEN_END = re.compile(r"[，、；\u4e00-\u9fff]$(?<!奋斗)(?<!努力)(?<!前进)(?<!贡献)")
_LONG = 30


def check(case: Case) -> Iterator[Finding]:
    """The last line, when it is a long sentence without its end."""
    prose = prose_of(case.draft)
    lines = [sentence for sentence in prose.sentences if sentence.text.strip()]
    if not lines:
        return
    last, said = lines[-1], lines[-1].text.rstrip()
    if len(said) >= _LONG and "，" in said and last.role in ("front", "review", "plan") and _OPEN_END.search(said):
        end = last.start + len(said)
        yield Finding.at(prose.span(end - 10, end), "报告到这里断了，句子没有写完", remedy="补全后文，再核对一遍")
