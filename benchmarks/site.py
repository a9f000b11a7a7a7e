"""How fast the site answers under load: python -m benchmarks.site [--seconds 60] [--rate 100] [--matters 1000000] …

An ASGI server and the load generator on one machine: RATE requests a second, sent when they are due whether or not the
earlier ones were answered, and timed from when they were due. 30 % a report's page, 20 % a desk, 20 % a matter, 10 % a
search, 10 % what somebody follows from outside, 10 % POST, half of them with an attachment. Then the same number of
requests to a bare Django page of the same size, by a server of the same kind, in the same run.
"""

import argparse
import asyncio
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from benchmarks.sets import ROOT

MIX = {"报告": 30, "桌面": 20, "事项": 20, "搜索": 10, "公众进度": 10, "办一步": 5, "办一步带附件": 5}
WORDS = ("电梯", "生产总值", "民生", "数字经济", "旧改", "税收", "就业", "运河")
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n" + b"%" * 20_000
AIM, PORT = 150, 8377


class Answer(NamedTuple):
    """One answered request: what it was, milliseconds since it was due, status, bytes."""

    what: str
    took: float
    status: int
    size: int


class Visitor:
    """Asks over connections that are kept open, as browsers do."""

    def __init__(self, port: int) -> None:
        self.port, self.idle = port, list[tuple[asyncio.StreamReader, asyncio.StreamWriter]]()

    async def ask(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> tuple[int, bytes, bytes]:
        """Status, head and body."""
        line = self.idle.pop() if self.idle else await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = line
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nContent-Length: {len(body)}\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        writer.write(head.encode() + b"\r\n" + body)
        await writer.drain()
        try:
            told = await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError:  # the server had closed a line that was idle
            writer.close()
            return await self.ask(method, path, headers, body)
        content = await self._content(reader, told)
        self.idle.append(line)
        return int(told[9:12]), told, content

    @staticmethod
    async def _content(reader: asyncio.StreamReader, told: bytes) -> bytes:
        known = re.search(rb"(?i)content-length: (\d+)", told)
        if known:
            return await reader.readexactly(int(known[1]))
        parts = []
        while size := int(await reader.readline(), 16):
            parts.append(await reader.readexactly(size))
            await reader.readexactly(2)
        await reader.readexactly(2)
        return b"".join(parts)


class Load:
    """What is asked for, in the given mix."""

    def __init__(self, ground: dict[str, Any], visitor: Visitor) -> None:
        self.ground, self.visitor, self.chance = ground, visitor, random.Random(3)
        self.outside = list[tuple[str, str]]()
        self.forms: dict[str, list[tuple[str, str, dict[str, str]]]] = {"worked": [], "filed": []}
        self.kinds = [kind for kind, share in MIX.items() for _ in range(share)]
        self.ways: dict[str, Callable[[], Any]] = {
            "报告": lambda: self.get(f"/reports/{self.chance.choice(self.ground['reports'])}/"),
            "桌面": lambda: self.get("/desk/"),
            "事项": lambda: self.get(f"/matter/{quote(self.chance.choice(self.ground['waiting']))}/"),
            "搜索": lambda: self.get(f"/search/?q={quote(self.chance.choice(WORDS))}"),
            "公众进度": self.follow,
            "办一步": lambda: self.step(attached=False),
            "办一步带附件": lambda: self.step(attached=True),
        }

    def cookie(self) -> dict[str, str]:
        return {"Cookie": f"sessionid={self.chance.choice(self.ground['cookies'])}"}

    async def get(self, path: str) -> tuple[int, bytes, bytes]:
        return await self.visitor.ask("GET", path, self.cookie())

    async def follow(self) -> tuple[int, bytes, bytes]:
        number, cookie = self.chance.choice(self.outside)
        return await self.visitor.ask("GET", f"/counter/matter/{quote(number)}/", {"Cookie": cookie})

    async def prove(self) -> None:
        """Come in from outside once with number and code, as people do before they look."""
        for number, code in self.ground["handed"]:
            _, told, page = await self.visitor.ask("GET", "/counter/follow/", {})
            token = _token(page)
            cookie = _cookies(told)
            body = urlencode({"number": number, "code": code, "csrfmiddlewaretoken": token}).encode()
            given = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
            status, told, _ = await self.visitor.ask("POST", "/counter/follow/", given, body)
            if status == 302:
                self.outside.append((number, "; ".join(filter(None, (cookie, _cookies(told))))))

    async def ready(self) -> None:
        """Open the forms that will be handed in, as whoever fills them in has done a while before."""
        cookies = self.ground["cookies"]
        for turn, (kind, number) in enumerate(
            [("filed", each) for each in self.ground["filed"]] + [("worked", each) for each in self.ground["worked"]]
        ):
            path = f"/matter/{quote(number)}/do/{quote('答复')}/"
            cookie = f"sessionid={cookies[turn % len(cookies)]}"
            _, told, page = await self.visitor.ask("GET", path, {"Cookie": cookie})
            hidden = {name.decode(): value.decode() for name, value in _HIDDEN.findall(page)}
            own = next((named for named in _cookies(told).split("; ") if named.startswith("csrftoken")), "")
            if "token" in hidden:  # nobody has handed it in yet
                self.forms[kind].append((path, f"{cookie}; {own}", hidden))

    async def step(self, attached: bool) -> tuple[int, bytes, bytes]:
        """Hand one form in, with a file or without."""
        path, cookie, hidden = self.forms["filed" if attached else "worked"].pop()
        fields = {**hidden, "g.办理结果": "解决", "g.答复意见": "已协调施工单位让出通道，明天起货车可以进出"}
        fields |= {"g.办成事项数": "1"} if attached else {}
        bound = f"----{self.chance.getrandbits(60):x}"
        parts = [
            f'--{bound}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        ]
        body = "".join(parts).encode()
        if attached:
            named = f'--{bound}\r\nContent-Disposition: form-data; name="g.办理佐证"; filename="佐证.pdf"\r\n'
            body += named.encode() + b"Content-Type: application/pdf\r\n\r\n" + PDF + b"\r\n"
        body += f"--{bound}--\r\n".encode()
        given = {"Cookie": cookie, "Content-Type": f"multipart/form-data; boundary={bound}"}
        return await self.visitor.ask("POST", path, given, body)


_HIDDEN = re.compile(rb'<input type="hidden" name="(csrfmiddlewaretoken|token|last|as)" value="([^"]*)"')


def _token(page: bytes) -> str:
    found = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    return found[1].decode() if found else ""


def _cookies(told: bytes) -> str:
    return "; ".join(found.decode() for found in re.findall(rb"(?i)set-cookie: ([^;]+)", told))


async def sent(load: Load, rate: int, seconds: int) -> list[Answer]:
    """All answers; requests go out when they are due."""
    answers: list[Answer] = []
    start = time.perf_counter() + 0.5

    async def one(due: float, kind: str) -> None:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        try:
            status, _, body = await load.ways[kind]()
        except (OSError, asyncio.IncompleteReadError, ValueError):
            status, body = 0, b""
        answers.append(Answer(kind, (time.perf_counter() - due) * 1000, status, len(body)))

    kinds = [load.chance.choice(load.kinds) for _ in range(rate * seconds)]
    await asyncio.gather(*(one(start + turn / rate, kind) for turn, kind in enumerate(kinds)))
    return answers


def lines(title: str, answers: list[Answer]) -> Iterator[str]:
    """A table: how many, middle, 95th, slowest, what was not answered well."""
    by = defaultdict(list)
    for answer in answers:
        by[answer.what].append(answer)
    yield f"{title}：{len(answers)} 个请求"
    for what, found in [*by.items(), ("全部", answers)]:
        took = sorted(answer.took for answer in found)
        wrong = Counter(answer.status for answer in found if answer.status not in (200, 302))
        size = sum(answer.size for answer in found) / len(found) / 1024
        middle, most = took[len(took) // 2], took[int(len(took) * 0.95)]
        said = f"，没答好 {dict(wrong)}" if wrong else ""
        times = f"中位 {middle:.0f} ms，95% {most:.0f} ms，最慢 {took[-1]:.0f} ms"
        yield f"  {what}：{len(found)}，{times}，{size:.0f} KB{said}"


async def measured(ground: dict[str, Any], port: int, rate: int, seconds: int) -> list[Answer]:
    """The load, after everything was opened once."""
    load = Load(ground, Visitor(port))
    await load.prove()
    await load.ready()
    for kind in ("报告", "桌面", "事项", "搜索", "公众进度"):
        await load.ways[kind]()
    return await sent(load, rate, seconds)


async def bare(port: int, rate: int, seconds: int) -> list[Answer]:
    """The same number of requests to one bare page."""
    load = Load({"reports": [], "cookies": [""]}, Visitor(port))
    load.kinds, load.ways = ["空白页"], {"空白页": lambda: load.visitor.ask("GET", "/", {})}
    return await sent(load, rate, seconds)


BARE = """
from django.conf import settings
settings.configure(SECRET_KEY="x", ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"])
from django.http import HttpResponse
from django.urls import path
urlpatterns = [path("", lambda request: HttpResponse("<p>" + "字" * 10000))]
from django.core.asgi import get_asgi_application
application = get_asgi_application()
"""


def serving(command: list[str], port: int, folder: Path) -> "subprocess.Popen[bytes]":
    """A server that answers."""
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            asyncio.run(Visitor(port).ask("GET", "/", {}))
            return server
        except OSError:
            time.sleep(0.2)
    raise SystemExit("网站没有起来")


def main() -> None:
    """Fill a database, serve it, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    for name, usual in (("rate", 100), ("seconds", 60), ("matters", 1_000_000), ("reports", 1_000)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= {"DATABASE_URL": os.environ.get("SITE_DATABASE_URL") or f"sqlite:///{folder}/site.sqlite3"}
        os.environ |= {
            "YUNHE_FILES": str(folder / "files"),
            "YUNHE_SECRET_KEY": "benchmark",
            "YUNHE_DISTRICT": str(ROOT / "districts/gongshu"),
        }
        _keys(folder)
        run = [sys.executable, "-m"]
        subprocess.run([*run, "yunhe", "migrate"], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
        print(f"铺底：{given.matters:,} 件事项，{given.reports:,} 份报告 …", flush=True)
        ground = [*run, "benchmarks.site_ground", str(given.matters), str(given.reports)]
        found = json.loads(subprocess.run(ground, check=True, stdout=subprocess.PIPE, cwd=ROOT).stdout)
        server = serving([*run, "yunhe", "serve", "--port", str(PORT), "--processes", "2"], PORT, ROOT)
        try:
            for line in lines("运河", asyncio.run(measured(found, PORT, given.rate, given.seconds))):
                print(line, flush=True)
        finally:
            server.terminate()
            server.wait()
        (folder / "bare_site.py").write_text(BARE, encoding="utf-8")
        command = [
            *run,
            "uvicorn",
            "bare_site:application",
            "--port",
            str(PORT + 1),
            "--workers",
            "2",
            "--log-level",
            "error",
        ]
        server = serving(command, PORT + 1, folder)
        try:
            for line in lines("空白的 Django 页", asyncio.run(bare(PORT + 1, given.rate, given.seconds))):
                print(line, flush=True)
        finally:
            server.terminate()
            server.wait()


def _keys(folder: Path) -> None:
    paths = []
    for store in ("公共", "信访", "安居守护", "反诈", "就业帮扶"):
        path = folder / f"{store}.keys"
        made = [sys.executable, "-m", "yunhe", "keys", "new", str(path), "--store", store]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL, env=os.environ | {"YUNHE_KEYS": ""}, cwd=ROOT)
        paths.append(str(path))
    os.environ["YUNHE_KEYS"] = os.pathsep.join(paths)


if __name__ == "__main__":
    main()
