"""What comes in by form is bounded while it comes: of a file that is too long nothing is kept but its name and size."""

from typing import Any, cast

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

LARGEST = 50 * 2**20  # bytes of one file
ALTOGETHER = 1000 * 2**20  # bytes of one form


class Bounded(FileUploadHandler):
    """Stands before the handlers that keep files, and ends those that grow too long."""

    size = 0

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        """Refuse a form that is too long before any of it is read."""
        if content_length > ALTOGETHER:
            raise RequestDataTooBig(f"more than {ALTOGETHER} bytes")

    def new_file(self, *given: Any, **more: Any) -> None:
        """Count anew."""
        super().new_file(*given, **more)
        self.size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass it on, until it is too much."""
        self.size += len(raw_data)
        if self.size > LARGEST:
            too_long(cast(HttpRequest, self.request)).append(self.file_name or "")
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Another handler keeps it."""
        return None


def too_long(request: HttpRequest) -> list[str]:
    """The names of the files of a request that were not kept, since they are longer than `LARGEST`."""
    return cast(list[str], request.__dict__.setdefault("_too_long", []))
