"""The archive for a machine without network: made, unpacked, installed by an ordinary user with the network off."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "env", "-i", "PATH=/usr/bin:/bin"]


@pytest.mark.soak
def test_it_installs_without_network_and_without_root() -> None:
    with tempfile.TemporaryDirectory() as folder:  # not of pytest, whose folders nobody else may enter
        _installs(Path(folder))


def _installs(tmp_path: Path) -> None:
    made = subprocess.run([ROOT / "tools/bundle.sh"], capture_output=True, text=True, check=True)
    archive = ROOT / made.stdout.strip().splitlines()[-1].split()[0]
    subprocess.run(["tar", "-xzf", archive, "-C", tmp_path], check=True)
    shutil.chown(tmp_path, "nobody")
    tmp_path.chmod(0o755)
    (home,) = tmp_path.iterdir()
    installed = tmp_path / "装在这里"
    _alone([home / "install.sh", installed], tmp_path)
    said = _alone([installed / ".venv/bin/yunhe", "read", installed / "districts/gongshu/reports/2025.txt"], tmp_path)
    assert "2206.3" in said
    assert "步更新" in _alone([installed / ".venv/bin/yunhe", "migrate"], tmp_path)


def _alone(command: list[str | Path], home: Path) -> str:
    """What a command says without network, as nobody."""
    alone = ["unshare", "--net", *NOBODY, f"HOME={home}", *map(str, command)]
    return subprocess.run(alone, capture_output=True, text=True, check=True, cwd=home).stdout
