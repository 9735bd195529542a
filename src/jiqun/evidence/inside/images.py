"""Pictures: whole, of a size that can be opened, and nothing else at the same time."""

from __future__ import annotations

import io
import zipfile

from PIL import Image

from jiqun.evidence.inside.faults import DAMAGED, FLOOD, OTHER, TWO_IN_ONE, Fault

MOST_PIXELS = 200_000_000
MOST_DECODED = 60_000_000
"""Above this a picture is not decoded to see whether it is whole: its end must do."""
_OTHER_LANGUAGES = (b"<script", b"<html>", b"<html ", b"<iframe", b"<?php", b"<!doctype html", b"%pdf-1")

Image.MAX_IMAGE_PIXELS = None  # our own limit is asked first


def inspect(data: bytes, format_: str) -> None:
    """Looks at a `JPEG` or `PNG`. Raises `Fault`."""
    lower = data.lower()
    if zipfile.is_zipfile(io.BytesIO(data)) or any(mark in lower for mark in _OTHER_LANGUAGES):
        raise Fault(TWO_IN_ONE)
    try:
        with Image.open(io.BytesIO(data)) as picture:
            # A phone's second picture in the same file (MPO) is still a photo.
            if picture.format != format_ and (picture.format, format_) != ("MPO", "JPEG"):
                raise Fault(OTHER)
            pixels = picture.width * picture.height
            if pixels > MOST_PIXELS:
                raise Fault(FLOOD)
            if format_ == "PNG":
                picture.verify()  # every chunk and its checksum, up to the last
            elif pixels <= MOST_DECODED:
                picture.draft(None, (max(1, picture.width // 8), max(1, picture.height // 8)))
                picture.load()
            elif b"\xff\xd9" not in data[-(2**20) :]:
                raise Fault(DAMAGED)
    except (OSError, SyntaxError, ValueError, EOFError, OverflowError):
        raise Fault(DAMAGED) from None
