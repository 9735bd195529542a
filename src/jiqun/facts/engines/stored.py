"""What has to be true of a store before it is added up: the file may have been made by anybody.

Its format, and that the list of clusters and the rows belong together; the rows themselves go through `checks` like
any other table.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from jiqun.bilingual import listing
from jiqun.facts import select
from jiqun.facts.engines import parquet, refusals
from jiqun.facts.engines.checks import Query
from jiqun.facts.errors import FactError

FORMAT = "jiqun-store-1"
TABLE = "roster_store"
_CLUSTERS = "roster_cluster"


def clusters(query: Query, place: str, tables: Sequence[str]) -> list[str]:
    """The names of the clusters by their number, in code point order. `FactError` for another format, or when a row
    has a number that no name belongs to."""
    try:
        formats = [line[0] for line in query(f"SELECT format FROM {TABLE}")]
    except refusals.EngineFailed:
        formats = []
    if formats != [FORMAT]:
        found = listing(map(str, formats)) if formats else "?"
        raise FactError(refusals.OTHER_STORE.format(place=place, found=found, expected=FORMAT))
    kinds = parquet.kinds(query, _CLUSTERS) if _CLUSTERS in tables else {}
    if (kinds.get("id"), kinds.get("name")) != ("INTEGER", "VARCHAR"):
        raise FactError(refusals.BAD_STORE.format(place=place))
    listed = query(f"SELECT id, name FROM {_CLUSTERS} ORDER BY id")
    names = [line[1] for line in listed]
    numbered = [line[0] for line in listed] == list(range(len(listed)))
    if not numbered or None in names or any(one >= other for one, other in pairwise(names)):
        raise FactError(refusals.BAD_STORE.format(place=place))
    return names


def check_rows(query: Query, place: str, names: Sequence[str]) -> None:
    """Refuses rows whose cluster is not the number of a name: `FactError`."""
    kind = parquet.kinds(query, select.SOURCE).get("cluster")
    if kind != "INTEGER":
        raise FactError(refusals.BAD_STORE.format(place=place))
    ((least, most),) = query(f"SELECT MIN(cluster), MAX(cluster) FROM {select.SOURCE}")
    if least is not None and not 0 <= least <= most < len(names):
        raise FactError(refusals.BAD_STORE.format(place=place))
