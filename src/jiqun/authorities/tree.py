"""Laying the tree of authorities from the state's codes."""

from __future__ import annotations

from jiqun.authorities.models import Authority, Kind
from jiqun.standards import divisions

# The province's department is named by the measure; below it the measure only says 中小企业主管部门, and the
# names of the bodies differ from place to place: an operator enters the real ones.
BODIES = {
    Kind.PROVINCE: "广东省工业和信息化厅",
    Kind.PREFECTURE: "{}工业和信息化局",
}


def lay_tree() -> int:
    """Creates every authority that is not there yet (Article 5; GB/T 2260); returns how many were new."""
    have = set(Authority.objects.values_list("code", flat=True))
    fresh = []
    for division in divisions.everything():
        if division.code in have:
            continue
        body = BODIES.get(Kind(division.kind), "{}中小企业主管部门").format(division.name)
        fresh.append(
            Authority(
                code=division.code,
                name=division.name,
                body=body,
                kind=division.kind,
                parent_id=division.supervised_by or None,
                within=division.within or "",
                path=divisions.path(division.code) + "/",
            )
        )
    Authority.objects.bulk_create(fresh)
    return len(fresh)
