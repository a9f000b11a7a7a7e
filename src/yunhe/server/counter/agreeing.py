"""Agreeing 同意: the text that was shown and agreed to, kept as evidence of what somebody agreed to."""

from collections.abc import Mapping
from datetime import datetime

from yunhe.mechanisms.counter import Agreement
from yunhe.mechanisms.guarding import sealed_as
from yunhe.mechanisms.mechanism import Given, Mechanism
from yunhe.server.counter import uploads
from yunhe.server.matters.saying import said_instant
from yunhe.types import Json


def proofs(
    mechanism: Mechanism, given: Given, agreement: Agreement, number: str, said: Mapping[str, Json], at: datetime
) -> dict[str, Json]:
    """The evidence that the action of consent needs: what was agreed to, and that it was told before."""
    by = said.get(given.by, "本人")
    head = f"{mechanism.name}　{number}\n文本 {agreement.version} 版\n\n{agreement.text}\n\n"
    head += f"范围：{given.scope}\n依据：{given.basis}\n"
    signed = f"同意人：{by}\n时间：{said_instant(at)}\n在公众窗口凭查询码勾选同意\n"
    texts = {given.evidence: head + signed}
    if agreement.notice:
        texts[agreement.notice] = head + f"告知时间：{said_instant(at)}，勾选同意以前显示\n"
    return {name: _kept(mechanism, name, text) for name, text in texts.items()}


def _kept(mechanism: Mechanism, name: str, text: str) -> dict[str, Json]:
    kept = uploads.keep_text(f"{name}.txt", text)
    return uploads.given(kept, sealed=sealed_as(mechanism, name) is not None)
