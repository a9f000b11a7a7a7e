"""How long a register takes to come in, and how much memory: python -m benchmarks.registers [ROWS]

Enterprises with fourteen columns from a csv: the first import, then a newer file in which every hundredth row changed,
then the export. Each on SQLite and on PostgreSQL (a throw-away server that does sync), each size in a process of its
own so that its memory can be told.
"""

import csv
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.sets import ROOT

ROWS = 100_000
HEAD = (
    "统一社会信用代码", "名称", "主体类型", "行业", "街道", "住所", "成立日期", "注册资本（万元）", "经营状态",
    "注销日期", "规模以上", "标签", "联系人", "联系电话",
)  # fmt: skip
SURNAMES = "赵钱孙李周吴郑王冯陈"


def rows(count: int, changed: int = 0) -> Iterator[tuple[str, ...]]:
    """Invented enterprises; every hundredth has other capital when `changed`."""
    from yunhe.definitions.codes import CREDIT_ALPHABET, body_check, credit_check

    chance = random.Random(7)
    for number in range(count):
        body = "MA" + "".join(CREDIT_ALPHABET[(number // 31**place) % 31] for place in range(6))
        code = f"91330105{body}{body_check(body)}"
        capital = 100 + number % 900 + (changed if number % 100 == 0 else 0)
        day = f"20{number % 25:02d}-{1 + number % 12:02d}-{1 + number % 28:02d}"
        yield (
            code + credit_check(code), f"杭州例{number}有限公司", "企业", "批发业", f"3301050{10 + number % 10}",
            f"例路{number}号", day, str(capital), "存续", "", chance.choice(("是", "否", "")),
            chance.choice(("", "高新技术", "总部、上市")), SURNAMES[number % 10] + "某", f"138{number:08d}",
        )  # fmt: skip


def file(path: Path, count: int, changed: int = 0) -> Path:
    """A csv of enterprises, one a code."""
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEAD)
        writer.writerows(rows(count, changed))
    return path


def measured(url: str, folder: Path, count: int) -> dict[str, float]:
    """Seconds of each step and the peak of memory, in a process of its own."""
    own = {
        "DATABASE_URL": url,
        "YUNHE_KEYS": str(folder / "keys"),
        "PYTHONPATH": str(ROOT / "src"),
    }
    command = [sys.executable, "-m", "benchmarks.registers", "--worker", str(folder), str(count)]
    done = subprocess.run(command, env=os.environ | own, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def work(folder: Path, count: int) -> dict[str, float]:
    """Import, import a newer file, export."""
    from yunhe import server

    server.start()
    from yunhe.registers.register import registers_of
    from yunhe.server import tables
    from yunhe.server.registers.export import export
    from yunhe.server.registers.seeing import sight

    tables.update()
    cpu = process_time()
    register = registers_of(ROOT / "districts/gongshu")["企业"]
    found = {"首次": _import(folder, f"{count}.csv", register), "再次": _import(folder, f"{count}-新.csv", register)}
    begun = perf_counter()
    export(sight(register, None), folder / f"{count}-出.csv", simulated=True)
    found["导出"] = perf_counter() - begun
    found["处理器"] = process_time() - cpu
    found["内存"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


def _import(folder: Path, name: str, register: object) -> float:
    from yunhe.registers.layout import own_layout
    from yunhe.registers.register import Register
    from yunhe.registers.sheets import sheets_of
    from yunhe.registers.table import table_of
    from yunhe.server.clock import now
    from yunhe.server.registers.entering import Author
    from yunhe.server.registers.importing import Order, bring_in

    assert isinstance(register, Register)
    begun, data = perf_counter(), (folder / name).read_bytes()
    table = table_of(data, name, own_layout(register, sheets_of(data, name)))
    done = bring_in(Order(register, table, Author("区市场监管局.台账岗", "1024", now()), "", simulated=True))
    assert done.made is not None
    assert not done.refused
    return perf_counter() - begun


def main() -> None:
    """Print a table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    sys.path.insert(0, str(ROOT / "tests" / "server"))
    from cluster import cluster

    from yunhe.server.vault.masterkeys import MasterKey, add

    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        add(folder / "keys", MasterKey("公共", "1", os.urandom(32)))
        print(f"{'':12}{'行':>8}{'首次':>9}{'再次':>9}{'导出':>9}{'处理器':>9}{'内存':>9}")
        for size in (count // 10, count):
            file(folder / f"{size}.csv", size)
            file(folder / f"{size}-新.csv", size, changed=1)
            places = {
                "SQLite": f"sqlite:///{folder}/{size}.sqlite3",
                "PostgreSQL": stack.enter_context(cluster(durable=True)),
            }
            for name, url in places.items():
                found = measured(url, folder, size)
                seconds = "".join(f"{found[step]:8.1f}秒" for step in ("首次", "再次", "导出", "处理器"))
                print(f"{name:12}{size:>8}{seconds}{found['内存']:7.0f}MB", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--worker"]:
        print(json.dumps(work(Path(sys.argv[2]), int(sys.argv[3]))))
    else:
        main()
