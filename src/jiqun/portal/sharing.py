"""What an address says of itself where it is shared (Open Graph), nothing but what its page says anyway."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from jiqun.portal import queries
from jiqun.standards import province

SITE = province.here().designation.zh
WIDE, HIGH = 1200, 630


@dataclass(frozen=True, slots=True)
class Share:
    """What an address says of itself where it is shared; `picture` is absolute."""

    title: str
    said: str
    picture: str
    wide: int = WIDE
    high: int = HIGH


def share(request: HttpRequest, title: str, said: str, name: str, *args: Any) -> Share:
    """For a page whose picture lies at the address `name`."""
    return Share(title, said, request.build_absolute_uri(reverse(name, args=args)))


def of_cluster(line: queries.ClusterLine) -> tuple[str, ...]:
    """Where it is, what it lives on, and its last recognition."""
    held = line.held[0] if line.held else None
    said = [line.place, "、".join(line.industries)]
    if held is not None:
        said.append(f"{held.level} · {held.batch}")
    return tuple(each for each in said if each)


def of_notice(starts_on: date | None, ends_on: date | None) -> tuple[str, ...]:
    """Its period."""
    return (f"公示期 {starts_on} 至 {ends_on}",) if starts_on and ends_on else ()
