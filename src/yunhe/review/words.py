"""The words a person reads for what findings say in codes."""

from yunhe.types import Severity

SEVERITIES: dict[Severity, str] = {"error": "必核", "warning": "建议核", "note": "提示"}


def severity_word(severity: str) -> str:
    """The word for a severity that comes from a row of data."""
    return next((word for known, word in SEVERITIES.items() if known == severity), severity)
