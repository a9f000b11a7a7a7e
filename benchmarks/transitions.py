"""One way of keeping matters, in a process of its own: `python transitions.py WAY PLACE`.

WAY is yunhe, bare, fsm or spiff; PLACE a SQLite file, or the DATABASE_URL of a PostgreSQL server for the first two.
Every line on stdin asks for so many transitions; the answer is {"seconds": …, "done": …}. A transition is one durable
commit: three of four take a matter a step on (受理, 办好, 通过), the fourth opens the next. Run as a file, not as a
module, so that a peer's environment needs nothing of ours.
"""

import json
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any

Step = Callable[[], None]
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=20000")
STATES = ("待受理", "办理中", "复核中", "已办结")
BODY = "x" * 395  # the bytes that body and situation of ours have on average, so that the bare SQL writes as much
SITUATION = "x" * 790
NOW = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)


def yunhe(place: str) -> Iterator[Step]:
    """Ours: events, hash chain, situation, notices."""
    os.environ["DATABASE_URL"] = place
    server = import_module("yunhe.server")
    server.start()
    act = import_module("yunhe.mechanisms.act").Act
    work = import_module("yunhe.server.matters.work")
    grammar = import_module("yunhe.mechanisms.grammar")
    library = import_module("yunhe.mechanisms.library")
    calendar = import_module("yunhe.mechanisms.workdays").Calendar.shipped()
    acts = import_module("yunhe.mechanisms.acts")
    sample = grammar.load(Path(str(acts.__file__)).with_name("sample.yaml"))
    office = work.Office(library.Library(Path(), {"sample": (sample,)}), calendar)
    now = (NOW + timedelta(milliseconds=passed) for passed in count()).__next__  # no two steps at one instant
    steps = (("受理", "窗口.受理岗"), ("办好", "住建局.承办岗"), ("通过", "住建局.复核岗"))
    while True:
        opened: list[Any] = []

        def open_one(opened: list[Any] = opened) -> None:
            opened.append(work.open_one(office, "sample", act("登记", "申请人", now(), given={"标题": "路灯不亮"})))

        yield open_one
        for name, by in steps:
            yield lambda name=name, by=by, opened=opened: work.do(office, opened[0].subject, act(name, by, now()))


def bare(place: str) -> Iterator[Step]:
    """The same rows in plain SQL: read the matter, insert an event, write the matter, commit."""
    run, begin = _postgres(place) if place.startswith("postgres") else _sqlite(place)
    number = f"m{os.getpid()}-"
    matters = 0
    while True:
        matters += 1
        for turn in range(4):

            def step(subject: str = f"{number}{matters}", turn: int = turn) -> None:
                begin()
                if turn == 0:
                    run("INSERT INTO bare_event (subject, number, body) VALUES (%s, %s, %s)", (subject, 1, BODY))
                    run("INSERT INTO bare_matter VALUES (%s, %s, %s)", (subject, STATES[0], SITUATION))
                else:
                    lock = " FOR UPDATE" if place.startswith("postgres") else ""
                    run(f"SELECT situation FROM bare_matter WHERE number = %s{lock}", (subject,))
                    run("INSERT INTO bare_event (subject, number, body) VALUES (%s, %s, %s)", (subject, turn + 1, BODY))
                    run(
                        "UPDATE bare_matter SET state = %s, situation = %s WHERE number = %s",
                        (STATES[turn], SITUATION, subject),
                    )
                run("COMMIT", ())

            yield step


def _sqlite(place: str) -> tuple[Callable[[str, tuple[object, ...]], None], Step]:
    connection = sqlite3.connect(place, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE IF NOT EXISTS bare_matter (number TEXT PRIMARY KEY, state TEXT, situation TEXT)")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS bare_event (id INTEGER PRIMARY KEY, subject TEXT, number INTEGER, body TEXT, "
        "UNIQUE (subject, number))"
    )
    begin = connection.execute

    def run(statement: str, values: tuple[object, ...]) -> None:
        found = connection.execute(statement.replace("%s", "?"), values)
        if statement.startswith("SELECT"):
            found.fetchall()

    return run, lambda: begin("BEGIN IMMEDIATE") and None


def _postgres(place: str) -> tuple[Callable[[str, tuple[object, ...]], None], Step]:
    psycopg = import_module("psycopg")
    connection = psycopg.connect(place, autocommit=True)
    connection.execute("SELECT pg_advisory_lock(1)")
    connection.execute("CREATE TABLE IF NOT EXISTS bare_matter (number text PRIMARY KEY, state text, situation text)")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS bare_event (id bigserial PRIMARY KEY, subject text, number int, body text, "
        "UNIQUE (subject, number))"
    )
    connection.execute("SELECT pg_advisory_unlock(1)")

    def run(statement: str, values: tuple[object, ...]) -> None:
        found = connection.execute(statement, values or None, prepare=True)
        if statement.startswith("SELECT"):
            found.fetchall()

    return run, lambda: connection.execute("BEGIN") and None


