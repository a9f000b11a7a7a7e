"""Registers on the site: who sees which, imports with a preview, undoing, export; what may not be seen is not there."""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from visitors import GONGSHU, staff

from yunhe.cli import main

OWNER, LEADER, CLERK = "区政府办公室.督查岗", "区政府.区长", "区住建局.承办岗"
HEAD = "计划,年度,序号,主要工作内容,牵头单位"
GOOD = (HEAD, "政府工作报告,2026,1,新增企业84家。,区科技局", "政府工作报告,2026,2,建成公园10个。,区城管局")
BAD = (*GOOD, "政府工作报告,2026,3,没有牵头单位的。,")
PATH = "/register/督查任务/"

pytestmark = pytest.mark.usefixtures("site_of_tests")


def said(answer: Any, status: int = 200) -> str:
    """What somebody reads."""
    assert answer.status_code == status, answer.content.decode()[:3000]
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def hand_in(client: Client, lines: tuple[str, ...], name: str = "任务.csv", **more: str) -> Any:
    content = SimpleUploadedFile(name, ("\n".join(lines) + "\n").encode())
    return client.post(f"{PATH}import/", {"file": content, **more})


def brought_in(client: Client, lines: tuple[str, ...] = GOOD) -> str:
    """A file, confirmed; the number of the import."""
    preview = hand_in(client, lines)["Location"]
    done = client.post(preview, {"confirmed": "1"})
    assert done.status_code == 302
    found = re.search(r"督查任务-\d{4}-\d{6}", said(client.get(f"{PATH}imports/")))
    assert found
    return found[0]


def entries() -> int:
    from yunhe.server.registers.models import StoredEntry

    return StoredEntry.objects.filter(withdrawn=None).count()


def test_nothing_is_written_before_it_is_confirmed(site_of_tests: Path) -> None:
    owner = staff("W1", OWNER)
    preview = hand_in(owner, GOOD)["Location"]
    assert "可导入 2 条，拒收 0 行" in said(owner.get(preview))
    assert "新增" in said(owner.get(preview))
    assert entries() == 0
    assert owner.post(preview, {"confirmed": "1"}).status_code == 302
    assert entries() == 2
    assert "已导入 督查任务-" in said(owner.get(f"{PATH}imports/"))
    assert owner.get(preview).status_code == 404
    assert not list((site_of_tests / "文件").rglob("v-*/v-*"))


def test_every_refused_row_is_named_and_nothing_comes_in_by_halves() -> None:
    owner = staff("W1", OWNER)
    preview = hand_in(owner, BAD)["Location"]
    seen = said(owner.get(preview))
    assert "可导入 2 条，拒收 1 行" in seen
    assert re.search(r"4 \S*牵头单位\S* 没有填", seen)
    assert "导入 2 条" not in seen.replace("可导入 2 条", "")
    owner.post(preview, {"confirmed": "1"})
    assert entries() == 0
    partly = hand_in(owner, BAD, partly="1")["Location"]
    owner.post(partly, {"confirmed": "1"})
    assert entries() == 2


def test_a_file_waits_for_who_sent_it_only_and_not_for_long(site_of_tests: Path) -> None:
    from yunhe.server.clock import now
    from yunhe.server.registers.models import StoredParcel

    owner, other = staff("W1", OWNER), staff("W2", OWNER)
    preview = hand_in(owner, GOOD)["Location"]
    assert other.get(preview).status_code == 404
    assert other.post(preview, {"confirmed": "1"}).status_code == 404
    kept = next(iter((site_of_tests / "文件/parcels").rglob("v-*/v-*")))
    assert "新增企业".encode() not in kept.read_bytes()
    StoredParcel.objects.update(at=now() - timedelta(hours=3))
    assert owner.get(preview).status_code == 404
    hand_in(owner, BAD)
    assert not kept.exists()
    assert owner.post(hand_in(owner, GOOD)["Location"], {"confirmed": "0"}).status_code == 302
    assert entries() == 0


