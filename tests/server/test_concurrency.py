"""Several who write at the same instant: nothing is lost, done twice or forked, on either database."""

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest
import tampering

from yunhe.errors import YunheError
from yunhe.mechanisms.act import Act
from yunhe.mechanisms.library import library_of
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import CHINA, Calendar
from yunhe.server.errors import ConflictError, SealedError
from yunhe.server.ledger import chain, sealing, seals_file
from yunhe.server.ledger.verification import verify
from yunhe.server.matters import rebuild, row, work
from yunhe.server.matters.tick import Ticked, tick
from yunhe.server.snapshot import snapshot
from yunhe.server.transaction import Writing
from yunhe.types import Event

MORNING = datetime(2025, 3, 3, 9, 0, tzinfo=CHINA)
LATER = MORNING + timedelta(days=10)  # the limit of the first state has run out
SAMPLE = (files("yunhe.mechanisms.acts") / "sample.yaml").read_text(encoding="utf-8")
CLERK, OWNER = "窗口.受理岗", "住建局.承办岗"
Answer = Situation | Ticked | int | None


@pytest.fixture
def office(database: str, tmp_path: Path) -> Iterator[work.Office]:
    """The sample; in the end every row is the fold of its events and every chain holds."""
    folder = tmp_path / "区" / "mechanisms"
    folder.mkdir(parents=True)
    (folder / "样本.yaml").write_text(SAMPLE, encoding="utf-8")
    yield work.Office(library_of(folder.parent), Calendar.shipped())
    assert list(rebuild.differences()) == []
    assert verify(None, tampering.KEYS).problems == []


def at_once(*tasks: Callable[[], Answer]) -> list[Answer | YunheError]:
    """What each gives that is begun at the same instant on a connection of its own; refusals are answers too."""
    start = threading.Barrier(len(tasks))
    answers: dict[int, Answer | YunheError] = {}
    failed: list[BaseException] = []

    def run(place: int) -> None:
        from django.db import connection

        try:
            connection.ensure_connection()
            start.wait()
            answers[place] = tasks[place]()
        except YunheError as refused:
            answers[place] = refused
        except BaseException as error:
            start.abort()
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(tasks))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    return [answers[place] for place in range(len(tasks))]


def opened(office: work.Office) -> str:
    return work.open_one(office, "样本", Act("登记", "申请人", MORNING)).subject


def accept(office: work.Office, number: str, at: datetime = MORNING) -> Callable[[], Situation]:
    return lambda: work.do(office, number, Act("受理", CLERK, at))


def urge(office: work.Office, number: str) -> Callable[[], Situation]:
    return lambda: work.do(office, number, Act("催办", "督查室.督查岗", MORNING))


def kinds(number: str) -> list[str]:
    return [event.kind for event in chain.read(number)]


def test_of_two_who_do_the_same_one_wins(office: work.Office) -> None:
    for _ in range(5):
        number = opened(office)
        answers = at_once(accept(office, number), accept(office, number))
        refused = [answer for answer in answers if isinstance(answer, YunheError)]
        assert len(refused) == 1
        assert isinstance(refused[0], work.RefusedError)
        assert kinds(number) == ["opened", "acted"]


def test_two_who_may_both_come_one_after_the_other(office: work.Office) -> None:
    for _ in range(5):
        number = opened(office)
        answers = at_once(accept(office, number), urge(office, number), urge(office, number))
        assert not any(isinstance(answer, YunheError) for answer in answers)
        assert sorted(kinds(number)[1:]) == ["acted", "urged", "urged"]
        assert row.find(number).number == 4


def test_who_waited_for_another_goes_on_behind_him(office: work.Office) -> None:
    number = opened(office)
    written = threading.Event()

    def first() -> Situation:
        with Writing():
            done = work.do_within(office, number, Act("受理", CLERK, MORNING))
            written.set()
            wait_for_somebody_to_wait()
            return done

    def second() -> Situation:
        assert written.wait(60)
        return work.do(office, number, Act("催办", "督查室.督查岗", MORNING))

    assert not any(isinstance(answer, YunheError) for answer in at_once(first, second))
    assert kinds(number) == ["opened", "acted", "urged"]


