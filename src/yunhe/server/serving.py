"""Runs the site: an ASGI server in this process, the worker of background tasks beside it."""

import ipaddress
import os
from collections.abc import Mapping
from contextlib import AbstractContextManager

from yunhe.server import installation
from yunhe.server.errors import StoreError


def require_safe(bind: str, environment: Mapping[str, str]) -> None:
    """Refuse to let others in on an installation that is meant for one desk."""
    if is_loopback(bind) or installation.is_server(environment):
        return
    remedy = f"写 {installation.SITE}=server 和 {installation.HOSTS}=域名；阅览室也就要登录了"
    raise StoreError(f"--bind {bind}", "别的机器就能打开了，而这里是单机的设置", remedy)


def is_loopback(bind: str) -> bool:
    """Whether only this machine reaches an address."""
    try:
        return ipaddress.ip_address(bind).is_loopback
    except ValueError:
        return bind == "localhost"


def usual_processes(environment: Mapping[str, str]) -> int:
    """How many processes answer when nobody says: one at a desk, one a core on a server, four at most."""
    return min(os.cpu_count() or 1, 4) if installation.is_server(environment) else 1


def serve(bind: str, port: int, worker: AbstractContextManager[object], processes: int = 1) -> int:
    """Until interrupted, with a worker of background tasks beside it."""
    import uvicorn

    print(f"运河在 http://{bind}:{port} ，按 Ctrl+C 停", flush=True)
    with worker:
        uvicorn.run(
            "yunhe.server.asgi:application",
            host=bind,
            port=port,
            workers=processes,
            log_level="warning",
            server_header=False,
        )
    return 0
