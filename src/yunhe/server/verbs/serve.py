"""开网站：浏览器里看报告、办事项、交诉求。

  yunhe serve
  yunhe serve --port 8001 --district districts/gongshu
  YUNHE_SITE=server YUNHE_HOSTS=yunhe.example yunhe serve --bind 0.0.0.0

只在本机打开（127.0.0.1），除非写 --bind 别的地址；那时要写 YUNHE_SITE=server 和 YUNHE_HOSTS。
"""

import argparse
import os
from contextlib import nullcontext


def add(parser: argparse.ArgumentParser) -> None:
    """Where it listens, and the district."""
    parser.add_argument("--bind", default="127.0.0.1", metavar="地址", help="在哪个地址上听（默认 127.0.0.1）")
    parser.add_argument("--port", type=int, default=8000, metavar="端口", help="默认 8000")
    parser.add_argument(
        "--processes", type=int, metavar="数", help="几个进程答复（单机默认 1，服务器默认核数，最多 4）"
    )
    parser.add_argument("--without-worker", action="store_true", help="不带读报告的进程，另用 yunhe work 开")
    parser.add_argument("--district", metavar="文件夹", help="区县的文件夹，如 districts/gongshu")


def run(given: argparse.Namespace) -> int:
    """Serve until it is told to stop."""
    from yunhe.server import require_tables, start
    from yunhe.server.secret import VARIABLE, secret_key
    from yunhe.server.serving import require_safe, serve, usual_processes

    require_safe(given.bind, os.environ)
    os.environ[VARIABLE] = os.environ.get(VARIABLE) or secret_key()
    if given.district:
        os.environ["YUNHE_DISTRICT"] = given.district
    start()
    require_tables()
    from yunhe.server.reports.beside import Beside
    from yunhe.systems import find_district

    district = find_district(os.environ.get("YUNHE_DISTRICT") or None).resolve()
    worker = nullcontext() if given.without_worker else Beside(district)
    return serve(given.bind, given.port, worker, given.processes or usual_processes(os.environ))
