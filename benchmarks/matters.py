"""How fast matters are worked, beside bare SQL and beside peers: python -m benchmarks.matters [--quick]

One durable commit a transition, all ways in one run and in turns so that a slow moment hits all alike; medians.
On SQLite one client, on PostgreSQL eight (a throw-away server that does sync). Then the 50 most urgent of 1,000,000
matters for one post, on both databases.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import IO, TYPE_CHECKING

from benchmarks import peer_environment as peers_home
from benchmarks.sets import ROOT

if TYPE_CHECKING:
    from yunhe.access.scope import Scope

HERE = Path(__file__).resolve().parent
TITLES = {"yunhe": "Yunhe（记录、链、现状、告知）", "bare": "直写 SQL", "fsm": "django-fsm-2", "spiff": "SpiffWorkflow"}
PEERS = ("fsm", "spiff")
ROUNDS, TRANSITIONS, CLIENTS = 7, 400, 8
MATTERS, POSTS, ASKED, AT_A_TIME = 1_000_000, 400, 40, 50_000
PARTIES = ("'岗位:' || owner", "'单位:' || replace(owner, '.承办岗', '')", "'街道:3301050' || substr(number, 11, 2)")
INSERT = "INSERT INTO matters_matter VALUES ({})"


class Way:
    """One way of keeping matters, by one or several clients at once."""

    def __init__(self, name: str, places: Sequence[str]) -> None:
        self.name, self.rates = name, [0.0][:0]
        python = str(peers_home.PYTHON) if name in PEERS else sys.executable
        command = [python, str(HERE / "transitions.py"), name]
        self.clients = [
            subprocess.Popen([*command, place], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
            for place in places
        ]
        self.works = all(self._answer(client).startswith("ready") for client in self.clients)

    def measure(self, transitions: int) -> None:
        """Let every client do so many, at once; transitions a second."""
        for client in self.clients:
            print(transitions, file=_open(client.stdin), flush=True)
        answers = [json.loads(self._answer(client)) for client in self.clients]
        self.rates.append(sum(answer["done"] for answer in answers) / max(answer["seconds"] for answer in answers))

    def _answer(self, client: "subprocess.Popen[str]") -> str:
        return _open(client.stdout).readline()

    def close(self) -> None:
        for client in self.clients:
            client.communicate()

    @property
    def rate(self) -> float:
        return median(self.rates)


def _open(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream


def compared(title: str, ways: Sequence[Way], rounds: int, transitions: int) -> Iterator[str]:
    """The ways in turns; a line each, beside bare SQL."""
    working = [way for way in ways if way.works]
    for way in working:
        way.measure(max(20, transitions // 10))
        way.rates.clear()
    for _ in range(rounds):
        for way in working:
            way.measure(transitions // len(way.clients))
    bare = next(way.rate for way in working if way.name == "bare")
    yield f"{title}：每秒转移（每次一个落盘的提交），{rounds} 轮的中位数"
    for way in ways:
        if way not in working:
            yield f"  {TITLES[way.name]}：没有跑起来"
            continue
        spread = f"{min(way.rates):.0f}–{max(way.rates):.0f}"
        yield f"  {TITLES[way.name]}  {way.rate:7.0f}  （{spread}）  直写的 1/{bare / way.rate:.2f}"
    for way in ways:
        way.close()


def on_sqlite(folder: Path, rounds: int, transitions: int) -> Iterator[str]:
    """All four on SQLite files of one folder."""
    places = {name: str(folder / f"{name}.sqlite3") for name in TITLES}
    migrated(places["yunhe"])
    yield from compared("SQLite", [Way(name, [place]) for name, place in places.items()], rounds, transitions)


def on_postgresql(url: str, rounds: int, transitions: int) -> Iterator[str]:
    """Bare SQL and ours by eight clients on one server."""
    migrated(url)
    ways = [Way(name, [url] * CLIENTS) for name in ("yunhe", "bare")]
    yield from compared(f"PostgreSQL，{CLIENTS} 个客户端", ways, rounds, transitions * 2)


def migrated(url: str) -> None:
    """Make the tables there."""
    environment = os.environ | {"DATABASE_URL": url}
    subprocess.run([sys.executable, "-m", "yunhe", "migrate"], env=environment, check=True, stdout=subprocess.DEVNULL)


def most_urgent(title: str, url: str, matters: int) -> str:
    """The median time of the list of one post among so many matters."""
    migrated(url)
    program = [sys.executable, "-m", "benchmarks.matters", "--list", str(matters)]
    done = subprocess.run(program, env=os.environ | {"DATABASE_URL": url}, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    found = json.loads(done.stdout)
    slowest = f"最慢 {found['slowest']:.1f} ms"
    return f"{title}：{matters:,} 件里一个岗位最急的 50 件，中位 {found['median']:.1f} ms，{slowest}（{POSTS} 个岗位）"


def listing(matters: int) -> None:
    """Fill the table of the database that the environment names, and ask for lists; in a process of its own."""
    from yunhe import server

    server.start()
    from django.db import connection, transaction

    from yunhe.server.matters import desk

    chance = random.Random(1)
    columns = INSERT.format(", ".join(["%s"] * 16))
    with transaction.atomic(), connection.cursor() as cursor:
        for begin in range(0, matters, AT_A_TIME):
            cursor.executemany(
                columns, [_row(number, matters, chance) for number in range(begin, min(matters, begin + AT_A_TIME))]
            )
        for party in PARTIES:
            cursor.execute(
                f"INSERT INTO matters_party (party, number, since) SELECT {party}, number, 1 FROM matters_matter"
            )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    took = []
    for _ in range(ASKED):
        post = post_of(matters, chance)
        scope = scope_of_desk(post)
        begin_at = perf_counter()
        found = desk.most_urgent(post, scope, 50)
        took.append((perf_counter() - begin_at) * 1000)
        assert len(found) == 50
    print(json.dumps({"median": median(took), "slowest": max(took)}))


def scope_of_desk(post: str) -> "Scope":
    """What a desk sees: its own matters and those of its unit and subdistrict, of some mechanisms and one store."""
    from yunhe.access.scope import Grant, Scope

    unit = post.partition(".")[0]
    parties = frozenset((f"岗位:{post}", f"单位:{unit}", "街道:330105001"))
    stores = {"公共": frozenset(("公开", "内部", "个人"))}
    return Scope((Grant("承办", parties, frozenset(("样本", "别的", "再一种")), stores),))


def post_of(matters: int, chance: random.Random) -> str:
    """One of so many posts that each has matters enough."""
    return f"单位{chance.randrange(min(POSTS, matters // 100))}.承办岗"


def _row(number: int, matters: int, chance: random.Random) -> tuple[object, ...]:
    """A matter that stands somewhere, four of five still open."""
    outcome = None if chance.random() < 0.8 else "办结"
    day = f"2025-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d} 0{chance.randint(0, 9)}:00:00+00:00"
    due = day if outcome is None else None
    owner = post_of(matters, chance)
    head = (f"样本-2025-{number:07d}", "样本", "1949-10-01", "公共", "办理中", outcome, owner, "", "")
    return (*head, "2025-01-01 00:00:00+00:00", "2025-01-01 00:00:00+00:00", due, due, True, 2, "{}")


def main() -> None:
    """Run all of it and print the lines."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true", help="fewer rounds and matters, to try it")
    parser.add_argument("--list", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.list:
        return listing(given.list)
    rounds, transitions, matters = (2, 100, 20_000) if given.quick else (ROUNDS, TRANSITIONS, MATTERS)
    for problem in peers_home.prepare():
        print(problem)
    from tests.server.cluster import cluster

    with tempfile.TemporaryDirectory(prefix="yunhe-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        for line in on_sqlite(folder, rounds, transitions):
            print(line, flush=True)
        url = stack.enter_context(cluster(durable=True))
        for line in on_postgresql(url, rounds, transitions):
            print(line, flush=True)
        print(most_urgent("SQLite", str(folder / "list.sqlite3"), matters), flush=True)
        other = stack.enter_context(cluster())
        print(most_urgent("PostgreSQL", other, matters), flush=True)
    return None


if __name__ == "__main__":
    main()
