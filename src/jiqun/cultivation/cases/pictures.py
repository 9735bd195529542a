"""Pictures of a case: decoded in the limited process and made anew, so that neither place nor device travels along.

The upload itself is never kept. What is kept is at most 1400 pixels wide.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from PIL import Image

from jiqun.bilingual import Text
from jiqun.evidence import checks, process, store
from jiqun.evidence.fields import EvidenceField
from jiqun.evidence.kinds import ending_of

ENDINGS = ("jpg", "jpeg", "png")
LARGEST = 20 * 2**20
WIDTH, NARROWEST = 1400, 400
MOST_PNG = 400_000
QUALITY = 85
KIND = Text("图片请上传 jpg 或 png 格式。", "A picture is a jpg or a png.")
LARGE = Text(
    "图片“{name}”超过 20 MB，请压缩后再传。", "“{name}” is larger than 20 MB; make it smaller and upload it again."
)
UNREADABLE = Text(
    "图片“{name}”打不开，请重新导出后再传。", "“{name}” cannot be opened; export it anew and upload it again."
)
NARROW = Text(
    "图片“{name}”只有 {n} 像素宽，公开展示至少要 400 像素。", "“{name}” is {n} pixels wide; at least 400 are needed."
)


class PictureField(EvidenceField):
    """One picture. `clean()` keeps the remade copy: `{"sha256", "name", "width", "height", "located"}`; `located`
    says that the upload told where it was taken."""

    def stored(self, upload: Any) -> dict[str, Any]:
        """Remakes and keeps an upload. Raises `ValidationError` with the reason when it is unfit."""
        name, ending = str(upload.name), ending_of(str(upload.name))
        if ending not in ENDINGS:
            raise ValidationError(str(KIND), code="kind")
        if upload.size > LARGEST:
            raise ValidationError(str(LARGE.format(name=name)), code="large")
        try:
            checks.check(upload.file, name)
            taken = json.loads(process.run("taken", upload.file, ending))
            drawn = process.run("draw", upload.file, ending, 1, WIDTH)
        except checks.Unfit as unfit:
            raise ValidationError(str(unfit.text), code="unfit") from unfit
        except process.Broken:
            raise ValidationError(str(UNREADABLE.format(name=name)), code="unreadable") from None
        data, media_type = remade(drawn)
        width, height = size_of(data)
        if width < NARROWEST:
            raise ValidationError(str(NARROW.format(name=name, n=width)), code="narrow")
        row = store.keep(data, media_type, self.now or timezone.now())
        return {
            "sha256": row.sha256,
            "name": name,
            "width": width,
            "height": height,
            "located": bool(taken["latitude"]),
        }

    def known(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """What was kept before, measured again. Raises `ValidationError` for what is no picture."""
        found = super().known(data)
        try:
            width, height = size_of(store.read(found["sha256"]))
        except (store.NotStored, OSError):
            raise ValidationError(str(UNREADABLE.format(name=found["name"])), code="unreadable") from None
        return {**found, "width": width, "height": height, "located": bool(data.get("located"))}


def remade(drawn: bytes) -> tuple[bytes, str]:
    """A PNG of the product's own as it is when it is small (a diagram), otherwise as JPEG on white (a photo)."""
    if len(drawn) <= MOST_PNG:
        return drawn, "image/png"
    with Image.open(io.BytesIO(drawn)) as picture:
        layer = picture.convert("RGBA")
        ground = Image.new("RGB", layer.size, "white")
        ground.paste(layer, mask=layer.getchannel("A"))
    target = io.BytesIO()
    ground.save(target, "JPEG", quality=QUALITY, progressive=True, optimize=True)
    return target.getvalue(), "image/jpeg"


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height of a kept picture in pixels. Raises `OSError`."""
    with Image.open(io.BytesIO(data)) as picture:
        return picture.width, picture.height
