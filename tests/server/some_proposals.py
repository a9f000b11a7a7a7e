"""Proposals for tests: a copy of the district that may be written to, a form that changes one limit, a quick proof."""

import os
import shutil
from pathlib import Path
from typing import Any

from django.test import Client
from visitors import GONGSHU

CLERK, CHIEF, REFORM = "区住建局.承办岗", "区政府办公室.负责人", "区委改革办.负责人"
KEY, LIMIT = "协商铃", "/states/提级办理/within/limit"
SAID = "“提级办理”时限 5个工作日 → 8个工作日"


def copied(folder: Path, monkeypatch: Any) -> Path:
    """A district of one's own, which the site serves from now on."""
    made = folder / "gongshu"
    shutil.copytree(GONGSHU, made)
    monkeypatch.setenv("YUNHE_DISTRICT", str(made))
    forget()
    return made


def forget() -> None:
    from yunhe.server.pages.here import forget as anew

    anew()


def proved_quickly(monkeypatch: Any) -> None:
    """The proof of the whole district takes seconds; here nothing is found."""
    monkeypatch.setattr("yunhe.server.proposals.proving._run", lambda copy: [])


def typed(**more: str) -> dict[str, str]:
    given = {LIMIT: "8个工作日", "since": "2099-01-01", "reason": "街道书记出差多", "basis": "示例口径"}
    return {**given, **more}


def drafted(client: Client, **more: str) -> str:
    """The address of a new draft."""
    answer = client.post(f"/mechanism/{KEY}/propose/", typed(**more))
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def made(person: str, post: str, state: str = "proposed") -> str:
    """The id of a proposal past the form and its proof."""
    from yunhe.access.scope import NOTHING
    from yunhe.mechanisms.proposing import Change
    from yunhe.server.access.reader import Seat
    from yunhe.server.clock import now
    from yunhe.server.pages.here import here
    from yunhe.server.proposals.basis import basis_of
    from yunhe.server.proposals.drafting import Made, Typed, keep

    os.environ.setdefault("YUNHE_DISTRICT", str(GONGSHU))
    basis = basis_of(here().folder, here().district, here().office.library, KEY)
    assert basis
    change = Change(basis.points[LIMIT], "8 workdays")
    new = Made((change,), "2099-01-01", basis.text + "# 新\n", f"{KEY}@2099-01-01.yaml")
    found = keep(basis, new, Typed({}, "", "例", "示例口径"), Seat(post, person, "", 1, NOTHING), now())
    found.state, found.proposed = state, now()
    found.save()
    return found.pk