@pytest.mark.parametrize(
    ("name", "lines", "why"),
    [
        ("任务.exe", GOOD, "不认识的格式"),
        ("任务.csv", ("甲,乙", "1,2"), "计划"),
        ("任务.csv", (HEAD, *(["政府工作报告,2026,1,例。,区科技局"] * 5_001)), "超过 5000 行"),
    ],
)
def test_what_is_no_table_is_refused_at_the_door(name: str, lines: tuple[str, ...], why: str) -> None:
    owner = staff("W1", OWNER)
    assert why in said(hand_in(owner, lines, name), 422)
    assert said(owner.post(f"{PATH}import/"), 422)


def test_an_import_is_taken_back_with_a_reason() -> None:
    owner = staff("W1", OWNER)
    number = brought_in(owner)
    path = f"{PATH}imports/{number}/"
    assert "写明为什么撤销" in said(owner.post(path), 422)
    assert entries() == 2
    assert owner.post(path, {"because": "给错了表"}).status_code == 302
    assert entries() == 0
    assert "撤销 2 条" in said(owner.get(f"{PATH}imports/"))
    assert "已在" in said(owner.get(path))


def test_others_see_what_they_may_and_import_nothing() -> None:
    owner = staff("W1", OWNER)
    number = brought_in(owner)
    key = "政府工作报告／2026／1"
    leader, clerk = staff("W2", LEADER), staff("W3", CLERK)
    assert "新增企业84家。" in said(leader.get(PATH))
    assert "新增企业84家。" in said(leader.get(f"{PATH}entry/{key}/"))
    for path in ("import/", "export/", f"imports/{number}/"):
        assert leader.get(PATH + path).status_code == 404, path
        assert leader.post(PATH + path, {"because": "试试"}).status_code == 404, path
    assert clerk.get(PATH).status_code == clerk.get(f"{PATH}entry/{key}/").status_code == 404
    assert "督查任务" not in said(clerk.get("/registers/")).replace("督查任务 机制", "")
    assert entries() == 2


def test_entries_are_found_by_words_and_fields() -> None:
    owner = staff("W1", OWNER)
    brought_in(owner)
    assert "1 条，截至" in said(owner.get(f"{PATH}?words=公园"))
    assert "2 条，截至" in said(owner.get(f"{PATH}?f.年度=2026&sort=changed"))
    assert "0 条，截至" in said(owner.get(f"{PATH}?f.年度=2025"))
    assert "0 条，截至" in said(owner.get(f"{PATH}?f.年度=不是数"))
    assert "0 条，截至" in said(owner.get(f"{PATH}?words=100%25"))
    assert "0 条，截至" in said(owner.get(f"{PATH}?withdrawn=1&page=瞎写"))


def test_an_export_comes_in_again(tmp_path: Path) -> None:
    owner = staff("W1", OWNER)
    brought_in(owner)
    answer = owner.post(f"{PATH}export/", {"form": "xlsx"})
    (tmp_path / "表.xlsx").write_bytes(answer.content)
    rows = [[cell.value for cell in row] for row in load_workbook(tmp_path / "表.xlsx").worksheets[0].iter_rows()]
    assert {"新增企业84家。", "建成公园10个。"} <= {cell for row in rows for cell in row}
    again = owner.post(f"{PATH}import/", {"file": SimpleUploadedFile("再来.xlsx", answer.content)})
    assert "未变" in said(owner.get(again["Location"]))


def test_personal_values_are_covered_until_a_purpose_is_said() -> None:
    from yunhe.server.vault.models import StoredLook

    keeper = staff("W1", "区民政局.养老服务岗")
    sent = ["register", "import", "安居守护户", str(GONGSHU / "simulated/安居守护户.csv"), "--simulated"]
    assert main([*sent, "--district", str(GONGSHU)]) == 0
    path, address = "/register/安居守护户/entry/AJ-2024-0001/", "例巷1号2幢301室"
    assert address not in said(keeper.get(path))
    assert address not in said(keeper.get("/register/安居守护户/"))
    assert "写明为什么要看" in said(keeper.post(path), 422)
    before = StoredLook.objects.count()
    opened = said(keeper.post(path, {"purpose": "上门核对"}))
    assert "记入查看日志" in opened
    assert address in opened
    assert StoredLook.objects.count() == before + 1
    for place, post in enumerate((LEADER, CLERK, "区数据局.审计管理员")):
        assert staff(f"W9{place}", post).post(path, {"purpose": "看看"}).status_code == 404
