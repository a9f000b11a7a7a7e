"""写出提纲里的句子，数字由查询得出；每个数字写明来自哪条查询。"""

import argparse
from pathlib import Path


def add(parser: argparse.ArgumentParser) -> None:
    """Which outline, which year."""
    parser.add_argument("outline", metavar="提纲.yaml")
    parser.add_argument("--year", type=int, required=True, metavar="年份")
    parser.add_argument("--district", metavar="文件夹", help="区县的文件夹，如 districts/gongshu")


def run(given: argparse.Namespace) -> int:
    """Write the sentences."""
    from yunhe.server import require_tables, start

    start()
    require_tables()
    from yunhe.definitions import strict
    from yunhe.server.measuring import measure
    from yunhe.systems import find_district
    from yunhe.writing.sentence import compile_sentence, names_in

    district = find_district(given.district)
    root = strict.load(Path(given.outline))
    for key in ("outline", "data"):
        root.take(key, strict.text, "")
    root.take("systems", strict.texts, ())
    sentences = root.take("sentences", strict.texts)
    root.finish()
    for written in sentences:
        figures = {name: measure(district, name, given.year) for name in names_in(written)}
        compiled = compile_sentence(written, figures)
        print(compiled.text)
        for name, span in compiled.figures:
            simulated = "（模拟数据）" if figures[name].simulated else ""
            print(f"  {span.quote} ← {figures[name].source}{simulated}")
    return 0
