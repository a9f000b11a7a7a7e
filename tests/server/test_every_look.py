"""Nothing sealed is seen without a look on record: every call that decrypts is known, every face is tried."""

import ast
import io
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import DatabaseError
from holders import by, hold
from vaults import NAME, NUMBER, key_file, rows

from yunhe.cli import main
from yunhe.server.vault import looks

SERVER = Path(__file__).resolve().parents[2] / "src/yunhe/server"
OPENS = frozenset("decrypt decrypted unwrap identity_hash open_values open_file by_id_number compare".split())
KEYS, LOGS, WRITES, FACE = (
    "unwraps keys, no values",
    "logs the look itself",
    "seals, shows nothing",
    "a face, tried below",
)
OWN = "what somebody handed in themselves and nobody else can ask for: a form or a file before it is sent"
CALLERS = {  # whoever calls what opens something, and why that is no unseen look
    "vault/persons.py:unwrap": KEYS,
    "vault/persons.py:find": KEYS,
    "vault/persons.py:_index_key": KEYS,
    "vault/rotation.py:_batch": KEYS,
    "vault/rotation.py:_rewrapped": KEYS,
    "vault/sealing.py:_bearer": WRITES,
    "vault/ciphers.py:decrypt": KEYS,
    "vault/opening.py:_open": LOGS,
    "vault/opening.py:decrypted": LOGS,
    "vault/opening.py:_content": LOGS,  # called by open_file once the look is committed
    "vault/sealed_files.py:opened": LOGS,  # its key is a value in the vault, shown by open_file alone
    "vault/searching.py:by_id_number": LOGS,
    "vault/comparing.py:compare": LOGS,
    "access/sight.py:shown": FACE,
    "counter/drafts.py:_opened": OWN,
    "counter/uploads.py:given": OWN,
    "counter/following.py:_clear": LOGS,
    "counter/following.py:_own": LOGS,
    "counter/following.py:file_of": LOGS,
    "floor/attachments.py:opened": LOGS,
    "registers/parcels.py:data": OWN,
    "registers/seeing.py:values": FACE,
    "registers/entering.py:_changed": FACE,
    "simulation/exporting.py:_opened": LOGS,  # of what was invented; the look is logged all the same
    "verbs/person.py:_by_number": FACE,
    "verbs/evidence.py:_taken": FACE,
}


