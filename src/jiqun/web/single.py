"""Reading the one row that a key names."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def single(rows: QuerySet[Row]) -> Row | None:
    """The row of a query that finds one at most; `None` where there is none. One query.

    `QuerySet.first` would order by the key, and Django then compares every column read with it: of a row read
    together with what belongs to it, that costs as much again as the query.
    """
    return next(iter(rows.order_by()[:1]), None)
