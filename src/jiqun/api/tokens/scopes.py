"""What a token may be allowed: reads by kind, acts by procedure; never more than its account may."""

from __future__ import annotations

from jiqun.bilingual import Text
from jiqun.casework.procedure import Actor, Procedure, procedures

READS = {
    "read:clusters": Text("集群、认定和年度数据", "Clusters, recognitions and yearly figures"),
    "read:rosters": Text("企业名册", "Rosters and their firms"),
    "read:rounds": Text("批次", "Rounds"),
    "read:applications": Text("申报", "Applications"),
    "read:notices": Text("公示", "Public notices"),
    "read:library": Text("培育库", "Library entries"),
    "read:matters": Text("全部办件的清单", "The list of all matters"),
}
OWN = ("api_token", "api_hook")
"""Procedures that no token may act on: a token makes no other token."""


def concerns(table: Procedure, by: Actor) -> bool:
    """Whether an account could ever act in a procedure that tokens are given for."""
    acts = (*table.acts, *((table.opening,) if table.opening else ()))
    return table.name not in OWN and any(act.who.fits(by) for act in acts)


def act_scopes(by: Actor) -> dict[str, Text]:
    """The scopes of acts that an account could use, by procedure."""
    return {f"act:{table.name}": table.title for table in procedures() if concerns(table, by)}


def title_of(scope: str) -> Text:
    """What a scope allows, in words."""
    if scope in READS:
        return Text(f"读取：{READS[scope].zh}", f"read: {READS[scope].en}")
    name = scope.removeprefix("act:")
    found = next((table.title for table in procedures() if table.name == name), Text(name, name))
    return Text(f"办理：{found.zh}", f"act: {found.en}")
