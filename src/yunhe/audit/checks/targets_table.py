"""责任分解表里的任务，今年要有交代。

政府把报告里的任务分给各单位、按季通报；表里写“占GDP比重提升至1.2%”，报告写1.14%，或者表里84家、报告131家，都会有人问。
"""

from collections.abc import Iterator

from yunhe.audit.checks import Example
from yunhe.audit.checks.last_targets import findings
from yunhe.audit.outcomes import of_tables, said
from yunhe.types import Case, Finding, Span

SEVERITY = "note"
FLAGS = (
    Example(
        "一、2024年工作回顾\n地区生产总值增长4%。",
        targets="2024年主要指标\n指标\t单位\t目标值\t责任单位\n地区生产总值增长\t%\t5.5\t发改局",
    ),
    Example(
        "一、2024年工作回顾\n地区生产总值2206.3亿元，增长4%。",
        targets="2024年主要任务分解\n1\n地区生产总值增长5.5%。\n区发改局\n50%",
    ),
    Example(
        "一、2024年工作回顾\n全社会R&D经费投入相当于地区生产总值比例提升至1.14%。",
        targets="2024年主要任务分解\n8\n全年R&D研发经费支出增长25%以上,占GDP比重提升至1.2%。\n区科技局\n50%",
    ),
    Example(
        "一、2024年工作回顾\n新增国家级专精特新“小巨人”企业3家、省级37家，“国高企”131家。",
        targets="2024年主要任务分解\n10\n新增国家高新技术企业84家。\n区科技局\n50%",
    ),
    Example(
        "一、2024年工作回顾\n一般公共预算收入179.1亿元。",
        targets="2024年主要任务分解\n2\n一般公共预算收入增长与经济增长同步。\n区财政局\n52%",
    ),
    Example(
        "一、2024年工作回顾\n城镇新增就业2.1万人，圆满完成区人大确定的各项目标任务。",
        targets="2024年主要任务分解\n城镇新增就业2.5万人以上。\n区人力社保局",
    ),
)
PASSES = (
    Example(
        "一、2024年工作回顾\n地区生产总值增长5.6%，城镇登记失业率2.1%。",
        targets="2024年主要指标\n指标\t单位\t目标值\t责任单位\n地区生产总值增长\t%\t5.5\t发改局\n城镇登记失业率\t%\t≤3\t人社局",
    ),
    Example(
        "一、2024年工作回顾\n地区生产总值增长5.5%，一般公共预算收入179.1亿元，增长5.6%。",
        targets="2024年主要任务分解\n2\n一般公共预算收入增长与经济增长同步。\n区财政局\n52%",
    ),
    Example(
        "一、2024年工作回顾\n地区生产总值增长4%。",
        targets="2023年主要任务分解\n地区生产总值增长5.5%。\n区发改局",
    ),
    Example(
        "一、2024年工作回顾\n城镇新增就业2.6万人。",
        targets="2024年主要任务分解\n城镇新增就业2.5万人以上。\n区人力社保局\n100%",
    ),
    Example(
        "一、2024年工作回顾\nPM2.5平均浓度28.5微克/立方米。",
        targets="2024年主要任务分解\nPM2.5平均浓度不高于29微克/立方米。\n区环保局",
    ),
)


def check(case: Case) -> Iterator[Finding]:
    """Tasks of the tables that were missed or left far behind, and missed ones that are called done."""
    found = of_tables(case)
    yield from findings(found, case, "任务表")
    for each in found:
        if each.verdict == "不可比" and each.result and isinstance(each.target, Span):
            yield Finding.at(
                each.result,
                f"{each.name}任务表的目标是“{each.aim}”，报告写{said(each.result)}：不可比",
                each.target,
                evidence=each.why,
                remedy="补上增速，或者准备好说明",
            )
