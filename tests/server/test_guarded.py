"""Personal fields of a matter go to the vault before anything is decided; events and rows hold only digests."""

from datetime import datetime
from pathlib import Path

import pytest
from vaults import NAME, PHONE, kept, rows

from yunhe.mechanisms.act import Act
from yunhe.mechanisms.library import library_of
from yunhe.mechanisms.machine import is_sealed
from yunhe.mechanisms.workdays import CHINA, Calendar
from yunhe.server.errors import StoreError
from yunhe.server.ledger import chain
from yunhe.server.matters import rebuild, row, work

NOW = datetime(2025, 3, 3, 9, 0, tzinfo=CHINA)
LOOP = """
mechanism: 来访
basis: 示例口径
kept_by: yunhe
store: 信访
retention: {days: 30, after: 办结, basis: 示例口径}
fields: {事由: {type: text, needed: true}, 来访人: {type: person, class: 个人}, 电话: {type: phone, class: 个人}}
start: 待接待
states:
  待接待: {owner: 区信访局.接待岗, within: 5 workdays, actions: {接待: {to: 已接待, needs: [电话]}}}
  已接待:
"""

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def office(tmp_path: Path) -> work.Office:
    folder = tmp_path / "区" / "mechanisms"
    folder.mkdir(parents=True)
    (folder / "来访.yaml").write_text(LOOP, encoding="utf-8")
    return work.Office(library_of(folder.parent), Calendar.shipped())


def opened(office: work.Office) -> str:
    return work.open_one(office, "来访", Act("登记", "申请人", NOW, given={"事由": "漏水", "来访人": NAME})).subject


@pytest.mark.usefixtures("keys")
def test_no_name_and_no_telephone_lies_in_events_or_rows(office: work.Office, tmp_path: Path) -> None:
    number = opened(office)
    work.do(office, number, Act("接待", "区信访局.接待岗", NOW, given={"电话": PHONE}))
    assert is_sealed(row.find(number).values["来访人"])
    whole = kept(tmp_path)
    assert NAME not in whole
    assert PHONE not in whole
    assert len(chain.read(number)) == 2
    assert len(rows("SELECT DISTINCT person FROM vault_payload WHERE person LIKE 'p-%'")) == 1
    assert list(rebuild.differences()) == []


@pytest.mark.usefixtures("keys")
def test_what_is_refused_puts_nothing_away(office: work.Office) -> None:
    number = opened(office)
    before = len(rows("SELECT id FROM vault_payload"))
    with pytest.raises(work.RefusedError):
        work.do(office, number, Act("接待", "别的局.别的岗", NOW, given={"电话": PHONE}))
    assert len(rows("SELECT id FROM vault_payload")) == before


def test_without_a_master_key_nothing_is_written(office: work.Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("YUNHE_KEYS", raising=False)
    with pytest.raises(StoreError):
        opened(office)
    assert rows("SELECT * FROM ledger_event") == []
