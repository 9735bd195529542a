"""Providers and events of a cluster of 惠城区, as far as a test needs them."""

from __future__ import annotations

from typing import Any
from zlib import crc32

from jiqun.authorities.models import Account
from jiqun.casework.perform import open_matter
from jiqun.cultivation.models import ServiceEvent, ServiceProvider
from tests.cultivation.plan.county import of
from tests.cultivation.support.given import NOW
from tests.office import HUICHENG, chance, officer

PROVIDER: dict[str, Any] = {
    "kind": "platform",
    "name": "惠城电子元件公共检测平台",
    "code": "",
    "services": ["testing", "technology"],
    "certificate": "省级中小企业公共服务示范平台",
    "number": "粤工信〔2024〕1号",
    "issuer": "广东省工业和信息化厅",
    "valid_from": "2024-01-01",
    "valid_to": "2026-12-31",
}
EVENT: dict[str, Any] = {"kind": "testing", "title": "元件可靠性检测", "on": "2025-08-01", "firms": "", "others": "3"}


def provider(by: Account | None = None, key: str = "provider", **payload: Any) -> ServiceProvider:
    """A provider, the county's unless `by` says otherwise."""
    by, seed = by or officer(HUICHENG), chance(crc32(key.encode()))
    done = open_matter("service_provider", by=by, payload={**PROVIDER, **payload}, key=key, now=NOW, chance=seed)
    found: ServiceProvider = done.subject
    return found


def event(of_provider: ServiceProvider, by: Account | None = None, key: str = "event", **payload: Any) -> ServiceEvent:
    """An event of the cluster."""
    given = {"cluster": str(of().pk), "provider": str(of_provider.pk), **EVENT, **payload}
    by, seed = by or officer(HUICHENG), chance(crc32(key.encode()))
    done = open_matter("service_event", by=by, payload=given, key=key, now=NOW, chance=seed)
    found: ServiceEvent = done.subject
    return found
