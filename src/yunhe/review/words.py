"""The words a person reads for what findings say in codes."""

from yunhe.types import Severity

SEVERITIES: dict[Severity, str] = {"error": "必核", "warning": "建议核", "note": "提示"}
