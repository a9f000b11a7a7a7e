"""Fills the database that the environment names with what the site is measured over, and prints who comes: JSON.

python -m benchmarks.site_ground MATTERS REPORTS

MATTERS rows of matters cloned from a few hundred real ones over 400 posts; REPORTS reports cloned from the real ones of
the corpus, each under a name of its own; a few hundred real matters at hand for whoever works; sessions of staff.
"""

import json
import random
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from yunhe import server

DISTRICT, SECURITY, UNIT = "districts/gongshu", "区数据局.安全管理员", "区住建局"
CLERK, TAKING, DISPATCH = f"{UNIT}.承办岗", "企业综合服务中心.受理岗", "企业综合服务中心.分派岗"
KIND, WORKED, WAITING, HANDED = "企呼我应", 400, 300, 40
HALL = "区政务服务中心"
POSTS = ("承办岗", "复核岗", "审核岗", "受理岗", "督办岗", "分派岗")
PASSWORD = "压测用的一把长口令"
AT_A_TIME = 20_000


def main(matters: int, reports: int) -> None:
    server.start()
    from yunhe.server.office import office_of

    office = office_of(DISTRICT)
    worked = [_worked(office, number) for number in range(WORKED)]
    filed = [_filed(office, number) for number in range(WORKED)]
    waiting = [_dispatched(office, number) for number in range(WAITING)]
    _clone_matters(worked + waiting, matters)
    shelved = _shelve(reports)
    found = {
        "worked": worked,
        "filed": filed,
        "waiting": waiting,
        "reports": shelved,
        **_people(),
        "handed": list(_handed(office)),
    }
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(json.dumps(found, ensure_ascii=False))


def _dispatched(office: Any, number: int) -> str:
    """A real matter that waits at the clerk's post."""
    from yunhe.mechanisms.act import Act
    from yunhe.server.clock import now
    from yunhe.server.matters import work

    at = now() - timedelta(hours=2 + number % 5)
    given = {"标题": f"第{number}号诉求：门前道路施工", "诉求内容": "货车进不来，请协调", "渠道": "走访"}
    made = work.open_one(office, KIND, Act("登记", TAKING, at, "T1", given)).subject
    work.do(office, made, Act("打标签", TAKING, at, "T1", {"类别": "一般", "标签": "其他"}))
    work.do(office, made, Act("分派", DISPATCH, at, "T1", units={"主办单位": UNIT}))
    return made


def _worked(office: Any, number: int) -> str:
    """One that the clerk is at work on."""
    from yunhe.mechanisms.act import Act
    from yunhe.server.clock import now
    from yunhe.server.matters import work

    made = _dispatched(office, number)
    work.do(office, made, Act("签收", CLERK, now() - timedelta(hours=1), "T1"))
    return made


def _filed(office: Any, number: int) -> str:
    """One whose answer takes a file as proof."""
    from yunhe.mechanisms.act import Act
    from yunhe.server.clock import now
    from yunhe.server.matters import work

    at = now() - timedelta(hours=2)
    opening = {"事项": f"开第{number}家诊所", "一类事": "医美产业"}
    made = work.open_one(office, "一类事", Act("登记", f"{HALL}.受理岗", at, "T1", opening)).subject
    for name, post, given, units in (
        ("受理", f"{HALL}.受理岗", {"难易": "一般", "涉及事项": "消防安全", "事项数": "1"}, {}),
        ("编排", f"{HALL}.交办岗", {"编排说明": "由牵头单位办"}, {"牵头单位": UNIT}),
        ("签收", CLERK, {}, {}),
    ):
        work.do(office, made, Act(name, post, at, "T1", given, units=units))
    return made


