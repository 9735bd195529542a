"""Recognised clusters to start from in tests of chapter 4."""

from __future__ import annotations

import uuid
from datetime import date

from jiqun.authorities.models import Authority
from jiqun.register.models import Cluster, Recognition
from jiqun.register.terms import term_end
from tests.office import HUIDONG, officer


def cluster(name: str = "惠东县女鞋产业集群", code: str = HUIDONG, leads: str = "1952、1953") -> Cluster:
    """A cluster at a place; the tree of authorities is laid if it is not there."""
    officer(code)
    place = Authority.objects.get(pk=code)
    return Cluster.objects.create(
        id=uuid.uuid4(), name=name, authority=place, path=place.path, lead_codes=leads, invented=True
    )


def recognised(of: Cluster | None = None, start: date = date(2023, 7, 10), batch: str = "2023年") -> Recognition:
    """A provincial recognition for three years from `start`."""
    return Recognition.objects.create(
        id=uuid.uuid4(),
        cluster=of or cluster(),
        level="省级",
        batch=batch,
        announced_on=start,
        valid_from=start,
        valid_to=term_end(start),
        document="粤工信服务函〔2023〕10号",
        source="认定通告",
    )
