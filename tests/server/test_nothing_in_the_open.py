"""After any sequence of opening, working and erasing: the chain holds, rows are folds, no secret lies in the open."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from vaults import kept, key_file, rows

from yunhe.definitions.codes import id_check
from yunhe.errors import YunheError
from yunhe.mechanisms.act import Act
from yunhe.mechanisms.library import library_of
from yunhe.mechanisms.workdays import CHINA, Calendar
from yunhe.server.ledger import chain
from yunhe.server.matters import evidence, rebuild, row, work
from yunhe.server.matters.expiry import Over, erase_over, run_out
from yunhe.server.vault.erasure import Order, erase, erase_subject
from yunhe.types import Json

NOW = datetime(2025, 3, 3, 9, 0, tzinfo=CHINA)
POST = "区信访局.接待岗"
LOOP = """
mechanism: 来访
basis: 示例口径
kept_by: yunhe
store: 信访
retention: {days: 1, after: 办结, basis: 示例口径}
fields:
  标题: {type: text, class: 公开}
  情况: long_text
  来访人: {type: person, class: 个人}
  身份证号: {type: id_number, class: 敏感个人}
flow: [更正, 关联, 撤回, 委派]
start: 待办
states:
  待办: {owner: 区信访局.接待岗, within: 5 workdays, actions: {补交: {to: 待办, needs: [登记表, 说明]}, 办好: 已办}}
  已办:
"""
NAMES = [f"{family}{given}" for family in "欧阳司马" for given in ("一一", "二二", "三三")]
WORDS = ("open", "hand in", "correct", "link", "end", "erase person", "erase matter", "run out")
STEPS = st.lists(st.tuples(st.sampled_from(WORDS), st.integers(0, 5)), max_size=12)

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> work.Office:
    folder = tmp_path / "区" / "mechanisms"
    folder.mkdir(parents=True)
    (folder / "来访.yaml").write_text(LOOP, encoding="utf-8")
    monkeypatch.setenv("YUNHE_KEYS", key_file(tmp_path / "主密钥", "信访"))
    monkeypatch.setenv("YUNHE_FILES", str(tmp_path / "files"))
    return work.Office(library_of(folder.parent), Calendar.shipped())


class Life:
    """Somebody's work with a few matters, and all the secrets that were told in it."""

    def __init__(self, office: work.Office, folder: Path) -> None:
        self.office, self.folder = office, folder
        self.numbers: list[str] = []
        self.secrets: list[str] = []
        self.refused: list[str] = []
        self.order = Order("区信访局.档案岗", "w-1", NOW + timedelta(days=9), "本人要求")

    def secret(self, word: str) -> str:
        self.secrets.append(f"{word}第{len(self.secrets)}回密语")
        return self.secrets[-1]

    def open(self, which: int) -> None:
        first = f"33010519500101{which:03d}"
        number = first + id_check(first)
        self.secrets += [NAMES[which], number]
        given: dict[str, Json] = {
            "标题": "漏水",
            "情况": self.secret("情况"),
            "来访人": NAMES[which],
            "身份证号": number,
        }
        self.numbers.append(work.open_one(self.office, "来访", Act("登记", "申请人", NOW, given=given)).subject)

    def step(self, what: str, which: int) -> None:
        """One step; what may not be done is refused and changes nothing."""
        if what == "open" or not self.numbers:
            return self.open(which)
        number = self.numbers[which % len(self.numbers)]
        steps: dict[str, Callable[[str], object]] = {
            "hand in": self.hand_in,
            "correct": lambda at: self.do(at, "更正", 情况=self.secret("更正"), 理由=self.secret("理由")),
            "link": lambda at: self.do(at, "关联", self.numbers[-1], 理由=self.secret("关联")),
            "end": lambda at: self.do(at, "办好"),
            "erase person": self.erase_person,
            "erase matter": lambda at: erase_subject(at, self.order),
            "run out": lambda at: self.run_out(),
        }
        try:
            steps[what](number)
        except YunheError as error:
            self.refused.append(str(error))

    def do(self, number: str, name: str, to: str = "", **given: Json) -> None:
        work.do(self.office, number, Act(name, POST, NOW, given=given, to=to))

    def hand_in(self, number: str) -> None:
        path = self.folder / f"{self.secret('文件名')}.txt"
        path.write_text(self.secret("文件"), encoding="utf-8")
        file = evidence.keep(str(path), sealed=True)
        path.unlink()
        self.do(number, "补交", 登记表=file, 说明=self.secret("说明"))

    def erase_person(self, number: str) -> None:
        found = rows(f"SELECT person FROM vault_payload WHERE subject = '{number}' AND person LIKE 'p-%'")
        if found:
            erase(str(found[0][0]), self.order)

    def run_out(self) -> None:
        today = (NOW + timedelta(days=9)).date()
        for found in list(run_out(self.office.library, today)):
            if isinstance(found, Over):
                erase_over(self.office.library, found, today, self.order)


def assert_the_chain_holds() -> None:
    previous: dict[str, str] = {}
    with transaction.atomic():
        for link in chain.links():
            assert link.hashed() == link.hash
            assert link.previous == previous.get(link.subject, "0" * 64)
            previous[link.subject] = link.hash


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_sequence_leaves_a_secret_in_the_open_or_breaks_anything(
    office: work.Office, tmp_path: Path, steps: list[tuple[str, int]]
) -> None:
    life = Life(office, tmp_path)
    for what, which in steps:
        life.step(what, which)
    assert_the_chain_holds()
    assert list(rebuild.differences()) == []
    on_disk = b"".join(file.read_bytes() for file in (tmp_path / "files").rglob("*") if file.is_file())
    whole = kept(tmp_path) + on_disk.decode("utf-8", "ignore")
    assert [secret for secret in life.secrets if secret in whole] == []
    lying = {str(payload) for (payload,) in rows("SELECT id FROM vault_payload")}
    erased = {str(payload) for (payload,) in rows("SELECT id FROM vault_erasure")}
    files = {file.name for file in (tmp_path / "files").rglob("v-*/v-*")}
    assert not lying & erased
    assert not files & erased
    for number in life.numbers:
        for value in row.find(number).values.values():
            if isinstance(value, dict):
                assert value["sealed"] in lying | erased


def test_a_life_of_every_step_is_not_refused(office: work.Office, tmp_path: Path) -> None:
    """So the sequences above are more than refusals."""
    life = Life(office, tmp_path)
    for which in range(3):
        life.step("open", which)
    for what in ("hand in", "correct", "link", "end", "run out"):
        life.step(what, 0)
    life.step("erase person", 1)
    life.step("erase matter", 2)
    assert life.refused == []
    assert len(rows("SELECT id FROM vault_erasure WHERE id LIKE 'v-%'")) == 8 + 2 + 4
    assert not list((tmp_path / "files").rglob("v-*/v-*"))


def test_the_search_for_secrets_would_find_one(office: work.Office, tmp_path: Path) -> None:
    """The title is public and lies in the open: so the search above does look where things lie."""
    Life(office, tmp_path).open(1)
    assert "漏水" in kept(tmp_path)
    assert len(rows("SELECT id FROM vault_payload")) == 3
