"""Who may do and see what, from the shell: real matters need a post that is held, what is not theirs does not exist."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from yunhe.cli import main
from yunhe.mechanisms.act import Act
from yunhe.mechanisms.workdays import CHINA
from yunhe.server.access import acting, holding
from yunhe.server.access.holding import Officer, Term
from yunhe.server.access.reader import Seat, seat_of
from yunhe.server.clock import now
from yunhe.server.errors import StoreError
from yunhe.server.ledger import chain
from yunhe.server.matters import work
from yunhe.server.office import office_of

GONGSHU = Path(__file__).resolve().parents[2] / "districts/gongshu"
WHERE = ["--district", "区"]  # made by the fixture, of the few files that are needed
FILES = (
    "access.yaml",
    "district.yaml",
    "stores.yaml",
    "systems.yaml",
    "mechanisms/企呼我应.yaml",
    "mechanisms/信访.yaml",
)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=CHINA)
CENTRE, CLERK, OTHER = "企业综合服务中心.受理岗", "区住建局.承办岗", "区城管局.承办岗"
HEAD, AUDIT, SECURITY = "区政府.区长", "区数据局.审计管理员", "区数据局.安全管理员"
HELD = {CENTRE: "1001", "企业综合服务中心.分派岗": "1005", CLERK: "1002", OTHER: "1003", HEAD: "1", AUDIT: "A1"}
GIVEN = {"标题": "电价", "诉求内容": "怎么算", "渠道": "走访", "联系人": "张三丰", "联系电话": "13805710000"}
WITH = ["--with", *(f"{name}={value}" for name, value in GIVEN.items())]


@pytest.fixture
def desk(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Posts that are held, and master keys of the shared store."""
    from vaults import key_file

    from yunhe.access.roles import access_of

    monkeypatch.setenv("YUNHE_KEYS", key_file(tmp_path / "主密钥", "公共"))
    (tmp_path / "区/mechanisms").mkdir(parents=True)
    for name in FILES:
        shutil.copy(GONGSHU / name, tmp_path / "区" / name)
    monkeypatch.chdir(tmp_path)
    access = access_of(GONGSHU)
    term = Term(NOW - timedelta(days=1), None, "任")
    holding.appoint(access, Officer(SECURITY, "G1", NOW), SECURITY, "G1", term)
    for post, who in HELD.items():
        holding.appoint(access, Officer(SECURITY, "G1", NOW), post, who, term)
    yield
    assert main(["rebuild", "--check"]) == 0


def who(post: str, person: str = "") -> list[str]:
    return ["--as", post, "--person", person or HELD[post], *WHERE]


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    capsys.readouterr()
    assert main(list(arguments)) == code
    shown = capsys.readouterr()
    return shown.out if code == 0 else shown.err


def opened(capsys: pytest.CaptureFixture[str]) -> str:
    """A real matter that stands with 区住建局."""
    line = said(capsys, "run", "open", "企呼我应", *WITH, "--for", "申请人", *who(CENTRE))
    number = line.split(" ", 1)[0]
    said(capsys, "run", "do", number, "打标签", "--with", "类别=一般", "标签=用地", *who(CENTRE))
    said(capsys, "run", "do", number, "分派", "--unit", "主办单位=区住建局", *who("企业综合服务中心.分派岗"))
    return number


def test_a_real_matter_is_worked_by_held_posts_only(desk: None, capsys: pytest.CaptureFixture[str]) -> None:
    number = opened(capsys)
    unknown = said(capsys, "run", "do", "企呼我应-2026-999999", "签收", *who(CLERK), code=2)
    for asked in (who(OTHER), [*WHERE]):
        refused = said(capsys, "run", "do", number, "签收", *asked, code=2)
        assert refused.replace(number, "X") == unknown.replace("企呼我应-2026-999999", "X")
    assert "此刻不在这个岗位" in said(capsys, "run", "do", number, "签收", *who(CLERK, "1003"), code=2)
    assert "没有写明谁" in said(capsys, "run", "do", number, "签收", "--as", CLERK, *WHERE, code=2)
    assert "办理中" in said(capsys, "run", "do", number, "签收", *who(CLERK))
    last = chain.read(number)[-1]
    assert (last.actor, last.person, last.body.get("through")) == (CLERK, "1002", None)


def test_what_an_applicant_wants_is_taken_down_with_a_trace(desk: None, capsys: pytest.CaptureFixture[str]) -> None:
    for asked in (WHERE, ["--for", "申请人", *WHERE]):
        assert "真的事项要由在岗的人登记" in said(capsys, "run", "open", "企呼我应", *WITH, *asked, code=2)
    refused = said(capsys, "run", "open", "企呼我应", *WITH, "--for", "申请人", *who(CLERK), code=2)
    assert "替申请人登记和办理" in refused
    number = opened(capsys)
    first = chain.read(number)[0]
    assert (first.actor, first.person) == ("申请人", "")
    assert first.body["through"] == {"as": "代录", "post": CENTRE, "person": "1001"}
    assert f"代录：{CENTRE} 1001" in said(capsys, "run", "show", number, *who(CENTRE))
    for actor in ("上级系统", "系统"):
        refused = said(capsys, "run", "do", number, "打标签", "--as", actor, "--person", "1001", *WHERE, code=2)
        assert "不是岗位" in refused
    assert "不办“信访”" in said(capsys, "run", "open", "信访", *who(CENTRE), code=2)


