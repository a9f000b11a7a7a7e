"""What has run out is listed and goes when told to; what runs again, or is needed by what still runs, stays."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from holders import by, hold
from vaults import NAME, PHONE, kept, key_file, rows

from yunhe.cli import main
from yunhe.errors import YunheError
from yunhe.mechanisms.act import Act
from yunhe.mechanisms.workdays import CHINA
from yunhe.server.clock import now
from yunhe.server.ledger import chain
from yunhe.server.matters import expiry, rebuild, row, work
from yunhe.server.matters.expiry import Over, Waiting, erase_over, run_out
from yunhe.server.office import office_of
from yunhe.server.vault import erasure
from yunhe.server.vault.erasure import Order
from yunhe.types import Json

NOW = datetime(2025, 3, 3, 9, 0, tzinfo=CHINA)
TODAY = date(2025, 4, 3)
POST = "区信访局.接待岗"
ORDER = Order("区信访局.档案岗", "w-1", datetime(2025, 4, 3, 9, 0, tzinfo=CHINA), "保存期满")
LOOP = """
mechanism: {key}
basis: 示例口径
kept_by: yunhe
store: {store}
retention: {{days: 30, after: {after}, basis: 示例口径}}
fields:
  来访人: {{type: person, class: 个人}}
  电话: {{type: phone, class: 个人}}
  归档日期: date
flow: [拆分, 并案, 更正, 关联]
start: 待办
states:
  待办: {{owner: 区信访局.接待岗, within: 5 workdays, actions: {{办好: 已办, 不办: {{to: 不予办理, needs: [理由]}}}}}}
  已办: {{outcome: 办结, actions: {{重办: {{to: 待办, by: 区信访局.接待岗, at_most: 1}}}}}}
  不予办理:
"""
STORES = """stores:
  公共: {owner: 甲, purpose: 办理, basis: 示例口径}
  信访: {owner: 乙, purpose: 办理, basis: 示例口径}
"""

ARCHIVE = "rows: 全区, mechanisms: all, may: [删除], basis: 示例口径"
ACCESS = f"""roles:
  档案: {{posts: [区信访局.档案岗], stores: {{公共: [内部], 信访: [内部]}}, {ARCHIVE}}}
  来电档案: {{posts: [区政府办公室.档案岗], stores: {{公共: [内部]}}, {ARCHIVE}}}
  安全管理员: {{posts: [区数据局.安全管理员], may: [任免], basis: 示例口径}}
