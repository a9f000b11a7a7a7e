"""Consent: given, taken back, asked at an instant; the proof is named by its digest only."""

from datetime import UTC, datetime, timedelta

import pytest
from vaults import rows, sealed_into

from yunhe.errors import YunheError
from yunhe.server.ledger import chain
from yunhe.server.vault.consent import Consent, Officer, give, has_consent, require, withdraw
from yunhe.server.vault.erasure import Order, erase

pytestmark = pytest.mark.usefixtures("database", "keys")
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
FILE = {
    "name": "张三丰同意书.pdf",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "size": 9,
}
CARE = Consent("安居守护", "个人信息保护法 第二十九条", "烟感、门磁、人体红外的告警和处置", evidence=FILE)


def officer(at: datetime) -> Officer:
    return Officer("区民政局.登记岗", "p-1", at)


@pytest.fixture
def person() -> str:
    """Somebody known to the store."""
    sealed_into("信访", "X-1")
    return str(rows("SELECT id FROM vault_person")[0][0])


def test_it_holds_from_giving_to_withdrawing_and_again(person: str) -> None:
    give(person, CARE, officer(NOON))
    withdraw(person, "安居守护", officer(NOON + 2 * HOUR))
    give(person, CARE, officer(NOON + 4 * HOUR))
    held = [has_consent(person, "安居守护", NOON + hours * HOUR) for hours in (-1, 0, 1, 2, 3, 4)]
    assert held == [False, True, True, False, False, True]
    assert not has_consent(person, "反诈", NOON + HOUR)


def test_the_events_say_what_was_agreed_and_no_name(person: str) -> None:
    give(person, CARE, officer(NOON))
    withdraw(person, "安居守护", officer(NOON + HOUR))
    given, taken = chain.read(f"person:{person}")
    assert (given.kind, taken.kind) == ("consented", "withdrawn")
    assert given.body["evidence"] == {"sha256": FILE["sha256"], "size": 9}
    assert (given.body["basis"], given.body["by"], given.body["form"]) == (CARE.basis, "本人", "书面")
    assert "张三丰" not in str(given.body)


def test_what_needs_consent_is_refused_without(person: str) -> None:
    with pytest.raises(YunheError, match="没有对“安居守护”的同意"):
        require(person, "安居守护", NOON)
    give(person, CARE, officer(NOON))
    require(person, "安居守护", NOON)


def test_with_the_person_the_consent_ends(person: str) -> None:
    give(person, CARE, officer(NOON))
    erase(person, Order("岗", "p", NOON + HOUR, "本人要求"))
    assert has_consent(person, "安居守护", NOON)
    assert not has_consent(person, "安居守护", NOON + HOUR)
    with pytest.raises(YunheError, match="已删除"):
        give(person, CARE, officer(NOON + 2 * HOUR))


@pytest.mark.parametrize(
    ("consent", "said"),
    [
        (CARE._replace(purpose=" "), "没有写明事由"),
        (CARE._replace(basis=""), "没有写明依据"),
        (CARE._replace(scope="范" * 501), "没有写明范围"),
        (CARE._replace(evidence=None), "没有附证据"),
        (CARE._replace(evidence={"name": "a"}), "证据附件要有"),
    ],
)
def test_a_consent_that_proves_nothing_is_refused(consent: Consent, said: str, person: str) -> None:
    with pytest.raises(YunheError, match=said):
        give(person, consent, officer(NOON))


def test_what_was_not_given_cannot_be_taken_back(person: str) -> None:
    with pytest.raises(YunheError, match="可撤回"):
        withdraw(person, "安居守护", officer(NOON))
