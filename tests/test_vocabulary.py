"""An office's lists are read strictly: what is right is kept, what is wrong is named with path, line and remedy."""

from pathlib import Path

import pytest

from yunhe.audit.vocabulary import known_terms, load
from yunhe.errors import DefinitionError, UnreadableError
from yunhe.types import Term, Vocabulary

ROOT = Path(__file__).resolve().parent.parent
DATED = 'since: "2024-01-01", source: 文件'


def written(folder, name, text, encoding="utf-8"):
    (folder / name).write_text(text, encoding=encoding)
    return folder


def refused(folder, name, text, encoding="utf-8"):
    with pytest.raises(DefinitionError) as caught:
        load(written(folder, name, text, encoding))
    assert caught.value.path == str(folder / name)
    assert caught.value.remedy
    return caught.value


def test_an_empty_folder_gives_the_shipped_lists_only(tmp_path):
    assert load(tmp_path) == load() == Vocabulary(organs=load().organs)
    assert all(term.since and term.source and term.means for term in load().organs)
    with pytest.raises(UnreadableError):
        load(tmp_path / "missing")


def test_terms_in_use_all_over_the_country_need_no_explanation():
    assert {"两个维护", "四风", "12345"} <= known_terms()
    assert not {"1515", "三城五区", "133+X"} & known_terms()


def test_the_shipped_district_is_read():
    found = load(ROOT / "districts/gongshu")
    assert Term("敖煜新", "代区长", "2025-05-28", "2025-05-28", found.officials[0].source) in found.officials
    assert "拱墅区第一届人民代表大会第四次会议" in {session.name for session in found.sessions}
    assert found.units["gdp"] == "区发改经信局"
    assert found.units["rd_intensity"] == "区科技局"
    assert "第五人格" in found.names
    assert found.barred == ()


def test_every_list_is_kept(tmp_path):
    written(tmp_path, "officials.yaml", f"officials:\n  - {{name: 张三, post: 区长, {DATED}}}\n")
    written(tmp_path, "organs.yaml", f"organs:\n  - {{name: 区数据局, formerly: [区大数据局, 区信息办], {DATED}}}\n")
    groups = f"names:\n  - {{words: [华华], {DATED}}}\nexplained:\n  - {{words: [“1515”攻坚行动], {DATED}}}\n"
    phrases = f"phrases:\n  - {{right: 共同富裕, wrong: 共同付裕, {DATED}}}\n"
    written(
        tmp_path, "vocabulary.yaml", groups + phrases + f"units:\n  - {{unit: 区统计局, indicators: [gdp], {DATED}}}\n"
    )
    found = load(tmp_path)
    assert found.officials == (Term("张三", "区长", "2024-01-01", "", "文件"),)
    assert [term.means for term in found.organs[:2]] == ["区大数据局", "区信息办"]
    assert {"华华", "区数据局"} <= found.names
    assert found.explained == {"“1515”攻坚行动"}
    assert found.phrases == (Term("共同富裕", "共同付裕", "2024-01-01", "", "文件"),)
    assert found.units == {"gdp": "区统计局"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_barred_words_are_read_as_spreadsheets_save_them(tmp_path, encoding):
    written(tmp_path, "barred.csv", '词,改为,出处\n旧词,"新词，或不写",区委宣传部通知\n\n', encoding)
    assert load(tmp_path).barred == (Term("旧词", "新词，或不写", "", "", "区委宣传部通知"),)


@pytest.mark.parametrize(
    ("name", "text", "line", "problem"),
    [
        (
            "officials.yaml",
            "officials:\n  - {name: 张三, post: 区长, since: 2024-13-01, source: 文件}\n",
            2,
            "2024-13-01",
        ),
        ("officials.yaml", f"officials:\n  - {{name: 张三, {DATED}}}\n", 2, "post"),
        ("officials.yaml", "officials:\n  - {name: 张三, post: 区长, since: 2024-01-01}\n", 2, "source"),
        ("officials.yaml", f"sessions:\n  - {{name: 会, until: 2023-01-01, {DATED}}}\n", 2, "早于"),
        ("organs.yaml", f"organs:\n  - {{name: 局, former: [旧局], {DATED}}}\n", 2, "former"),
        ("vocabulary.yaml", f"units:\n  - {{unit: 局, indicators: [no_such], {DATED}}}\n", 2, "no_such"),
        (
            "vocabulary.yaml",
            f"units:\n  - {{unit: 甲局, indicators: [gdp], {DATED}}}\n  - {{unit: 乙局, indicators: [gdp], {DATED}}}\n",
            3,
            "甲局",
        ),
        ("vocabulary.yaml", f"\nunit:\n  - {{unit: 局, {DATED}}}\n", 2, "unit"),
        ("barred.csv", "词,改为\n旧词,新词\n", 1, "出处"),
        ("barred.csv", "词,出处,备注\n旧词,通知,无\n", 1, "备注"),
        ("barred.csv", "词,出处\n旧词,通知\n,通知\n", 3, "词"),
        ("barred.csv", "词,出处,起\n旧词,通知,去年\n", 2, "去年"),
        ("barred.csv", '词,出处\n"旧"词,通知\n', 2, "csv"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path, name, text, line, problem):
    error = refused(tmp_path, name, text)
    assert error.line == line
    assert problem in str(error)
