"""A policy and its outreach in a cluster of 惠城区, as far as a test needs them."""

from __future__ import annotations

from typing import Any
from zlib import crc32

from jiqun.authorities.models import Account
from jiqun.casework.perform import open_matter
from jiqun.cultivation.models import Outreach, Policy
from tests.cultivation.plan.county import of
from tests.cultivation.support.given import NOW, do
from tests.office import HUICHENG, HUIZHOU, chance, officer

POLICY: dict[str, Any] = {
    "title": "中小企业技术改造贴息",
    "document": "惠市工信〔2025〕8号",
    "on": "2025-03-01",
    "valid_to": "2027-12-31",
    "summary": "设备更新贷款按 2% 贴息，最高 200 万元。向县区工信局申报。",
    "link": "https://example.cn/policy",
    "kinds": ["finance"],
    "everyone": "on",
}


def policy(by: Account | None = None, key: str = "policy", *, published: bool = True, **payload: Any) -> Policy:
    """A policy of the prefecture, published unless said otherwise."""
    by, seed = by or officer(HUIZHOU), chance(crc32(key.encode()))
    given = {name: value for name, value in {**POLICY, **payload}.items() if value is not None}
    found: Policy = open_matter("policy", by=by, payload=given, key=key, now=NOW, chance=seed).subject
    if published:
        do("policy", found, "publish_policy", by=by)
    return found


def brought(of_policy: Policy, by: Account | None = None, key: str = "bring", **payload: Any) -> Outreach:
    """Brought to the cluster by its county."""
    given = {"cluster": str(of().pk), "policy": str(of_policy.pk), **payload}
    by, seed = by or officer(HUICHENG), chance(crc32(key.encode()))
    found: Outreach = open_matter("outreach", by=by, payload=given, key=key, now=NOW, chance=seed).subject
    return found


def record(row: Outreach, codes: list[str], state: str, key: str = "", **payload: Any) -> None:
    """Firms that came to a state."""
    told = {"state": state, "channel": "list", "on": "2025-09-10", "codes": "\n".join(codes), "note": "", **payload}
    do("outreach", row, "record_firms", key=key, **told)
