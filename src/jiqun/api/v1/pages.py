"""Lists in pages: ordered by a key that never changes, each page beginning after the last key of the one before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query, Schema

from jiqun.api.v1.problems import NOT_HERE, Problem

Item = TypeVar("Item")
LIMIT, MOST = 50, 200

After = Annotated[UUID | None, Query(description="上一页最后一项的编号 · the id of the last item of the page before")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="每页条数 · items a page")]
Division = Annotated[
    str,
    Query(
        pattern=r"^[0-9A-Za-z-]{0,40}$",
        description="行政区划代码：本级及以下 · code of a place: it and what lies below",
    ),
]
State = Annotated[
    str, Query(pattern=r"^[a-z0-9_]{0,40}$", description="只要这一状态的 · only those in this state, by its name")
]


class Page(Schema, Generic[Item]):
    """One page: the items in their order, and the address of the next page (null: this is the last)."""

    items: list[Item]
    next: str | None


def page(
    request: HttpRequest,
    rows: QuerySet[Any, Any],
    after: object,
    limit: int,
    shape: Callable[[Any], Any],
    key: str = "pk",
) -> dict[str, Any]:
    """The page of `rows` after a key; one query, however far in."""
    if after:
        rows = rows.filter(**{f"{key}__gt": after})
    found = list(rows.order_by(key)[: limit + 1])
    more = len(found) > limit
    address = None
    if more:
        query = request.GET.copy()
        query["after"] = str(getattr(found[limit - 1], key))
        address = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    return {"items": [shape(row) for row in found[:limit]], "next": address}


def one(rows: QuerySet[Any, Any], **key: object) -> Any:
    """The one row; foreign and absent give the same 404. Raises `Problem`."""
    found = rows.filter(**key).first()
    if found is None:
        raise Problem(404, NOT_HERE)
    return found


def within(rows: QuerySet[Any, Any], division: str, path: str = "path") -> QuerySet[Any, Any]:
    """Those at a place or below it; all of them without one."""
    return rows.filter(**{f"{path}__contains": f"{division}/"}) if division else rows