examples: {{}}
"""

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(autouse=True)
def district(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "区"
    (folder / "mechanisms").mkdir(parents=True)
    code = 'code: "330105"\nname: 拱墅区\nparent: 杭州市\nsources: {}\nsubdistricts: {"330105001": 米市巷街道}\n'
    (folder / "district.yaml").write_text(code, encoding="utf-8")
    (folder / "systems.yaml").write_text("systems: {}\n", encoding="utf-8")
    (folder / "stores.yaml").write_text(STORES, encoding="utf-8")
    (folder / "access.yaml").write_text(ACCESS, encoding="utf-8")
    for key, store, after in (("来访", "信访", "办结"), ("来电", "公共", "归档日期")):
        written = LOOP.format(key=key, store=store, after=after)
        (folder / f"mechanisms/{key}.yaml").write_text(written, encoding="utf-8")
    monkeypatch.setenv("YUNHE_KEYS", key_file(tmp_path / "主密钥", "信访", "公共"))
    monkeypatch.setenv("YUNHE_FILES", str(tmp_path / "files"))
    return folder


@pytest.fixture
def office(district: Path) -> work.Office:
    return office_of(str(district))


def opened(office: work.Office, key: str = "来访", **given: Json) -> str:
    return work.open_one(office, key, Act("登记", "申请人", NOW, given={"来访人": NAME, **given})).subject


def do(office: work.Office, number: str, name: str, at: datetime = NOW, to: str = "", **given: Json) -> None:
    work.do(office, number, Act(name, POST, at, given=given, to=to))


def ended(office: work.Office, key: str = "来访", **given: Json) -> str:
    do(office, number := opened(office, key, **given), "办好")
    return number


def found(office: work.Office, today: date = TODAY) -> dict[str, str]:
    return {each.subject: type(each).__name__ for each in run_out(office.library, today)}


def test_the_time_counts_from_the_end_and_not_a_day_too_early(office: work.Office) -> None:
    number = ended(office)
    opened(office)
    assert found(office, TODAY - timedelta(days=1)) == {}
    assert found(office) == {number: "Over"}


def test_what_runs_again_stays(office: work.Office) -> None:
    number = ended(office)
    [over] = run_out(office.library, TODAY)
    assert isinstance(over, Over)
    do(office, number, "重办")
    assert found(office) == {}
    with pytest.raises(YunheError, match="又在办了"):
        erase_over(office.library, over, TODAY, ORDER)
    assert len(rows("SELECT id FROM vault_payload")) == 1


def test_the_time_may_count_from_a_day_in_a_field(office: work.Office) -> None:
    early, late = ended(office, "来电", 归档日期="2025-03-03"), ended(office, "来电", 归档日期="2025-03-04")
    silent = ended(office, "来电")
    assert found(office) == {early: "Over", silent: "Waiting"}
    assert found(office, TODAY + timedelta(days=1)) == {early: "Over", late: "Over", silent: "Waiting"}


def test_a_part_waits_for_the_whole_and_a_duplicate_for_what_it_went_into(office: work.Office) -> None:
    whole, into = opened(office), opened(office)
    do(office, whole, "拆分", 理由="分开办", 来访人=NAME)
    part = next(iter(row.find(whole).children))
    do(office, part, "办好")
    merged = opened(office)
    do(office, merged, "并案", to=into, 理由="同一件")
    assert found(office) == {part: "Waiting", merged: "Waiting"}
    assert f"{whole} 还在办" in next(str(each) for each in run_out(office.library, TODAY) if each.subject == part)
    do(office, whole, "办好")
    do(office, into, "办好")
    assert set(found(office).values()) == {"Over"}


def test_all_of_a_matter_goes_and_another_running_one_keeps_its_own(office: work.Office, tmp_path: Path) -> None:
    number, other = ended(office, 电话=PHONE), opened(office)
    person = rows(f"SELECT person FROM vault_payload WHERE subject = '{number}'")[0][0]
    before = chain.head(number)
    [over] = run_out(office.library, TODAY)
    assert isinstance(over, Over)
    gone = erase_over(office.library, over, TODAY, ORDER)
    assert sum(len(plan.values) for plan in gone) == 2
    assert [subject for (subject,) in rows("SELECT DISTINCT subject FROM vault_payload")] == [other]
    assert chain.head(number) == before
    assert chain.read(f"person:{person}")[-1].body["because"] == "保存期满"
    assert PHONE not in kept(tmp_path)
    assert found(office) == {}
    assert list(rebuild.differences()) == []


def test_a_mechanism_that_is_gone_is_said(office: work.Office, district: Path) -> None:
    number = ended(office)
    (district / "mechanisms/来访.yaml").unlink()
    assert found(office_of(str(district))) == {number: "Waiting"}


def test_from_the_shell_it_lists_first_and_erases_when_told(
    office: work.Office, district: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hold(district, W1="区信访局.档案岗", W2="区政府办公室.档案岗")
    number, running = ended(office), opened(office)
    words = ["erase", "--expired", *by("区信访局.档案岗", "W1", district)]
    assert main([*words[:2], *by("区政府办公室.档案岗", "W2", district)]) == 0
    assert number not in capsys.readouterr().out  # of a store in which it may not erase
    assert main(words) == 0
    shown = capsys.readouterr().out
    assert f"■ 到期 {number}：办结后30天，2025-04-03 起不得再存" in shown
    assert running not in shown
    assert "没有删除" in shown
    assert len(rows("SELECT id FROM vault_payload")) == 2
    assert main(["erase", "--expired", "--district", str(district), "--yes"]) == 2
    assert "没有写明谁来删除" in capsys.readouterr().err
    assert main([*words, "--yes"]) == 0
    assert f"○ 已删除 {number}" in capsys.readouterr().out
    assert [subject for (subject,) in rows("SELECT DISTINCT subject FROM vault_payload")] == [running]
    assert chain.read(f"person:{erased()}")[-1].body["because"] == expiry.BECAUSE


def erased() -> str:
    return str(rows("SELECT DISTINCT person FROM vault_erasure")[0][0])


def test_a_matter_is_erased_by_its_number(
    office: work.Office, district: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hold(district, W1="区信访局.档案岗")
    number = ended(office)
    own = by("区信访局.档案岗", "W1", district)
    assert main(["erase", number, *own]) == 0
    assert "1 项内容" in capsys.readouterr().out
    said = ["--because", "本人要求", *own, "--yes"]
    assert main(["erase", number, *said]) == 0
    assert rows("SELECT id FROM vault_payload") == []
    assert main(["erase", number, *said]) == 2
    assert "没有个人信息，或已删除" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["erase"], ["erase", "p-1", "--expired"]])
def test_it_is_said_whose_data_go(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert "没有写明删谁的" in capsys.readouterr().err


def test_files_that_an_interruption_left_behind_are_swept(
    office: work.Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from yunhe.server.vault import sealed_files

    number = ended(office)
    name = str(rows("SELECT id FROM vault_payload")[0][0])
    path = sealed_files.place(tmp_path / "files", name)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x")
    assert erasure.sweep() == 0
    monkeypatch.setattr(sealed_files, "destroy", lambda folder, names: 0)
    erasure.erase_subject(number, ORDER)
    monkeypatch.undo()
    monkeypatch.setenv("YUNHE_FILES", str(tmp_path / "files"))
    assert erasure.sweep() == 1
    assert not path.exists()


def test_a_waiting_matter_says_what_to_do() -> None:
    assert "→" in str(Waiting("X-1", "信访", "没有填“归档日期”，保存期限没法算 → 更正，或用 yunhe erase 删除"))


REGISTER = """
register: 来访人
key: 编号
owner: 区信访局
store: 信访
basis: 示例口径
retention: {years: 1, after: 终止日期, basis: 示例口径}
fields:
  编号: {type: text, needed: true}
  姓名: {type: person, class: 个人}
  终止日期: date
