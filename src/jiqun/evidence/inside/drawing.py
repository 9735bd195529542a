"""One page of a PDF, or a picture, drawn as PNG: pixels only, so that no place or author travels along."""

from __future__ import annotations

import io

from PIL import Image, ImageOps

WIDTHS = (200, 900, 1400, 2000)
TALLEST = 8_000


def draw(data: bytes, ending: str, page: int, width: int) -> bytes:
    """Page `page` (1, 2 …) at `width` pixels, one of `WIDTHS`. Raises for a page that is not there."""
    if width not in WIDTHS:
        raise ValueError(f"no width {width}")
    picture = page_of(data, page, width) if ending == "pdf" else photo(data, width)
    target = io.BytesIO()
    picture.save(target, "PNG", optimize=False, compress_level=4)
    return target.getvalue()


def page_of(data: bytes, number: int, width: int) -> Image.Image:
    """One page as PDFium draws it, forms and seals included."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    page = document[number - 1] if number > 0 else document[len(document)]
    across, down = page.get_size()
    scale = min(width / max(across, 1), TALLEST / max(down, 1))
    found: Image.Image = page.render(scale=scale, may_draw_forms=True).to_pil()
    return found


def photo(data: bytes, width: int) -> Image.Image:
    """A picture, turned as its camera was held, never larger than it is."""
    with Image.open(io.BytesIO(data)) as picture:
        picture.draft(None, (width, TALLEST))  # a JPEG is read at a fraction of its size where that is enough
        straight = ImageOps.exif_transpose(picture)
        straight.thumbnail((width, TALLEST))
        plain = straight.convert("RGBA" if straight.mode in ("RGBA", "LA", "PA", "P") else "RGB")
        plain.info = {}
        return plain