def fsm(place: str) -> Iterator[Step]:
    """django-fsm-2: a model with a state field, saved after each transition."""
    django, conf = import_module("django"), import_module("django.conf")
    options = {"transaction_mode": "IMMEDIATE", "init_command": "; ".join(f"PRAGMA {pragma}" for pragma in PRAGMAS)}
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": place, "OPTIONS": options}
    conf.settings.configure(DATABASES={"default": database}, INSTALLED_APPS=[], USE_TZ=True)
    django.setup()
    db, fields = import_module("django.db"), import_module("django_fsm")
    moves = {f"step{turn}": _moved(fields, STATES[turn], STATES[turn + 1]) for turn in range(3)}
    meta = type("Meta", (), {"app_label": "peer", "db_table": "fsm_matter"})
    columns = {"state": fields.FSMField(default=STATES[0]), "situation": db.models.TextField(default=SITUATION)}
    kind = type("Matter", (db.models.Model,), {"__module__": "peer", "Meta": meta, **columns, **moves})
    with db.connection.schema_editor() as editor:
        editor.create_model(kind)

    def move(key: int, turn: int) -> None:
        with db.transaction.atomic():
            matter = kind.objects.get(pk=key)
            getattr(matter, f"step{turn}")()
            matter.save()

    while True:
        made: list[int] = []
        yield lambda made=made: made.append(kind.objects.create().pk)
        for turn in range(3):
            yield lambda made=made, turn=turn: move(made[0], turn)


def _moved(fields: Any, source: str, target: str) -> Any:
    @fields.transition(field="state", source=source, target=target)
    def move(self: Any) -> None:
        """Nothing besides the change of state."""

    return move


def spiff(place: str) -> Iterator[Step]:
    """SpiffWorkflow: a BPMN process of three manual tasks, its JSON kept in a row."""
    parsing, workflow = import_module("SpiffWorkflow.bpmn.parser"), import_module("SpiffWorkflow.bpmn")
    serializing, task = import_module("SpiffWorkflow.bpmn.serializer"), import_module("SpiffWorkflow.util.task")
    parser = parsing.BpmnParser()
    parser.add_bpmn_str(BPMN.encode())
    spec = parser.get_spec("loop")
    serializer = serializing.BpmnWorkflowSerializer()
    connection = sqlite3.connect(place, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE spiff_matter (number INTEGER PRIMARY KEY, state TEXT)")

    def create(made: list[int]) -> None:
        one = workflow.BpmnWorkflow(spec)
        one.do_engine_steps()
        connection.execute("BEGIN IMMEDIATE")
        written = serializer.serialize_json(one)
        made.append(int(connection.execute("INSERT INTO spiff_matter (state) VALUES (?)", (written,)).lastrowid or 0))
        connection.execute("COMMIT")

    def move(key: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        (written,) = connection.execute("SELECT state FROM spiff_matter WHERE number = ?", (key,)).fetchone()
        one = serializer.deserialize_json(written)
        one.get_tasks(state=task.TaskState.READY, manual=True)[0].run()
        one.do_engine_steps()
        connection.execute("UPDATE spiff_matter SET state = ? WHERE number = ?", (serializer.serialize_json(one), key))
        connection.execute("COMMIT")

    while True:
        made: list[int] = []
        yield lambda made=made: create(made)
        for _ in range(3):
            yield lambda made=made: move(made[0])


BPMN = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x" id="d">
<process id="loop" isExecutable="true"><startEvent id="s"/><manualTask id="a"/><manualTask id="b"/><manualTask id="c"/>
<endEvent id="e"/><sequenceFlow id="f1" sourceRef="s" targetRef="a"/><sequenceFlow id="f2" sourceRef="a" targetRef="b"/>
<sequenceFlow id="f3" sourceRef="b" targetRef="c"/><sequenceFlow id="f4" sourceRef="c" targetRef="e"/></process>
</definitions>"""
WAYS: dict[str, Callable[[str], Iterator[Step]]] = {"yunhe": yunhe, "bare": bare, "fsm": fsm, "spiff": spiff}


def main(way: str, place: str) -> None:
    """Answer until stdin ends."""
    steps = WAYS[way](place)
    next(steps)()
    print("ready", flush=True)
    for line in sys.stdin:
        count = int(line)
        begin = time.perf_counter()
        for _ in range(count):
            next(steps)()
        print(json.dumps({"seconds": time.perf_counter() - begin, "done": count}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