examples: {一个: {entry: {编号: 甲}}, 没有编号: {entry: {姓名: 张三}, refused: {编号: 没有填}}}
"""
CLERK = """
  台账:
    posts: [区信访局.台账岗]
    rows: 全区
    mechanisms: []
    registers: [来访人]
    stores: {信访: [内部, 个人]}
    may: [导入]
    basis: 示例口径
"""


def test_entries_of_registers_run_out_too(district: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (district / "registers").mkdir()
    (district / "registers/来访人.yaml").write_text(REGISTER, encoding="utf-8")
    roles = (district / "access.yaml").read_text(encoding="utf-8")
    (district / "access.yaml").write_text(roles.replace("roles:", "roles:" + CLERK, 1), encoding="utf-8")
    hold(district, W1="区信访局.档案岗", W3="区信访局.台账岗")
    written = f"编号,姓名,终止日期\n甲,{NAME},2020-01-01\n乙,李四,\n丙,王五,{now().astimezone(CHINA):%Y-%m-%d}\n"
    (tmp_path / "人.csv").write_text(written, encoding="utf-8")
    clerk = by("区信访局.台账岗", "W3", district)
    assert main(["register", "import", "来访人", str(tmp_path / "人.csv"), *clerk]) == 0
    capsys.readouterr()
    words = ["erase", "--expired", *by("区信访局.档案岗", "W1", district)]
    assert main(words) == 0
    assert "■ 到期 entry:来访人:甲：终止日期后1年，2021-01-02 起不得再存" in capsys.readouterr().out
    assert main([*words, "--yes"]) == 0
    assert "○ 已删除 entry:来访人:甲" in capsys.readouterr().out
    left = sorted(str(subject) for (subject,) in rows("SELECT subject FROM vault_payload"))
    assert left == ["entry:来访人:丙", "entry:来访人:乙"]
    assert NAME not in kept(tmp_path)
    assert main(["rebuild", "--check"]) == 0
