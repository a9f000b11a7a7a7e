"""Files that a page hands out, under names that may be Chinese."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".yaml": "application/yaml; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def download(name: str, content: bytes) -> HttpResponse:
    """A file to keep; its type is that of its ending."""
    suffix = name[name.rfind(".") :]
    response = HttpResponse(content, content_type=_TYPES[suffix])
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
