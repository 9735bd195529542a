"""When and where a photo was taken, by what the camera wrote into it; as JSON."""

from __future__ import annotations

import io
import json
from typing import Any

_EXIF, _GPS = 0x8769, 0x8825
_DATE_TIME, _ORIGINAL, _OFFSET = 0x0132, 0x9003, 0x9011
_PLACES = 6
"""Decimals of a degree: a tenth of a metre."""


def taken(data: bytes) -> bytes:
    """`{"at": "2025-04-16T09:30:00" or "", "offset": "+08:00" or "", "latitude": "23.111111", "longitude": …}`."""
    from PIL import Image

    with Image.open(io.BytesIO(data)) as picture:
        known = picture.getexif()
        camera, place = known.get_ifd(_EXIF), known.get_ifd(_GPS)
        at, offset = moment(camera.get(_ORIGINAL) or known.get(_DATE_TIME)), str(camera.get(_OFFSET) or "").strip("\0 ")
    latitude, longitude = degrees(place.get(2), place.get(1), "S", 90), degrees(place.get(4), place.get(3), "W", 180)
    both = bool(latitude and longitude)
    found = {
        "at": at,
        "offset": offset if len(offset) == 6 else "",
        "latitude": latitude if both else "",
        "longitude": longitude if both else "",
    }
    return json.dumps(found).encode()


def moment(said: Any) -> str:
    """`2025:04:16 09:30:00` as ISO 8601; "" for what is none."""
    date, _, time = str(said or "").strip("\0 ").partition(" ")
    text = f"{date.replace(':', '-')}T{time}"
    return text if len(text) == 19 and all(each.isdecimal() for each in text if each not in "-:T") else ""


def degrees(parts: Any, side: Any, minus: str, most: int) -> str:
    """Degrees, minutes and seconds as decimal text; "" for what is none."""
    try:
        whole, minutes, seconds = (each.numerator * 10**9 // each.denominator for each in parts)
    except (TypeError, ValueError, AttributeError, ZeroDivisionError):
        return ""
    nano = whole + minutes // 60 + seconds // 3600
    if not 0 <= nano <= most * 10**9:
        return ""
    micro = round(nano, -3) // 10**3
    sign = "-" if str(side or "").strip("\0 ").upper() == minus and micro else ""
    return f"{sign}{micro // 10**_PLACES}.{micro % 10**_PLACES:0{_PLACES}d}"
