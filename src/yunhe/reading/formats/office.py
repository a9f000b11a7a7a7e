"""Old Word and WPS documents (.doc, .wps, .rtf): made a docx by LibreOffice in a private folder, then removed."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from yunhe.errors import UnreadableError
from yunhe.reading.formats import docx
from yunhe.types import Document

if TYPE_CHECKING:
    from subprocess import Popen

SUFFIXES = (".doc", ".wps", ".rtf")
OLE, RTF = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"
SECONDS = 180
APT = "sudo apt-get install -y --no-install-recommends libreoffice-writer-nogui"
INSTALL = f"安装 LibreOffice（{APT}），或用 WPS、Word 另存为 docx"
SAVE_AS = "用 WPS 或 Word 打开后另存为 docx，再读"
SETTING = '<item oor:path="/org.openoffice.Office.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
CAUTION = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Writer/Content/Update", "Link", "0"),
)


def recognises(head: bytes, suffix: str) -> bool:
    """An OLE file (also an encrypted docx is one) or rich text."""
    return head.startswith((OLE, RTF))


def read(data: bytes, name: str) -> Document:
    """As the docx that LibreOffice makes of it; the anchors are dropped, for they lead into that copy."""
    from shutil import which

    _refuse_foreign(data, name)
    program = which("soffice") or which("libreoffice")
    if program is None:
        raise UnreadableError(name, "读 .doc、.wps、.rtf 要用 LibreOffice，本机没有安装", INSTALL)
    document = docx.read(_converted(program, data, name), name)
    return replace(document, media="doc", anchors=(), notes=("经 LibreOffice 转为 docx 后读入", *document.notes))


def _refuse_foreign(data: bytes, name: str) -> None:
    if not data.startswith(OLE):
        return
    if _names(data, "EncryptedPackage"):
        raise UnreadableError(name, "文档已加密，需要密码", "在 WPS 或 Word 里解除密码后另存，再读")
    if not _names(data, "WordDocument"):
        raise UnreadableError(name, "不是文字文档（像是表格、演示或邮件）", "换成文字文档，或导出为 docx、pdf")


def _names(data: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") in data


def _converted(program: str, data: bytes, name: str) -> bytes:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="yunhe-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        source = home / ("report.rtf" if data.startswith(RTF) else "report.doc")
        source.write_bytes(data)
        _write_settings(home / "profile" / "user")
        _run(_command(program, home, source), home, name)
        made = home / "out" / "report.docx"
        if not made.is_file():
            raise UnreadableError(name, "LibreOffice 打不开这份文档（可能加密或已损坏）", SAVE_AS)
        return made.read_bytes()


def _command(program: str, home: Path, source: Path) -> list[str]:
    quiet = ("--headless", "--invisible", "--norestore", "--nologo", "--nolockcheck", "--nodefault")
    profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
    wanted = ("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(home / "out"))
    return [program, profile, *quiet, *wanted, str(source)]


def _write_settings(folder: Path) -> None:
    """No macros, no linked content: the document may come from anywhere."""
    folder.mkdir(parents=True)
    items = "".join(SETTING.format(*caution) for caution in CAUTION)
    head = '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    (folder / "registrymodifications.xcu").write_text(f"{head}{items}</oor:items>", encoding="utf-8")


def _run(command: list[str], home: Path, name: str) -> None:
    """Run to the end or to the time limit, then end the whole group."""
    import subprocess

    environment = os.environ | {"HOME": str(home), "TMPDIR": str(home)}
    none = subprocess.DEVNULL
    process = subprocess.Popen(command, env=environment, start_new_session=True, stdin=none, stdout=none, stderr=none)
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        raise UnreadableError(name, f"LibreOffice 转换超过 {SECONDS} 秒", SAVE_AS) from None
    finally:
        _end(process)


def _end(process: Popen[bytes]) -> None:
    from subprocess import TimeoutExpired

    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
