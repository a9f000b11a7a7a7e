"""A throw-away PostgreSQL server behind a Unix socket, which ends with the process that began it."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OWNER = "postgres"  # initdb refuses to run as root
SMALL = ("listen_addresses=", "max_connections=50", "shared_buffers=32MB")
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")
PATIENCE = 60.0


def programs() -> Path:
    """The folder of the newest server on this machine."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    found = folders[-1] if folders else Path(shutil.which("initdb") or "").parent
    assert (found / "initdb").exists()
    return found


def as_owner() -> list[str]:
    """What to put before a command that root must not run; it also ends the command when its parent dies."""
    ending = ["setpriv", "--pdeathsig=INT"] if shutil.which("setpriv") else []
    if os.getuid() != 0:
        return ending
    return ["setpriv", f"--reuid={OWNER}", f"--regid={OWNER}", "--init-groups", *ending[1:], "--"]


@contextmanager
def cluster(name: str = "yunhe", durable: bool = False) -> Iterator[str]:
    """The DATABASE_URL of a new server with one empty database."""
    folder = Path(tempfile.mkdtemp(prefix="yunhe-pg-"))
    try:
        if os.getuid() == 0:
            owner = pwd.getpwnam(OWNER)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        with _running(folder, durable):
            _by_psql(folder, f'CREATE DATABASE "{name}"')
            yield f"postgres://{OWNER}@/{name}?host={folder}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(folder: Path, durable: bool) -> Iterator[None]:
    data = folder / "data"
    making = [*as_owner(), programs() / "initdb", "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run([*making, "--locale=C.UTF-8"], check=True, capture_output=True, cwd=folder)
    settings = [word for setting in (*SMALL, *(() if durable else QUICK)) for word in ("-c", setting)]
    server = subprocess.Popen(
        [*as_owner(), programs() / "postgres", "-D", data, "-k", folder, *settings],
        stdout=subprocess.DEVNULL,
        stderr=(folder / "log").open("wb"),
        cwd=folder,
        start_new_session=True,  # Ctrl-C in the terminal is for the tests, the server ends after them
    )
    try:
        _wait(folder, server)
        yield
    finally:
        if server.poll() is None:
            server.send_signal(signal.SIGQUIT)  # at once, nothing of it is kept
        server.wait(PATIENCE)


def _wait(folder: Path, server: "subprocess.Popen[bytes]") -> None:
    asking = [programs() / "pg_isready", "-q", "-h", folder, "-t", "1"]
    until = time.monotonic() + PATIENCE
    while subprocess.run(asking, check=False, capture_output=True).returncode != 0:
        said = (folder / "log").read_text(encoding="utf-8", errors="replace")
        assert server.poll() is None, said
        assert time.monotonic() < until, said
        time.sleep(0.05)


def _by_psql(folder: Path, command: str) -> None:
    psql = [programs() / "psql", "-q", "-h", folder, "-U", OWNER, "-d", "postgres", "-c", command]
    subprocess.run(psql, check=True, capture_output=True)
