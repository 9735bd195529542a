"""Laying the tree of authorities from the state's codes."""

from __future__ import annotations

from jiqun.authorities.models import Authority, Kind
from jiqun.bilingual import Text
from jiqun.standards import divisions, province

# Below the province the measure only says 中小企业主管部门, and the names of the bodies differ from place to place: an
# operator enters the real ones.
OTHER = Text(
    "数据库是{name}的，而 JIQUN_PROVINCE 指向{own}：请核对 JIQUN_PROVINCE，或换用空的 JIQUN_VAR（数据库）",
    "The database is that of {name}, and JIQUN_PROVINCE names {own}: check JIQUN_PROVINCE, or take an empty JIQUN_VAR",
)
PREFECTURE, BELOW = "{}工业和信息化局", "{}中小企业主管部门"


def lay_tree() -> int:
    """Creates every authority that is not there yet (Article 5; GB/T 2260); returns how many were new.

    Raises `ProvinceError` where the database was laid for another province.
    """
    other = Authority.objects.filter(kind=Kind.PROVINCE).exclude(code=province.here().code).first()
    if other is not None:
        raise province.ProvinceError([OTHER.format(name=other.name, own=province.here().name)])
    have = set(Authority.objects.values_list("code", flat=True))
    fresh = []
    for division in divisions.everything():
        if division.code in have:
            continue
        fresh.append(
            Authority(
                code=division.code,
                name=division.name,
                body=body_of(division),
                kind=division.kind,
                parent_id=division.supervised_by or None,
                within=division.within or "",
                path=divisions.path(division.code) + "/",
            )
        )
    Authority.objects.bulk_create(fresh)
    return len(fresh)


def body_of(division: divisions.Division) -> str:
    """The name of the authority of a division: the province's as its folder names it, the others proposed."""
    if division.kind == Kind.PROVINCE:
        return province.here().department
    return (PREFECTURE if division.kind == Kind.PREFECTURE else BELOW).format(division.name)