def test_a_deputy_acts_as_such(desk: None, capsys: pytest.CaptureFixture[str]) -> None:
    number = opened(capsys)
    until = ["--until", "2999-01-01", "--basis", "出差"]
    said(capsys, "post", "deputise", CLERK, "1009", "--of", "1002", *until, *who(CLERK))
    said(capsys, "run", "do", number, "签收", *who(CLERK, "1009"))
    last = chain.read(number)[-1]
    assert (last.person, last.body["through"]) == ("1009", {"as": "代理", "of": "1002"})
    said(capsys, "post", "return", CLERK, "1009", "--because", "回来了", *who(CLERK))
    assert "此刻不在这个岗位" in said(capsys, "run", "show", number, *who(CLERK, "1009"), code=2)


def test_lists_and_faces_show_what_the_post_sees(desk: None, capsys: pytest.CaptureFixture[str]) -> None:
    number = opened(capsys)
    simulated = said(capsys, "run", "open", "企呼我应", *WITH[:4], "--simulated", *WHERE).split(" ", 1)[0]
    for verb in (["list"], ["list", "--mechanism", "企呼我应"], ["list", "--post", CLERK], ["due", "--days", "999"]):
        shown = {asked: said(capsys, "run", *verb, *who(asked)) for asked in (CENTRE, CLERK, OTHER, HEAD, AUDIT)}
        assert {asked for asked, text in shown.items() if number in text} == {CENTRE, CLERK, HEAD}
        assert number not in said(capsys, "run", *verb, *WHERE)
    assert simulated in said(capsys, "run", "list", *WHERE)
    unknown = said(capsys, "run", "show", "企呼我应-2026-999999", *who(OTHER), code=2)
    for asked in (who(OTHER), who(AUDIT), WHERE):
        assert said(capsys, "run", "show", number, *asked, code=2) == unknown.replace("企呼我应-2026-999999", number)
    assert "模拟数据" in said(capsys, "run", "show", simulated, *WHERE)


def test_fields_are_seen_by_class_and_every_look_is_logged(desk: None, capsys: pytest.CaptureFixture[str]) -> None:
    number = opened(capsys)
    covered = said(capsys, "run", "show", number, *who(CLERK))
    assert "13805710000" not in covered
    assert "个人信息，另存" in covered
    assert "加 --purpose 事由" in covered
    assert "共 0 条" in said(capsys, "looks", *who(AUDIT))
    clear = said(capsys, "run", "show", number, "--purpose", "联系当事人", *who(CLERK))
    assert "联系电话：13805710000" in clear
    masked = said(capsys, "run", "show", number, "--purpose", "了解进展", *who(HEAD))
    assert "联系电话：138****0000" in masked
    assert "张三丰" not in masked
    assert "没有这件事项" in said(capsys, "run", "show", number, "--purpose", "好奇", *who(OTHER), code=2)
    log = said(capsys, "looks", "--of", number, *who(AUDIT))
    assert log.count(number) == 2
    assert f"{CLERK} 1002" in log
    assert "联系电话 明文" in log
    assert "联系电话 掩码" in log
    assert "事由：联系当事人" in log
    assert "13805710000" not in log
    assert f"{CLERK} 1002" not in said(capsys, "looks", "--by", "1", *who(AUDIT))
    for other in (CLERK, HEAD, CENTRE):
        assert "不能" in said(capsys, "looks", *who(other), code=2)


def test_a_simulated_matter_says_that_nobody_was_checked(desk: None, capsys: pytest.CaptureFixture[str]) -> None:
    number = said(capsys, "run", "open", "企呼我应", *WITH[:4], "--simulated", *WHERE).split(" ", 1)[0]
    shown = said(capsys, "run", "do", number, "打标签", "--with", "类别=一般", "标签=用地", "--as", CENTRE, *WHERE)
    assert acting.UNCHECKED in shown


def seat(post: str) -> Seat:
    from yunhe.access.roles import access_of

    return seat_of(access_of("区"), post, HELD[post], now())


def test_a_simulated_matter_is_no_way_into_a_real_one(desk: None, capsys: pytest.CaptureFixture[str]) -> None:
    number = opened(capsys)
    simulated = said(capsys, "run", "open", "企呼我应", *WITH[:4], "--simulated", *WHERE).split(" ", 1)[0]
    tie = ["关联", "--to", number, "--with", "理由=同一件事", "--as", CENTRE]
    assert f"{number}: 没有这件事项" in said(capsys, "run", "do", simulated, *tie, *WHERE, code=2)
    tie[2], before = simulated, len(chain.read(number))
    assert "不能连在一起" in said(capsys, "run", "do", number, *tie, "--person", "1001", *WHERE, code=2)
    assert len(chain.read(number)) == before
    office = office_of("区")
    split = Act("拆分", CLERK, now(), given={"理由": "另办"}, to="信访")
    with pytest.raises(StoreError, match="不办“信访”"):
        acting.do_as(office, seat(CENTRE), number, split)
    with pytest.raises(work.RefusedError):
        acting.do_as(office, seat(CLERK), number, split._replace(name="转办", to=OTHER))


def test_who_operates_the_machine_has_a_post_too(desk: None, capsys: pytest.CaptureFixture[str]) -> None:
    from yunhe.server.matters.migration import Step
    from yunhe.server.matters.row import find
    from yunhe.server.verbs.migrate_matters import done

    number = opened(capsys)
    for verb in (
        ["recount"],
        ["migrate-matters", "企呼我应", "--to", "1949-10-01"],
        ["calendar", "import", "没有.csv"],
    ):
        assert "不能做这件事" in said(capsys, *verb, *who(CLERK), code=2), verb
    assert "没有写明以哪个岗位" in said(capsys, "calendar", "import", "没有.csv", *WHERE, code=2)
    step = Step(number, "会变", False, find(number), None)
    assert done([step], False, everything=False) == 0
    assert number not in capsys.readouterr().out
    assert done([step], False, everything=True) == 0
    assert number in capsys.readouterr().out
