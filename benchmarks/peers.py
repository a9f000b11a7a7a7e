"""Readers of numbers that others have made: each function loads one and gives back `read(text) -> how many it found`.

They run in .venv-peers, where Yunhe is not installed; nothing here may import it. What a peer is asked for is what
reading figures needs of it (numbers, percentages, money, measures), with its own defaults. It gets the text line by
line or, where that is faster for it, sentence by sentence.
"""

import re
from collections.abc import Callable

Reader = Callable[[str], int]

UNITS = "个百分点|%|％|元|美元|平方米|公里|亩|吨|人次|人|名|户|家|个|项|件|台|套|条|座|处|所|场|次"
NUMBER_AND_UNIT = re.compile(rf"\d[\d,]*(?:\.\d+)?(?:万亿|亿|千万|百万|万|千)?[余多]?(?:{UNITS})")
SENTENCES = re.compile(r"[^。；\n]+")


def bare_regex() -> Reader:
    """A number and a unit, nothing else."""
    return lambda text: sum(1 for match in NUMBER_AND_UNIT.finditer(text) if (match.start(), match.group())[1])


def rjieba() -> Reader:
    """Words with their parts of speech; numbers are tagged, not read."""
    import rjieba

    return lambda text: sum(tag == "m" for line in text.splitlines() for _, tag in rjieba.tag(line))


def jionlp() -> Reader:
    """Amounts of money."""
    from jionlp import ner

    return lambda text: sum(len(ner.extract_money(line)) for line in text.splitlines() if line)


def duckling_chinese() -> Reader:
    """Numbers, quantities, money, fractions and ordinals, sentence by sentence (faster for it than longer text)."""
    from duckling_chinese import Duckling
    from duckling_chinese import DucklingDimension as Dimension

    duckling = Duckling()
    wanted = {Dimension.NUMERAL, Dimension.QUANTITY, Dimension.CURRENCY, Dimension.FRACTION, Dimension.ORDINAL}
    options, context = duckling.gen_options(targets=wanted), duckling.gen_context()
    return lambda text: sum(len(duckling.parse_entities(part, context, options)) for part in SENTENCES.findall(text))


def recognizers_text() -> Reader:
    """Numbers, percentages, money and measures."""
    from recognizers_number import NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer
    from recognizers_text import Culture

    numbers, units = NumberRecognizer(Culture.Chinese), NumberWithUnitRecognizer(Culture.Chinese)
    models = [numbers.get_number_model(), numbers.get_percentage_model()]
    models += [units.get_currency_model(), units.get_dimension_model()]
    return lambda text: sum(len(model.parse(line)) for line in text.splitlines() if line for model in models)


TITLES = {
    recognizers_text: "Microsoft Recognizers-Text（数、百分数、货币、度量）",
    duckling_chinese: "duckling 中文版（小米，JVM；数、量、货币、分数、序数）",
    jionlp: "jionlp（只读金额）",
    rjieba: "rjieba（只标词性）",
    bare_regex: "数字加单位的正则（别的都不读）",
}
