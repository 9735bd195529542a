"""The process that reads the QR codes of one scan: limits itself, reads standard input, writes JSON, ends.

Started by `scan` as `python -m jiqun.documents.scan_child KIND CPU_SECONDS MEMORY_MB`.
"""

from __future__ import annotations

import io
import json
import resource
import sys
import time
from collections.abc import Iterator
from typing import Any

LONGEST_SIDE = (1800, 2900)
"""Pixels of a page's longer side: a scan of the set reads at about 150 dpi, a poor one at about 250."""
ENOUGH_SECONDS = 9
"""CPU after which no further page is looked at: a long set has its mark on every page."""
MOST_PAGES = 400


def main(arguments: list[str]) -> int:
    """Read the scan on standard input; 0 when it could be opened, whatever was seen."""
    kind, cpu_seconds, memory_mb = arguments[0], int(arguments[1]), int(arguments[2])
    _limit(cpu_seconds, memory_mb)
    data = sys.stdin.buffer.read()
    looked, found = 0, []
    pages, each = _pdf(data) if kind == "pdf" else _image(data)
    for looked, page in enumerate(each, start=1):
        found += [(looked, text) for text in _texts(page)]
        if time.process_time() > ENOUGH_SECONDS:
            break
    sys.stdout.write(json.dumps({"pages": pages, "looked": looked, "found": found}))
    return 0


def _texts(page: Any) -> list[str]:
    """The QR codes of a page, looked for coarsely first and finely only where none is found."""
    import zxingcpp

    qr = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)

    for side in LONGEST_SIDE:
        picture = page(side)
        if found := zxingcpp.read_barcodes(picture, formats=qr):
            return [each.text[:100] for each in found[:4]]
    return []


def _pdf(data: bytes) -> tuple[int, Iterator[Any]]:
    import pypdfium2

    paper = pypdfium2.PdfDocument(data)

    def drawn(number: int) -> Any:
        def at(side: int) -> Any:
            page = paper[number]
            bitmap = page.render(scale=side / max(*page.get_size(), 1), grayscale=True)
            return bitmap.to_pil()

        return at

    return len(paper), (drawn(number) for number in range(min(len(paper), MOST_PAGES)))


def _image(data: bytes) -> tuple[int, Iterator[Any]]:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # the memory limit is the guard

    def at(side: int) -> Any:
        picture = Image.open(io.BytesIO(data))
        picture.draft("L", (side, side))  # a JPEG is decoded small to begin with
        grey = ImageOps.exif_transpose(picture.convert("L"))
        grey.thumbnail((side, side))
        return grey

    return 1, iter([at])


def _limit(cpu_seconds: int, memory_mb: int) -> None:
    for limit, value in (
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_AS, memory_mb * 2**20),
        (resource.RLIMIT_FSIZE, 2**20),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
