"""Files on their way from the page to a message: kept by handle until they are sent, the oldest forgotten first."""

import secrets

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.loopback.people import File

MOST_BYTES = 10 * 1024 * 1024
"""What Discord takes in a server without boosts."""
_KEPT = 60


class Uploads:
    """The files that pages have handed in; one for the whole room."""

    def __init__(self) -> None:
        self._files: dict[str, File] = {}

    def keep(self, file: File) -> str:
        """Keep a file and return its handle."""
        while len(self._files) >= _KEPT:
            del self._files[next(iter(self._files))]
        handle = secrets.token_urlsafe(12)
        self._files[handle] = file
        return handle

    def get(self, handle: str) -> File | None:
        """The file of a handle, or None where it was forgotten."""
        return self._files.get(handle)

    async def receive(self, request: Request) -> Response:
        """Take one file of a multipart form: 200 with `handle` and `name`, 400 for no file, 413 for one too large."""
        async with request.form(max_files=1, max_fields=1) as form:
            upload = form.get("file")
            if not isinstance(upload, UploadFile):
                return JSONResponse({"error": "no_file"}, status_code=400)
            content = await upload.read(MOST_BYTES + 1)
            if len(content) > MOST_BYTES:
                return JSONResponse({"error": "too_large"}, status_code=413)
            name = upload.filename or "file"
            kind = upload.content_type or "application/octet-stream"
            return JSONResponse({"handle": self.keep(File(name, content, kind)), "name": name})