def _clone_matters(numbers: list[str], wanted: int) -> None:
    """Rows like those of real matters, spread over units and posts; their parties with them."""
    from django.db import connection, transaction

    from yunhe.access.units import units_of

    chance, units = random.Random(7), list(units_of(DISTRICT))
    columns = [
        column.name for column in connection.introspection.get_table_description(connection.cursor(), "matters_matter")
    ]
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * 20)
        cursor.execute(f"SELECT {', '.join(columns)} FROM matters_matter WHERE number IN ({marks})", numbers[:20])
        patterns = cursor.fetchall()
    insert = f"INSERT INTO matters_matter ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))})"
    party = "INSERT INTO matters_party (party, number, since) VALUES (%s, %s, 1)"
    for begin in range(0, wanted, AT_A_TIME):
        rows, parties = [], []
        for place in range(begin, min(wanted, begin + AT_A_TIME)):
            unit = chance.choice(units)
            number, post = f"{KIND}-2023-{place:07d}", f"{unit}.{chance.choice(POSTS)}"
            row = dict(zip(columns, chance.choice(patterns), strict=True))
            row |= {"situation": row["situation"].replace(row["number"], number), "number": number, "owner": post}
            row |= {"outcome": None if chance.random() < 0.1 else "已解决"}
            row |= {} if row["outcome"] is None else {"due": None, "wakes": None}
            rows.append(tuple(row[column] for column in columns))
            parties += [(f"岗位:{post}", number), (f"单位:{unit}", number)]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(insert, rows)
            cursor.executemany(party, parties)


def _shelve(wanted: int) -> list[str]:
    """The ids of so many reports on the shelf: the real ones, and clones of them under other names."""
    from django.db import transaction

    from yunhe.cli import main as shell
    from yunhe.server.renderings import keeping
    from yunhe.server.reports.models import Report

    shell(["shelve", "corpus/city", "--district", DISTRICT, "--quiet"])
    real = list(Report.objects.filter(state="done"))
    for report in real:
        keeping.keep(report)
    ids = [report.pk for report in real]
    while len(ids) < wanted:
        with transaction.atomic():
            ids.append(_clone_report(real[len(ids) % len(real)], len(ids)))
    return ids


def _clone_report(pattern: Any, number: int) -> str:
    """One more report, with all its rows and its lines in the index."""
    from django.db import connection

    from yunhe.server.reports import shelf
    from yunhe.server.reports.models import Report, Sentence
    from yunhe.server.searching.keeping import keep

    made = Report.objects.get(pk=pattern.pk)
    reading = shelf.reading_of(pattern)
    made.pk, made.sha256, made.area = f"copy{number:06d}", f"{number:064x}", f"样本{number:04d}市"
    made.save(force_insert=True)
    with connection.cursor() as cursor:
        for table in ("reports_body", "reports_sentence", "reports_figure", "reports_mark", "renderings_rendering"):
            described = connection.introspection.get_table_description(cursor, table)
            columns = [f'"{column.name}"' for column in described if column.name not in ("id", "report_id")]
            named = ", ".join(columns)
            cursor.execute(
                f"INSERT INTO {table} (report_id, {named}) SELECT %s, {named} FROM {table} WHERE report_id = %s",
                [made.pk, pattern.pk],
            )
    lines = Sentence.objects.filter(report=made).values_list("number", "text")
    keep(made.pk, reading.outline, lines, reading.claims)
    return str(made.pk)


def _people() -> dict[str, Any]:
    """Cookies of clerks who are logged in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from yunhe.access.roles import access_of
    from yunhe.server.access.holding import Officer, Term, appoint
    from yunhe.server.accounts.models import Account
    from yunhe.server.clock import now

    access, at = access_of(DISTRICT), now()
    officer, term = Officer(SECURITY, "G1", at), Term(at - timedelta(days=30), None, "压测")
    appoint(access, officer, SECURITY, "G1", term)
    cookies = []
    for number in range(12):
        appoint(access, officer, CLERK, f"W{number}", term)
        account = Account.objects.create_user(f"W{number}", PASSWORD)
        session = SessionStore()
        session[SESSION_KEY] = str(account.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        session.create()
        cookies.append(session.session_key)
    return {"cookies": cookies}


def _handed(office: Any) -> Iterator[tuple[str, str]]:
    """Matters that people follow from outside, each with its code."""
    from django.db import transaction

    from yunhe.server.clock import now
    from yunhe.server.counter import codes

    for number in range(HANDED):
        made = _dispatched(office, number)
        with transaction.atomic():
            yield made, codes.issue(made, now())


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
