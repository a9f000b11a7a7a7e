"""How right the reader is, on figures annotated by hand: python -m benchmarks.accuracy [--gold] [--train] [--held] [-v]

The four whole reports, the practice set and the held-back set apart, beside the one-line baseline, all by
gold/score.py; then recall per class, our own columns, and the numerals nobody could account for. -v lists what is
wrong, and only in the practice set: rows that are held back are never looked at when rules are written.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from benchmarks import baseline
from benchmarks.intervals import Share
from benchmarks.matching import CHECKS, Pair, classes, links, pairs
from benchmarks.sets import TITLES, Annotated, Row, loaded, shipped_readings, shipped_texts
from benchmarks.unread import cover, shares
from gold import score as scorer

SHOWN = ("value", "unit", "bound", "kind", "head", "phrase", "indicator", "scope", "status", "period")
FIGURES = ("kind", "link", "bound", "status", "period")
LINK_TITLES = {
    "id_precision": "指标代码：给出的对了多少",
    "id_coverage": "指标代码：该给的给了多少",
    "id_unasked": "指标代码：没有标代码的给了多少",
    "place": "地区（全部）",
    "place_named": "地区（写明的）",
    "base": "基数（全部）",
    "base_named": "基数（写明的）",
    "of": "所属总量（全部增速、变化、排名、连续）",
    "of_named": "所属总量（写明的）",
}

Tally = dict[str, int]


def tally(texts: Iterable[Annotated], claims: Callable[[Annotated], list[Row]]) -> Tally:
    """The scorer's counts over several texts."""
    total: Counter[str] = Counter(dict.fromkeys(scorer.FIELDS, 0))
    for text in texts:
        total.update(scorer.score(text.gold, claims(text))[0])
    return total


def ours(text: Annotated) -> list[Row]:
    return text.claims


def baseline_claims(text: Annotated) -> list[Row]:
    return list(baseline.read(text.text, text.reading.outline.year))


def figures(counts: Tally) -> dict[str, Share]:
    """The scorer's figures as shares. F1 is a share of the mean of what was claimed and what there is."""
    found = {
        "P": Share(counts["value"], counts["pred"]),
        "R": Share(counts["value"], counts["gold"]),
        "F1": Share(counts["value"], (counts["pred"] + counts["gold"]) / 2),
    }
    found |= {key: Share(counts[key], counts["span"]) for key in FIGURES}
    found["rank scope"] = Share(counts["scope"], counts["scoped"])
    found["thresholds"] = Share(counts["thr_right"], counts["thr_gold"])
    return found


def paired(texts: Iterable[Annotated]) -> list[Pair]:
    return [pair for text in texts for pair in pairs(text)]


def classed_as_other(texts: Iterable[Annotated]) -> Counter[str]:
    """Gold figures that the reader says are something else, by class."""
    wrong: Counter[str] = Counter()
    for text in texts:
        others = [stretch for stretch in cover(text.reading) if stretch[2] not in ("claim", "unread")]
        for pair in pairs(text):
            if pair.claim is None:
                start, end = pair.gold["start"], pair.gold["end"]
                wrong.update([what for first, last, what in others if first < end and start < last][:1])
    return wrong


def set_lines(which: str) -> Iterator[str]:
    """All figures of one set."""
    texts = loaded(which)
    yield f"\n{TITLES[which]}：{len(texts)} 篇，{sum(len(text.gold) for text in texts)} 行"
    yield scorer.line("  运河", counts := tally(texts, ours))[0]
    yield scorer.line("  一行正则", tally(texts, baseline_claims))[0]
    yield "  95% 区间   " + "   ".join(f"{name} {share}" for name, share in figures(counts).items())
    yield "  各类召回   " + "   ".join(f"{name} {share}" for name, share in classes(paired(texts)).items())
    if which != "gold":
        yield from (f"  {LINK_TITLES[key]}  {share}" for key, share in links(paired(texts))._asdict().items())
    wrong = classed_as_other(texts)
    yield f"  标注的数字被当作别的：{wrong.total()}{listed(wrong)}"


def listed(counts: Counter[str]) -> str:
    return "".join(f"，{what} {count}" for what, count in counts.most_common())


def mistake_lines(which: str) -> Iterator[str]:
    """What is wrong, text by text."""
    for text in loaded(which):
        for why, gold, claim in scorer.score(text.gold, text.claims)[1]:
            quote = (gold or claim)["quote"]
            yield f"  {text.name} {why} {quote} | 标注 {shown(gold)} | 读出 {shown(claim)}"


def column_mistake_lines(which: str) -> Iterator[str]:
    """What is wrong in the columns of our own."""
    for pair in paired(loaded(which)):
        if pair.claim is None or pair.gold["kind"] == "threshold":
            continue
        for key, (ours_key, is_right) in CHECKS.items():
            asked, answered = pair.gold[key], pair.claim[ours_key]
            if (asked or answered) and not is_right(pair):
                figure = f"{pair.text.name} {key} {pair.gold['quote']} {pair.claim['indicator']}"
                yield f"  {figure} | 标注 {asked} | 读出 {answered}"


def shown(row: Row | None) -> str:
    return " ".join(f"{key}={row[key]}" for key in SHOWN if row.get(key)) if row else "无"


def unread_lines() -> Iterator[str]:
    arabic, chinese = shares(shipped_readings())
    yield f"\n随附的 {len(shipped_texts())} 份报告，未读的数字："
    yield f"  阿拉伯数字 {100 * arabic.value:.2f}%（{arabic.right:g}/{arabic.of:g}，限 0.5%）"
    yield f"  中文数字 {100 * chinese.value:.2f}%（{chinese.right:g}/{chinese.of:g}，不含 words.yaml 的词，限 3%）"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for which, title in TITLES.items():
        parser.add_argument(f"--{which}", action="append_const", dest="sets", const=which, help=f"只测{title}")
    parser.add_argument("-v", action="store_true", dest="verbose", help="列出错处（只限练习集）")
    given = parser.parse_args()
    sets = given.sets or list(TITLES)
    if given.verbose and sets != ["train"]:
        parser.error("-v 只能和 --train 一起用 → 留出集的错处不能看")
    for which in sets:
        print(*set_lines(which), sep="\n")
        if given.verbose:
            print(*mistake_lines(which), *column_mistake_lines(which), sep="\n")
    if given.sets is None:
        print(*unread_lines(), sep="\n")


if __name__ == "__main__":
    main()
