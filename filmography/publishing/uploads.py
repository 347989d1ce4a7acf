"""How large an upload may be. The server in front has the first word; this is the second."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

MOST_BYTES = 12 * 1024 * 1024


class BoundedUploadHandler(FileUploadHandler):
    """Stands first among the handlers. What is too large is not kept, in memory or on disk."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > MOST_BYTES:
            self.request.META[_TOO_LARGE] = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> Any:
        return None


_TOO_LARGE = "filmography.upload_too_large"


def was_too_large(request: HttpRequest) -> bool:
    return bool(request.META.get(_TOO_LARGE))
