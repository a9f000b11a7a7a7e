"""The verb of the registers: who may, what it says, and one clear refusal for whatever cannot be meant."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from register_files import HEAD, ROWS, as_csv, district
from vaults import key_file, rows

from yunhe import cli
from yunhe.mechanisms.act import Act
from yunhe.mechanisms.library import library_of
from yunhe.mechanisms.workdays import Calendar
from yunhe.registers import sheets
from yunhe.server.matters import work

pytestmark = pytest.mark.usefixtures("database")
ACCESS = """
roles:
  台账归口:
    posts: ["*.台账岗"]
    rows: 本岗
    mechanisms: []
    registers: all
    stores: {公共: [内部, 个人]}
    may: [导入, 导出]
    basis: 示例口径
  查阅:
    posts: ["*.查阅岗"]
    rows: 本岗
    mechanisms: []
    registers: [企业]
    stores: {公共: [内部]}
    basis: 示例口径
examples: {}
"""
LOOP = """
mechanism: 走访企业
basis: 示例口径
kept_by: yunhe
fields: {企业: {type: ref, register: 企业, needed: true}, 母公司: {type: ref, register: 企业}}
start: 待走访
states:
  待走访: {owner: 区商务局.承办岗, within: 5 days, actions: {走访: {to: 已走访, needs: [母公司]}}}
  已走访:
"""
VISITS_LAYOUT = """
import: 走访月报
register: 走访
columns: {号: 编号, 企业: 企业}
examples: {好: {row: {号: Z1, 企业: A1}, gives: {编号: Z1}}, 坏: {row: {号: "#N/A", 企业: A1}, refused: {编号: 错误值}}}
"""
CLERK = ("--as", "区商务局.台账岗", "--person", "1024")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("YUNHE_KEYS", key_file(tmp_path / "主密钥", "公共"))
    monkeypatch.chdir(tmp_path)
    kept = district(tmp_path)
    (kept / "access.yaml").write_text(ACCESS, encoding="utf-8")
    (kept / "systems.yaml").touch()
    (tmp_path / "企业.csv").write_bytes(as_csv(HEAD, *ROWS))
    appointed("区商务局.台账岗", "区民政局.台账岗", "区商务局.查阅岗")
    return kept


def appointed(*posts: str) -> None:
    """The posts are held by 1024 since long ago."""
    from django.db import transaction

    from yunhe.access.holdings import subject_of
    from yunhe.server.access import held
    from yunhe.server.ledger import chain
    from yunhe.types import Event

    at = datetime(2020, 1, 1, tzinfo=UTC)
    with transaction.atomic():
        for post in posts:
            body = {"do": "任职", "who": "1024", "since": at.isoformat(), "until": None, "basis": "例"}
            chain.append(subject_of(post), [Event(subject_of(post), 1, at, "appointed", "区.安全管理员", "1", body)], 0)
            held.put(post)


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Exit code and everything it said."""
    code = cli.main(["register", *words, "--district", "区"])
    out = capsys.readouterr()
    return code, out.out + out.err


