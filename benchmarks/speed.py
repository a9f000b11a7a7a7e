"""How fast the reader is and how much memory it takes: python -m benchmarks.speed [--corpus DIR] [--seconds N]

The same reports in one run by Yunhe and by its peers, each in one process of its own, in turns so that a slow moment
hits all alike; then the start of `yunhe read`; with --corpus every txt of a folder in 2 processes. Medians throughout.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from operator import itemgetter
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple

from benchmarks import peer_environment as peers_home
from benchmarks.peers import TITLES
from benchmarks.sets import ROOT

REPORTS = ("districts/gongshu/reports/2025.txt", "corpus/city/宁波市-2012.txt", "corpus/national/国务院-2025.txt")
ROUNDS, WARMING, STARTS, PROCESSES = 5, 3, 10, 2
HERE = Path(__file__).resolve().parent


class Worker:
    """A reader that waits in its own process until it is asked for passes over the reports."""

    def __init__(self, name: str, python: str | Path) -> None:
        files = [ROOT / report for report in REPORTS]
        self.name = name
        self.process = subprocess.Popen(
            [python, HERE / "worker.py", name, *files], env=peers_home.environment(), encoding="utf-8",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def ask(self, count: int) -> dict[str, Any] | None:
        """The answer to a question for so many passes, or None when the process has ended."""
        assert self.process.stdin
        try:
            print(count, file=self.process.stdin, flush=True)
        except BrokenPipeError:
            return None
        return self.answer()

    def answer(self) -> dict[str, Any] | None:
        assert self.process.stdout
        line = self.process.stdout.readline()
        return json.loads(line) if line else None

    def reason(self) -> str:
        """Why it has ended."""
        output = self.process.communicate()[1].strip().splitlines()
        return output[-1] if output else f"进程结束，代码 {self.process.returncode}"

    def close(self) -> None:
        self.process.communicate()


class Measured(NamedTuple):
    """A reader's figures: MB of UTF-8 a second in each round, numbers found, peak memory in MB, seconds to load."""

    title: str
    speeds: list[float]
    found: int
    peak: float
    load: float

    @property
    def speed(self) -> float:
        return median(self.speeds)

    def line(self, own: float) -> str:
        """A row of the table; `own` is the speed of Yunhe."""
        spread, ratio = f"[{min(self.speeds):.3g}–{max(self.speeds):.3g}]", f"{own / self.speed:.3g} 倍"
        figures = f"{self.speed:7.3g}  {spread:16} {ratio:>9} {self.found:6} {self.peak:6.0f} MB {self.load:5.2f} s"
        return f"{figures}  {self.title}"


def readers() -> dict[str, tuple[str, str | Path]]:
    """Name → title, interpreter."""
    found: dict[str, tuple[str, str | Path]] = {"yunhe": ("运河（全读：指标、期间、地区、归属）", sys.executable)}
    return found | {peer.__name__: (title, peers_home.PYTHON) for peer, title in TITLES.items()}


def measure(seconds: float) -> Iterator[Measured | str]:
    """Every reader's figures, or why it has none."""
    size = sum((ROOT / report).stat().st_size for report in REPORTS) / 1e6
    running: dict[str, tuple[Worker, dict[str, Any], list[float]]] = {}
    for name, (title, python) in readers().items():
        worker = Worker(name, python)
        load, warm = worker.answer(), worker.ask(WARMING)
        if load is None or warm is None:
            yield f"{title}：没有运行（{worker.reason()}）"
            continue
        running[name] = worker, warm | {"load": load["seconds"]}, []
    for _ in range(ROUNDS):
        for worker, warm, speeds in running.values():
            answer = worker.ask(max(1, round(seconds / ROUNDS / warm["seconds"])))
            if answer is not None:
                warm["peak"] = answer["peak"]
                speeds.append(size / answer["seconds"])
    for name, (worker, warm, speeds) in running.items():
        worker.close()
        yield Measured(readers()[name][0], speeds, warm["found"], warm["peak"] / 1024, warm["load"])


def peer_lines(seconds: float) -> Iterator[str]:
    """The table of readers."""
    size = sum((ROOT / report).stat().st_size for report in REPORTS) / 1e6
    yield f"同样的 {len(REPORTS)} 份报告（{size:.2f} MB），每个单进程，轮流 {ROUNDS} 轮取中位："
    yield "   MB/s  [最慢–最快]       运河是它的  找到  峰值内存  载入"
    results = list(measure(seconds))
    own = next((result.speed for result in results if isinstance(result, Measured)), 0.0)
    for result in results:
        if isinstance(result, str):
            yield f"  {result}"
            continue
        yield result.line(own)


def start_line() -> str:
    """How long `yunhe read` takes on the seed, from nothing to the last line."""
    command = [str(Path(sys.executable).with_name("yunhe")), "read", str(ROOT / REPORTS[0])]
    times = []
    for _ in range(STARTS):
        start = perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        times.append(perf_counter() - start)
    spread = f"{median(times):.3f} s [{min(times):.3f}–{max(times):.3f}]"
    return f"冷启动 yunhe read {REPORTS[0]}：{STARTS} 次，中位 {spread}（限 0.4 s）"


def corpus_lines(folder: Path) -> Iterator[str]:
    """A whole folder in 2 processes, and whether memory stays flat."""
    command = [sys.executable, "-m", "benchmarks.whole_corpus", str(folder), str(PROCESSES)]
    runs = [json.loads(subprocess.check_output(command, cwd=ROOT)) for _ in range(ROUNDS)]
    seconds, size = median(run["seconds"] for run in runs), runs[0]["bytes"] / 1e6
    yield f"{folder}：{runs[0]['files']} 份，{size:.1f} MB，{runs[0]['claims']} 条表述，读不了 {runs[0]['problems']} 份"
    yield f"  {PROCESSES} 个进程，{ROUNDS} 次取中位：{seconds:.1f} s，{size / seconds:.2f} MB/s"
    yield "  峰值内存（读完一成 / 一半 / 全部）：" + "；".join(memory_lines([run["memory"] for run in runs]))


def memory_lines(runs: list[dict[str, list[int]]]) -> Iterator[str]:
    """Peak memory of the first process, its largest child and all together: at a tenth, at the half, at the end."""
    picks: dict[str, Callable[[list[int]], int]] = {"主进程": itemgetter(0), "最大的子进程": itemgetter(1), "合计": sum}
    for title, pick in picks.items():
        tenth, half, end = (median(pick(run[when]) for run in runs) / 1024 for when in ("tenth", "half", "end"))
        yield f"{title} {tenth:.0f} / {half:.0f} / {end:.0f} MB（{end / tenth:.2f} 倍）"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, help="另读这个文件夹里的全部 txt")
    parser.add_argument("--seconds", type=float, default=5, help="每个软件至少测这么多秒（默认 5）")
    given = parser.parse_args()
    for problem in peers_home.prepare():
        print(f"装不上 {problem}")
    print(*peer_lines(given.seconds), sep="\n", flush=True)
    print(start_line(), flush=True)
    if given.corpus:
        print(*corpus_lines(given.corpus.resolve()), sep="\n", flush=True)


if __name__ == "__main__":
    main()
