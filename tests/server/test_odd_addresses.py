"""Odd addresses: whatever stands in a path or a question is answered, never broken by."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from visitors import PASSWORD, staff, stranger

TEXTS = (
    "\0",
    "a\0b",
    "%",
    "../../etc/passwd",
    "'\"><script>",
    "9" * 5000,
    "\u202e",
    "\x01\x0b",
    "企呼我应-2026-000001\0",
)
NUMBERS = ("0", "99999999999999999999")
ASKED = (
    "page q year days of by from to at figure finding system state mechanism n a b post group place area indicator "
    "kind since opened_from unit whose subdistrict outcome moved light order section as number"
).split()


def addresses() -> Iterator[str]:
    """Every page with odd texts and numbers in its address."""
    from yunhe.server.pages.urls import pages

    for page in pages():
        if page.show is None or "progress" in page.path:
            continue
        for text in TEXTS if "<" in page.path else ("",):
            for number in NUMBERS if "<int" in page.path else ("1",):
                path = re.sub(r"<int:\w+>", number, page.path)
                path = re.sub(r"<(?:str|path):\w+>", lambda _, text=text: quote(text, safe=""), path)
                yield f"/{path}"
        for text in TEXTS:
            if "<" not in page.path:
                yield f"/{page.path}?{urlencode(dict.fromkeys(ASKED, text))}"


@pytest.mark.ledger
def test_every_page_answers_whatever_is_asked(database: str) -> None:
    everything = staff("L1", "区政府.区长", "区政府办公室.督查岗", "区住建局.承办岗")
    security, audit = staff("G9", "区数据局.安全管理员"), staff("A9", "区数据局.审计管理员")
    for client in (everything, security, audit):
        client.raise_request_exception = False
    broken = [
        address
        for address in addresses()
        for client in ((security, audit) if address.startswith("/account/") else (everything,))
        if client.get(address).status_code >= 500
    ]
    assert not broken, "\n".join(address[:120] for address in broken)


@pytest.mark.ledger
@pytest.mark.parametrize("path", ["/counter/signup/", "/counter/follow/", "/counter/apply/企呼我应/1/"])
def test_a_form_with_a_sign_that_no_database_takes_is_refused(database: str, path: str) -> None:
    given = {"name": "住户\0甲甲", "password": PASSWORD, "again": PASSWORD, "number": "1\0", "code": "1", "标题": "\0"}
    assert stranger().post(path, given).status_code == 400


def test_a_term_that_is_no_number_of_days_is_the_usual_one(site_of_tests: Path) -> None:
    file = SimpleUploadedFile("报告.txt", "政府工作报告".encode())
    given = {"files": file, "seen": "draft", "days": "9" * 5000}
    assert staff("L1", "区政府.区长").post("/reports/", given).status_code == 302
