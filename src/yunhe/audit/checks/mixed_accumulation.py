"""同一指标一处是累计数，一处是当年数。

一处写“累计新增就业68万人”，另一处写“新增就业14万人”：两个数都对，听的人却会以为矛盾。不写明是当年的，提醒一句。
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from yunhe.audit.prose import prose_of
from yunhe.audit.rounding import written
from yunhe.audit.series import qualifiers, subject
from yunhe.audit.setting import is_named_near, is_of_a_place_within
from yunhe.types import Case, Claim, Finding

SEVERITY = "note"
FLAGS = (
    "一、2024年工作回顾\n五年累计城镇新增就业68万人。\n（一）民生好。城镇新增就业14万人。",
    "一、2024年工作回顾\n累计减税降费120亿元。\n（一）改革深。减税降费30亿元。",
    "一、2024年工作回顾\n棚户区改造累计完成12万套。\n（一）城市美。棚户区改造3万套。",
)
PASSES = (
    "一、2024年工作回顾\n五年累计城镇新增就业68万人。\n（一）民生好。去年城镇新增就业14万人。",
    "一、2024年工作回顾\n累计减税降费120亿元，其中今年减税降费30亿元。",
    "一、过去五年回顾\n城镇新增就业累计68万人。\n二、2024年工作\n城镇新增就业14万人。",
    "一、2024年工作回顾\n累计实际使用外资119亿美元。\n（一）开放强。实际使用外资24.7亿美元，增长4.4%。",
    "一、2024年工作回顾\n城镇新增就业14万人。\n（一）民生好。城镇新增就业14万人，居全省第一。",
)
_OF_THE_YEAR = re.compile("去年|今年|当年|全年|上年|年度|20\\d\\d年|一年|其中|五年|累计|期间")


def check(case: Case) -> Iterator[Finding]:
    """Figures of one thing that are cumulated at one place and of the year, without a word of it, at another."""
    told: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in case.draft.claims:
        if _is_told(claim, case):
            told[claim.indicator_id or "", claim.place, claim.unit].append(claim)
    for claims in told.values():
        sums = [claim for claim in claims if _is_cumulated(claim, case)]
        alone = [claim for claim in claims if claim not in sums and _says_no_year(claim, case)]
        pairs = ((one, other) for one in alone for other in sums if _may_be_taken_for_one(one, other))
        found = next(pairs, None)
        if found is not None:
            yield _finding(*found)


def _is_told(claim: Claim, case: Case) -> bool:
    role = prose_of(case.draft).section_of(claim).role
    return (
        claim.kind == "level"
        and claim.indicator_id is not None
        and claim.status == "actual"
        and role in ("front", "review")
        and is_named_near(claim, case.draft)
        and not is_of_a_place_within(claim, case.draft)
    )


def _is_cumulated(claim: Claim, case: Case) -> bool:
    own = re.split("[，。；]", prose_of(case.draft).before(claim))[-1]
    return claim.accumulation == "cumulative" or "累计" in own


def _says_no_year(claim: Claim, case: Case) -> bool:
    parts = qualifiers(claim, case.draft) - {"新增", "净增"}
    has_growth = any(each.of == claim.start for each in case.draft.claims if each.kind == "growth")
    return not parts and not has_growth and not _OF_THE_YEAR.search(prose_of(case.draft).before(claim))


def _may_be_taken_for_one(one: Claim, total: Claim) -> bool:
    same_chapter = one.section.split(" / ")[0] == total.section.split(" / ")[0]
    return same_chapter and one.sentence != total.sentence and one.value < total.value


def _finding(one: Claim, total: Claim) -> Finding:
    return Finding.at(
        one,
        f"“{subject(one)}”这里是{written(one)}，另一处的{written(total)}是累计数",
        total,
        evidence=f"{written(one)}（没有写明年度） < {written(total)}（累计）",
        remedy="写明哪个是当年数、哪个是累计数",
    )
