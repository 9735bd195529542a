"""Starting an application: a cluster, old or new, in an open round (Articles 3, 12, 14(一))."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from jiqun.authorities.models import Authority
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.refusals import Refusal
from jiqun.recognition.acts.filing.prefilling import bring_in, told
from jiqun.recognition.acts.forwarding import followed
from jiqun.recognition.models import Application, Round
from jiqun.recognition.queries.forwarding import prefecture_of
from jiqun.register.models import Cluster


def start(doing: Doing) -> None:
    """Opens the case as a draft that only the county sees; the cluster is made known when it is new."""
    by: Any = doing.by
    authority: Authority = by.authority
    row = Round.objects.select_related("case").get(case=doing.payload["round"])
    cluster = chosen_cluster(doing, authority)
    forwarded = followed(row, prefecture_of(authority))
    case = open_case(
        doing,
        number=f"{row.year}-{authority.code}-{next_number(f'application/{row.year}/{authority.code}'):03d}",
        title=cluster.name,
        authority=authority,
        measure=row.case.measure,
        state="drafting",
        cluster=cluster,
        due_at=forwarded.county_deadline if forwarded else row.county_deadline,
    )
    Application.objects.create(
        case=case, round=row, cluster=cluster, prefecture_id=prefecture_of(authority), forwarded=forwarded
    )
    filled = bring_in(case, by, doing.now)
    doing.subject = case
    doing.told |= {"number": case.number, "prefilled": {each.field.id: each.origin for each in filled}}
    said = told(filled) or Text("", "")
    doing.note = Text(f"编号 {case.number}。{said.zh}", f"Number {case.number}. {said.en}".strip())


def chosen_cluster(doing: Doing, authority: Authority) -> Cluster:
    """The cluster that was chosen, of the applicant's own, or the new one. Raises `Refusal`."""
    payload = doing.payload
    if payload["cluster"]:
        found = Cluster.objects.filter(pk=payload["cluster"], authority=authority).first()
        if found is None:
            raise Refusal(
                Text("没有这个集群，或不属于本单位。", "There is no such cluster, or it is not yours."), clause="A14.1"
            )
        return found
    if Cluster.objects.filter(authority=authority, name=payload["name"]).exists():
        raise Refusal(
            Text(
                f"本单位已登记“{payload['name']}”，请在“集群”中直接选择。",
                f"“{payload['name']}” is registered already; choose it from the list.",
            ),
            clause="A3",
        )
    return Cluster.objects.create(
        id=doing.new_id(),
        name=payload["name"],
        authority=authority,
        path=authority.path,
        lead_codes=payload["lead_codes"],
        niche=payload["niche"],
        strategic=payload["strategic"],
        invented=settings.JIQUN_DEMO,
    )
