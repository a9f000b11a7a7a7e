"""Every article that is cited stands in docs/laws.md or is called 未核对 where it is cited."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NUMBER = "[一二三四五六七八九十百零]+"
LAW = r"(?:《[^》]{2,60}》|[\u4e00-\u9fff]{0,24}(?:法典|法|条例|办法|规定))"
ARTICLES = rf"第{NUMBER}条(?:第{NUMBER}[款项]|[、和至]第?{NUMBER}条)*"
CITATION = re.compile(rf"({LAW})\s?({ARTICLES})")
HELD = re.compile(r"^## (\S.*)$|^\| 第(\S+)条 \|", re.M)
DIGITS = "零一二三四五六七八九"


def number_of(written: str) -> int:
    """The value of a Chinese numeral below one thousand."""
    total = digit = 0
    for sign in written:
        if sign in DIGITS:
            digit = DIGITS.index(sign)
        else:
            total, digit = total + (digit or 1) * {"十": 10, "百": 100}[sign], 0
    return total + digit


def held() -> dict[str, set[int]]:
    """Law → articles that were read."""
    found: dict[str, set[int]] = {}
    law = ""
    for heading, article in HELD.findall((ROOT / "docs/laws.md").read_text(encoding="utf-8")):
        if heading:
            law = heading
        else:
            found.setdefault(law, set()).add(number_of(article))
    return found


def pages() -> Iterator[Path]:
    yield from (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "src").rglob("*.py")))
    for folder in ("src", "districts", "examples"):
        yield from (path for path in sorted((ROOT / folder).rglob("*.yaml")) if "reports" not in path.parts)


def articles_of(written: str) -> set[int]:
    """Articles of “第二十八条至第三十条”, “第四十八条、第四十九条”, “第三十一条第六项”."""
    marks = re.findall(rf"(至?)第?({NUMBER})条", written)
    found: set[int] = set()
    for to, numeral in marks:
        here = number_of(numeral)
        found |= set(range(max(found), here + 1)) if to else {here}
    return found


def citations() -> Iterator[tuple[str, str, int]]:
    for path in pages():
        for line, written in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for law, articles in CITATION.findall(written):
                if "未核对" not in written:
                    name = law.strip("《》").removeprefix("中华人民共和国")
                    yield from ((f"{path.relative_to(ROOT)}:{line}", name, number) for number in articles_of(articles))


def test_numerals_are_read() -> None:
    assert [number_of(written) for written in ("九", "十三", "四十七", "二百零四", "二百七十八")] == [
        9,
        13,
        47,
        204,
        278,
    ]
    assert articles_of("第二十八条至第三十条") == {28, 29, 30}


def test_what_is_cited_was_read() -> None:
    laws = held()
    assert min(map(len, laws.values())) > 0
    unread = []
    for where, name, number in citations():
        known = max((law for law in laws if name.endswith(law)), key=len, default=None)
        if known is None or number not in laws[known]:
            unread.append(
                f"{where}: {name} 第{number}条 → 读过原文，在 docs/laws.md 加一行；没读到的，在引用处写明“未核对”"
            )
    assert not unread, "\n".join(unread)


def test_something_is_cited() -> None:
    assert len({(name, number) for _, name, number in citations()}) > 20
