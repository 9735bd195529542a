"""A brand of 惠城区's cluster, brought as far as a test needs it."""

from __future__ import annotations

from typing import Any
from zlib import crc32

from jiqun.authorities.models import Account
from jiqun.casework.perform import open_matter
from jiqun.cultivation.models import Brand
from tests.cultivation.cases.county import NOW, signed
from tests.cultivation.plan.county import of
from tests.office import HUICHENG, HUIZHOU, chance, officer

MARK: dict[str, Any] = {
    "kind": "collective",
    "name": "惠城元件",
    "number": "12345678",
    "holder": "惠城区电子元件行业协会",
    "scope": "第9类 电子元件",
    "valid_from": "2016-03-01",
    "valid_to": "2026-02-28",
    "url": "https://sbj.cnipa.gov.cn/12345678",
}


def entered(by: Account | None = None, **payload: Any) -> Brand:
    """A collective mark."""
    told = {"cluster": str(of().pk), **MARK, **payload}
    key = f"brand-{told['number']}-{told['name']}"
    done = open_matter(
        "brand", by=by or officer(HUICHENG), payload=told, key=key, now=NOW, chance=chance(crc32(key.encode()))
    )
    found: Brand = done.subject
    return found


def shown() -> Brand:
    """One that the prefecture shows."""
    found: Brand = signed(entered(), "show_brand", HUIZHOU)
    return found