def callers() -> Iterator[str]:
    """Every function of the server in which something that opens is called."""
    for path in sorted(SERVER.rglob("*.py")):
        for function in functions(ast.parse(path.read_text(encoding="utf-8"))):
            called = {ast.unparse(call.func) for call in own_nodes(function) if isinstance(call, ast.Call)}
            if any(name.rpartition(".")[2] in OPENS or name == "sealed_files.opened" for name in called):
                yield f"{path.relative_to(SERVER).as_posix()}:{function.name}"


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def own_nodes(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """What stands in a function and not in another one within it."""
    waiting: list[ast.AST] = [function]
    while waiting:
        inside = [child for child in ast.iter_child_nodes(waiting.pop()) if not isinstance(child, ast.FunctionDef)]
        yield from inside
        waiting += inside


def test_who_decrypts_is_known() -> None:
    """Whoever adds a call says here why it is no unseen look, and tries it below if it is a face."""
    assert sorted(set(callers())) == sorted(CALLERS)


CLERK, SEES = "区信访局.接待岗", ("1003", "核对")
LOOP = """
mechanism: 来访
basis: 示例口径
kept_by: yunhe
store: 信访
retention: {days: 30, after: 办结, basis: 示例口径}
fields:
  标题: {type: text, class: 公开, needed: true}
  来访人: {type: person, class: 个人}
  身份证号: {type: id_number, class: 敏感个人}
start: 待接待
states:
  待接待: {owner: 区信访局.接待岗, within: 5 workdays, actions: {接待: {to: 已接待, needs: [登记表]}}}
  已接待:
"""
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
ACCESS = """
roles:
  接待:
    posts: [区信访局.接待岗]
    rows: 全区
    mechanisms: [来访]
    registers: [来访人]
    stores: {信访: [内部, 个人, 敏感个人]}
    may: [代录, 查找, 导入, 导出]
    basis: 示例口径
  安全管理员: {posts: [区数据局.安全管理员], may: [任免], basis: 示例口径}
examples: {}
"""
STORES = "stores:\n" + "".join(f"  {name}: {{owner: 甲, purpose: 乙, basis: 丙}}\n" for name in ("公共", "信访"))
CODE = 'code: "330105"\nname: 拱墅区\nparent: 杭州市\nsources: {}\nsubdistricts: {"330105001": 米市巷街道}\n'
FILES = {
    "mechanisms/来访.yaml": LOOP,
    "registers/来访人.yaml": REGISTER,
    "access.yaml": ACCESS,
    "stores.yaml": STORES,
    "district.yaml": CODE,
    "systems.yaml": "",
}
FACES = {  # what somebody types who wants to see; {matter} is a matter, the look that is then on record, and of what
    "run show": ("run show {matter} --purpose 核对", "明文"),
    "evidence": ("evidence {matter}#2 登记表 -o 取出.txt --purpose 核对", "明文"),
    "person": ("person --store 信访 --id-number --for 核对", "查找"),
    "register show": ("register show 来访人 甲 --purpose 核对", "明文"),
    "register export": ("register export 来访人 导出.csv --personal 核对", "明文"),
    "register import": ("register import 来访人 再来.csv", "比对"),
}


@pytest.fixture
def matter(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A matter with a name, a number and a file, and an entry with a name."""
    monkeypatch.setenv("YUNHE_KEYS", key_file(tmp_path / "主密钥", "信访"))
    monkeypatch.setenv("YUNHE_FILES", str(tmp_path / "files"))
    monkeypatch.chdir(tmp_path)
    for name, content in FILES.items():
        (tmp_path / "区" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "区" / name).write_text(content, encoding="utf-8")
    for name, key in (("先来.csv", "甲"), ("再来.csv", "甲")):
        (tmp_path / name).write_text(
            f"编号,姓名\n{key},{NAME}\n" + ("乙,李四\n" if name == "再来.csv" else ""), encoding="utf-8"
        )
    (tmp_path / "表.txt").write_text(f"{NAME}住三楼", encoding="utf-8")
    hold(Path("区"), **{"1003": CLERK})
    given = ["--with", "标题=漏水", f"来访人={NAME}", f"身份证号={NUMBER}"]
    assert main(["run", "open", "来访", *given, "--for", "申请人", *by(CLERK, "1003", Path("区"))]) == 0
    number = "来访-" + str(rows("SELECT number FROM matters_matter")[0][0]).partition("-")[2]
    assert main(["run", "do", number, "接待", "--file", "登记表=表.txt", *by(CLERK, "1003", Path("区"))]) == 0
    assert main(["register", "import", "来访人", "先来.csv", *by(CLERK, "1003", Path("区"))]) == 0
    assert rows("SELECT * FROM vault_look") == []
    return number


def ask(face: str, matter: str, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{NUMBER}\n"))
    return main([*FACES[face][0].format(matter=matter).split(), *by(CLERK, "1003", Path("区"))])


def seen(capsys: pytest.CaptureFixture[str]) -> str:
    """All that came out: on the terminal, and in files that were written."""
    shown = capsys.readouterr()
    files = [Path(name) for name in ("取出.txt", "导出.csv")]
    return shown.out + shown.err + "".join(file.read_text(encoding="utf-8") for file in files if file.exists())


@pytest.mark.parametrize("face", FACES)
def test_a_face_that_shows_writes_down_who_looked_at_what_and_why(
    face: str, matter: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen(capsys)
    assert ask(face, matter, monkeypatch) == 0
    looked = rows("SELECT reader, post, shown FROM vault_look")
    assert looked
    assert {(reader, post) for reader, post, _ in looked} == {("1003", CLERK)}
    assert any(FACES[face][1] in shown for _, _, shown in looked)
    shows = NAME in seen(capsys)
    assert shows == (FACES[face][1] == "明文")


@pytest.mark.parametrize("face", FACES)
def test_where_the_look_cannot_be_written_down_nothing_is_seen(
    face: str, matter: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object) -> None:
        raise DatabaseError("the disk is full")

    seen(capsys)
    person = str(rows("SELECT person FROM vault_identity")[0][0])
    monkeypatch.setattr(looks, "log", fails)
    with suppress(DatabaseError):
        assert ask(face, matter, monkeypatch) != 0
    shown = seen(capsys)
    assert NAME not in shown
    assert person not in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["evidence", "{matter}#2", "别的表", "--purpose", "核对"], "没有证据“别的表”"),
        (["evidence", "{matter}#9", "登记表", "--purpose", "核对"], "只有2条记录"),
        (["evidence", "{matter}#1", "标题", "--purpose", "核对"], "没有证据“标题”"),
        (["evidence", "来访-2099-000001#2", "登记表", "--purpose", "核对"], "没有这件事项"),
        (["evidence", "{matter}#2", "登记表"], "没有写明谁、以什么岗位、为什么看"),
        (["evidence", "{matter}#2", "登记表", "-o", "表.txt", "--purpose", "核对"], "已有的文件不覆盖"),
    ],
)
def test_evidence_that_cannot_be_taken_out_is_refused(
    words: list[str], said: str, matter: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Path("表.txt").read_text(encoding="utf-8")
    assert main([*(word.format(matter=matter) for word in words), *by(CLERK, "1003", Path("区"))]) == 2
    assert said in capsys.readouterr().err
    assert Path("表.txt").read_text(encoding="utf-8") == before


def test_a_file_that_was_exchanged_is_not_handed_out(matter: str, tmp_path: Path) -> None:
    [path] = (tmp_path / "files").rglob("v-*/v-*")
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    words = ["evidence", f"{matter}#2", "登记表", "-o", "取出.txt", "--purpose", "核对"]
    assert main([*words, *by(CLERK, "1003", Path("区"))]) == 2
    assert not Path("取出.txt").exists()