def wait_for_somebody_to_wait() -> None:
    """Until another is held up by a lock of ours; SQLite does not tell, there whoever comes waits for certain."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return
    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return


def test_two_ticks_at_once_let_everything_happen_once(office: work.Office) -> None:
    numbers = [opened(office) for _ in range(8)]
    both = at_once(lambda: tick(office, LATER), lambda: tick(office, LATER))
    assert all(isinstance(each, Ticked) and each.stuck == () for each in both)
    assert sum(each.events for each in both if isinstance(each, Ticked)) == 2 * len(numbers)
    for number in numbers:
        assert fired(number) == ["预警", "逾期"]
    assert untold() == sorted(f"{number}#{place}→{CLERK}" for number in numbers for place in (1, 2, 3))


def fired(number: str) -> list[str]:
    return [str(event.body["do"]) for event in chain.read(number) if event.kind == "fired"]


def untold() -> list[str]:
    from yunhe.server.matters.models import StoredNotice

    return sorted(StoredNotice.objects.values_list("key", flat=True))


def test_a_tick_while_others_act_overtakes_nobody(office: work.Office) -> None:
    numbers = [opened(office) for _ in range(8)]

    def work_through() -> int:
        return sum(accept(office, number, LATER)().number for number in reversed(numbers))

    ticked, worked = at_once(lambda: tick(office, LATER), work_through)
    assert isinstance(ticked, Ticked)
    assert ticked.stuck == ()
    assert worked == 4 * len(numbers)
    assert all(kinds(number) == ["opened", "fired", "fired", "acted"] for number in numbers)


def test_what_is_appended_while_days_are_sealed_is_in_one_seal_or_was_refused(
    office: work.Office, tmp_path: Path
) -> None:
    chosen = {place: MORNING + timedelta(hours=5 * place) for place in range(30)}

    def write(subject: str) -> Callable[[], int]:
        return lambda: sum(appended(subject, at) for at in chosen.values())

    def seal() -> int:
        return sum(len(list(sealing.seal_until(at, tampering.KEY))) for at in list(chosen.values())[::2])

    written = at_once(write("S-1"), write("S-2"), write("S-3"), seal)[:3]
    list(sealing.seal_until(MORNING + timedelta(days=30), tampering.KEY))
    file = tmp_path / "另存.jsonl"
    with snapshot():
        seals_file.follow(file)
    listed = Counter(tuple(line[:2]) for line in map(json.loads, file.read_text().splitlines()) if type(line) is list)
    assert set(listed.values()) <= {1}
    assert [sum(1 for name, _ in listed if name == subject) for subject in ("S-1", "S-2", "S-3")] == written
    assert verify(file, tampering.KEYS).problems == []


def appended(subject: str, at: datetime) -> int:
    """Append an event, unless its time is sealed; how many."""
    try:
        with Writing():
            end = chain.head(subject)
            event = Event(subject, end.number + 1, at, "noted", "系统", "", {"at": at.isoformat()})
            chain.append(subject, [event], end.number, end)
    except SealedError:
        return 0
    return 1


def test_who_writes_behind_an_end_that_is_no_longer_the_end_is_refused(office: work.Office) -> None:
    number = opened(office)
    with Writing():
        before, end = row.take(number)
    after = accept(office, number)()
    with pytest.raises(ConflictError, match="别人同时办理了第 2 条"), Writing():
        work.write(before, after, chain.read(number)[1:], end)
    assert kinds(number) == ["opened", "acted"]
    assert row.find(number).number == 2


def test_a_step_into_sealed_time_leaves_nothing(office: work.Office) -> None:
    number = opened(office)
    list(sealing.seal_until(LATER, tampering.KEY))
    with pytest.raises(SealedError):
        accept(office, number)()
    assert row.find(number).number == 1
    assert accept(office, number, LATER)().number == 4