def test_a_register_is_worked_from_the_shell(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = said(capsys, "import", "企业", "企业.csv", *CLERK)
    assert code == 0
    assert "新增 3 条" in text
    number = text.split("已导入：")[1].split()[0]
    assert "张三" not in said(capsys, "show", "企业", "A1", *CLERK)[1]
    assert "张三" in said(capsys, "show", "企业", "A1", "--purpose", "核对", *CLERK)[1]
    assert "例一公司" in said(capsys, "list", "企业", "--where", "街道=东门", *CLERK)[1]
    assert "企业.csv第2行" in said(capsys, "history", "企业", "A1", *CLERK)[1]
    assert number in said(capsys, "list", "企业", "--imports", *CLERK)[1]
    assert "3 条" in said(capsys, "export", "企业", "出.xlsx", *CLERK)[1]
    assert "3／0／0" in said(capsys, "list")[1]
    assert "撤销 3 条" in said(capsys, "undo", number, "--because", "给错了表", *CLERK)[1]
    assert cli.main(["rebuild", "--check"]) == 0


def test_a_refused_row_is_named_and_nothing_comes_in(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("坏.csv").write_bytes(as_csv(HEAD, *ROWS, ("A4", "例四公司", "", "约", "", "")))
    code, text = said(capsys, "import", "企业", "坏.csv", *CLERK)
    assert code == 3
    assert "坏.csv第5行 D列" in text
    assert "什么也没有导入" in text
    assert rows("SELECT count(*) FROM registers_entry") == [(0,)]
    code, text = said(capsys, "import", "企业", "坏.csv", "--partly", "--missing", "缺.csv", *CLERK)
    assert (code, "新增 3 条" in text) == (3, True)
    assert Path("缺.csv").read_text("utf-8-sig").startswith("编号,名称")
    Path("空.csv").write_text(Path("坏.csv").read_text("utf-8-sig").splitlines()[0], encoding="utf-8")
    code, text = said(capsys, "import", "企业", "空.csv", *CLERK)
    assert (code, "没有一条" in text) == (2, True)


REFUSED = (
    (("import", "走坊", "企业.csv", *CLERK), "没有这个台账 → 是不是“走访”？"),
    (("import", "企业", "没有.csv", *CLERK), "读不了（没有这个文件或文件夹）"),
    (("import", "企业", "主密钥", *CLERK), "表头"),
    (("import", "企业", "企业.csv", "--mapping", "名录", *CLERK), "没有这份列对应"),
    (("import", "企业", "企业.csv"), "没有写明以哪个岗位"),
    (("import", "企业", "企业.csv", "--as", "区商务局.台账岗", "--person", "7"), "此刻不在这个岗位"),
    (("import", "企业", "企业.csv", "--as", "区民政局.台账岗", "--person", "1024"), "由区商务局负责"),
    (("import", "企业", "企业.csv", "--as", "区商务局.查阅岗", "--person", "1024"), "不能在“公共”库做这件事"),
    (("list", "走访", "--as", "区商务局.查阅岗", "--person", "1024"), "看不到台账“走访”"),
    (("list", "企业", "--where", "街道", *CLERK), "看不懂“街道”"),
    (("list", "企业", "--where", "街道=北门", *CLERK), "本区没有"),
    (("show", "企业", "A1", *CLERK), "没有这个条目"),
    (("undo", "企业-2026-000001", *CLERK), "没有写明为什么撤销"),
    (("undo", "企业-2026-000001", "--because", "错", *CLERK), "没有这次导入"),
    (("export", "企业", "出.doc", *CLERK), "不认识的格式"),
    (("export", "企业", "出.csv", "--as", "区商务局.查阅岗", "--person", "1024"), "不能在“公共”库做这件事"),
)


@pytest.mark.parametrize(("words", "why"), REFUSED)
def test_what_cannot_be_meant_is_refused_once_and_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], why: str
) -> None:
    code, text = said(capsys, *words)
    assert code == 2
    assert why in text
    assert "Traceback" not in text
    assert rows("SELECT count(*) FROM registers_entry") == [(0,)]
    assert not Path("出.csv").exists()


def test_who_says_not_who_they_are_sees_simulated_entries_only(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "import", "企业", "企业.csv", *CLERK)
    Path("拟.csv").write_bytes(as_csv(("编号", "名称"), ("M1", "拟公司")))
    assert "已导入" in said(capsys, "import", "企业", "拟.csv", "--simulated")[1]
    text = said(capsys, "list", "企业")[1]
    assert "拟公司" in text
    assert "模拟数据" in text
    assert "例一公司" not in text
    assert said(capsys, "show", "企业", "A1")[0] == 2
    assert said(capsys, "show", "企业", "M1")[0] == 0


def test_a_matter_leads_to_entries_that_stand(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "mechanisms").mkdir()
    (folder / "mechanisms" / "走访企业.yaml").write_text(LOOP, encoding="utf-8")
    office = work.Office(library_of(folder), Calendar.shipped())
    at = datetime(2025, 6, 3, 1, 0, tzinfo=UTC)
    opening = Act("登记", "申请人", at, given={"企业": "A1"})
    with pytest.raises(work.RefusedError, match="还是空的"):
        work.open_one(office, "走访企业", opening, simulated=True)
    said(capsys, "import", "企业", "企业.csv", *CLERK)
    number = work.open_one(office, "走访企业", opening, simulated=True).subject
    with pytest.raises(work.RefusedError, match="“母公司”：台账“企业”里没有“a2” → 是不是“A2”"):
        work.do(office, number, Act("走访", "区商务局.承办岗", at, given={"母公司": "a2"}))
    work.do(office, number, Act("走访", "区商务局.承办岗", at, given={"母公司": "A2"}))
    assert rows("SELECT last FROM matters_matter") == [(2,)]


def test_a_file_that_is_too_big_is_refused_before_it_is_read(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "LARGEST_FILE", 100)
    code, text = said(capsys, "import", "企业", "企业.csv", *CLERK)
    assert (code, "文件超过" in text) == (2, True)


def test_the_layout_of_another_register_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "imports").mkdir()
    (folder / "imports" / "visits.yaml").write_text(VISITS_LAYOUT, encoding="utf-8")
    Path("别的.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    code, text = said(capsys, "import", "走访", "别的.csv", *CLERK)
    assert (code, "用 --mapping：走访月报" in text) == (2, True)
    code, text = said(capsys, "import", "企业", "企业.csv", "--mapping", "走访月报", *CLERK)
    assert (code, "是台账“走访”的列对应" in text) == (2, True)
