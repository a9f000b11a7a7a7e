"""The words of the site: each has its English with the same gaps, and none stands in a template unmarked."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from visitors import staff, stranger

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "src/yunhe/server/pages/templates"
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")
GAP = re.compile(r"%(?:\(\w+(?:\.\w+)*\))?[sd%]")
DATA = {"项目", "政府工作报告", *"、，。"}  # names of definitions that are words of the site too
UNMARKED = {"中文"}  # the name of the language, in its own words
# English may show a word of a definition or of a file's name as it is
KEPT = re.compile(
    r"草稿\.已核\.yaml|企呼我应-2026-000001|区住建局\.承办岗|示例口径|督查任务|立规"
    r"|10个工作日, 30日, 3个月|“不同意”|、(?=$)"
)


def words() -> ModuleType:
    """The tool that keeps the catalogue."""
    spec = importlib.util.spec_from_file_location("words", ROOT / "tools/words.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_catalogue_has_every_word_and_no_other() -> None:
    tool = words()
    found = tool.words_of(tool.SERVER)
    text = tool.PO.read_text(encoding="utf-8")
    assert tool.written(found, tool.read(text)) == text, "run tools/words.py"
    assert tool.missing(tool.read(text)) == []


def test_what_is_compiled_is_what_is_written() -> None:
    tool = words()
    assert tool.PO.with_suffix(".mo").read_bytes() == tool.compiled(tool.read(tool.PO.read_text(encoding="utf-8")))


def test_gettext_reads_what_the_tool_compiles(tmp_path: Path) -> None:
    import gettext

    tool = words()
    catalogue = {
        tool.Word("没有“%s”\n"): ("no “%s”\n",),
        tool.Word("%(n)s 份", "%(n)s 份"): ("%(n)s one", "%(n)s many"),
        tool.Word("机制", context="list"): ("Mechanisms",),
    }
    (tmp_path / "django.mo").write_bytes(tool.compiled(catalogue))
    with (tmp_path / "django.mo").open("rb") as opened:
        read = gettext.GNUTranslations(opened)
    assert read.gettext("没有“%s”\n") == "no “%s”\n"
    assert read.pgettext("list", "机制") == "Mechanisms"
    assert [read.ngettext("%(n)s 份", "%(n)s 份", n) for n in (1, 2)] == ["%(n)s one", "%(n)s many"]
    assert tool.read(tool.written({word: set() for word in catalogue}, catalogue)) == catalogue


def test_english_has_the_same_gaps_and_no_chinese() -> None:
    tool = words()
    for word, texts in tool.read(tool.PO.read_text(encoding="utf-8")).items():
        for text in texts:
            assert sorted(GAP.findall(text)) == sorted(GAP.findall(word.one)), (word.one, text)
            assert not CHINESE.search(KEPT.sub("", text)), (word.one, text)


def test_words_of_a_template_are_the_keys_that_django_asks_for(database: str) -> None:
    from django.template import Context, Engine
    from django.utils import translation

    source = """{% load i18n %}{% translate "占 50%" %}{% blocktranslate with of=a.b trimmed %}
        共 {{ of }} 件，占 5%{% endblocktranslate %}
        {% blocktranslate count n=n %}{{ n }} 份{% plural %}{{ n }} 份{% endblocktranslate %}"""
    asked: list[str] = []
    template = Engine(libraries={"i18n": "django.templatetags.i18n"}).from_string(source)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(translation._trans, "gettext", lambda text: asked.append(text) or text, raising=False)
        patch.setattr(translation._trans, "ngettext", lambda one, many, n: asked.append(one) or one, raising=False)
        template.render(Context({"a": {"b": 1}, "n": 2}))
    assert asked == [word.one for word in words().of_template(source)]


def bare(source: str) -> list[str]:
    """The Chinese in a template outside of what is translated: in its text, and in the values of attributes."""
    source = re.sub(r"\{% comment.*?endcomment %\}|\{#.*?#\}", "", source, flags=re.S)
    source = re.sub(r"\{% blocktranslate.*?endblocktranslate %\}", "", source, flags=re.S)
    return CHINESE.findall(re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", source))


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_no_word_of_a_template_is_unmarked(path: Path) -> None:
    assert set(bare(path.read_text(encoding="utf-8"))) <= UNMARKED


def test_chinese_comes_first_whatever_the_browser_prefers(database: str) -> None:
    client = stranger()
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en-GB,en;q=0.9"
    for path, chinese in (("/", "阅览室"), ("/account/login/", "口令"), ("/没有这一页", "核对编号")):
        answer = client.get(path)
        assert answer.headers["Content-Language"] == "zh-hans"
        assert '<html lang="zh-CN">' in answer.content.decode()
        assert chinese in answer.content.decode()


def test_the_switch_turns_to_english_and_back(database: str) -> None:
    client = stranger()
    assert client.post("/language/", {"language": "en", "next": "/reports/"}).headers["Location"] == "/reports/"
    answer = client.get("/reports/")
    assert answer.headers["Content-Language"] == "en"
    assert "Cookie" in answer.headers["Vary"]
    assert '<html lang="en">' in answer.content.decode()
    assert "Reading room" in answer.content.decode()
    client.post("/language/", {"language": "zh-hans"})
    assert "阅览室" in client.get("/reports/").content.decode()


def test_one_answer_in_english_leaves_the_next_in_chinese(database: str) -> None:
    from django.utils import translation

    client = stranger()
    client.cookies["django_language"] = "en"
    client.get("/")
    assert translation.get_language() == "zh-hans"


def test_a_language_that_the_site_has_not_is_chinese(database: str) -> None:
    client = stranger()
    client.cookies["django_language"] = "tlh"
    assert client.get("/").headers["Content-Language"] == "zh-hans"


@pytest.mark.parametrize(
    ("language", "password", "said"),
    [
        ("zh-hans", "qwertyuiop", "这个密码太常见了"),
        ("en", "qwertyuiop", "This password is too common"),
        ("zh-hans", "短", "口令太短 → 至少 10 个字"),
        ("en", "短", "at least 10 characters"),
    ],
    ids=["Chinese", "English", "short, Chinese", "short, English"],
)
def test_what_django_says_itself_is_in_the_language_too(database: str, language: str, password: str, said: str) -> None:
    client = stranger()
    client.cookies["django_language"] = language
    asked = {"name": "住户甲", "password": password, "again": password}
    assert said in client.post("/counter/signup/", asked).content.decode()


PAGES = (
    "/",
    "/reports/",
    "/search/",
    "/area/",
    "/desk/",
    "/dashboard/",
    "/matters/",
    "/tasks/",
    "/registers/",
    "/counter/",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_in_english_has_no_word_of_the_site_in_chinese(database: str, path: str) -> None:
    tool, client = words(), staff("W1", "区住建局.承办岗")
    client.cookies["django_language"] = "en"
    page = re.sub(r' value="[^"]*"', "", client.get(path).content.decode())
    shown = {text.strip() for text in re.split(r"<[^>]*>|\"", page)}
    chinese = {
        word.one for word, _ in tool.read(tool.PO.read_text(encoding="utf-8")).items() if CHINESE.search(word.one)
    }
    assert sorted(shown & chinese - DATA) == []
