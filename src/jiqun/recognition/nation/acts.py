"""Recommending to the ministry (Article 12): list, assessment under the national measure, letter, results."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from jiqun import facts
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Case
from jiqun.casework.refusals import Refusal
from jiqun.evidence.attachments import attach
from jiqun.instruments.queries import measure
from jiqun.outgoing.drafting import draft
from jiqun.recognition.models import NationalCandidate, NationalRecommendation
from jiqun.recognition.nation import eligible, tables
from jiqun.recognition.papers.letters.national import NATIONAL_LETTER
from jiqun.register.levels import NATIONAL
from jiqun.register.models import Recognition, RosterRevision
from jiqun.register.rosters import to_roster

CLAUSE = eligible.CLAUSE
MINISTRY = "工业和信息化部"
FOR_ALL, RESULTS_FILE = "national-all", "national-results"
_NONE = Text("还没有候选集群。", "There is no candidate yet.")
_TOO_MANY = Text(
    "候选 {n} 个，超过国家名额 {quota} 个；超额的国家不予受理。",
    "{n} candidates exceed the quota of {quota}; what exceeds it is not accepted.",
)
_NOT_ASSESSED = Text(
    "{names}尚未按国家标准测算，或名册此后有更新，请重新测算。",
    "{names}: not yet assessed under the national measure, or the roster changed since; assess again.",
)
_NO_ROSTER = Text("{name}没有企业名册，无法测算。", "{name} has no roster to assess.")


def held(case: Case) -> list[NationalCandidate]:
    """The candidates in their order; one query."""
    rows = NationalCandidate.objects.filter(recommendation=case.pk).select_related("cluster", "recognition", "roster")
    return list(rows.order_by("position"))


def requirement(cluster: object) -> str:
    """Under which name a candidate's files lie with the matter."""
    return f"national-{cluster}"


def newest(candidates: list[NationalCandidate]) -> dict[UUID, RosterRevision]:
    """The newest roster of each candidate; one query."""
    rows = RosterRevision.objects.filter(cluster__in=[each.cluster_id for each in candidates]).order_by("number")
    return {row.cluster_id: row for row in rows}


# ── guards ───────────────────────────────────────────────────────────────────────────────────────────────────────


def ready(doing: Doing) -> None:
    """Some, within the quota, each still eligible and assessed on its newest roster; everything wrong at once."""
    candidates = held(doing.subject)
    found = NationalRecommendation.objects.get(pk=doing.subject.pk)
    said: list[Text] = [] if candidates else [_NONE]
    if len(candidates) > found.quota:
        said.append(_TOO_MANY.format(n=len(candidates), quota=found.quota))
    said += eligible.problems(doing.subject.authority, candidates, doing.today)
    rosters = newest(candidates)
    stale = [
        each.cluster.name
        for each in candidates
        if each.roster_id is None or each.roster_id != getattr(rosters.get(each.cluster_id), "pk", None)
    ]
    if stale:
        said.append(_NOT_ASSESSED.format(names="、".join(stale)))
    if said:
        raise Refusal(Text("".join(each.zh for each in said), " ".join(each.en for each in said)), clause=CLAUSE)


def some(doing: Doing) -> None:
    """There is a candidate. Raises `Refusal`."""
    if not NationalCandidate.objects.filter(recommendation=doing.subject.pk).exists():
        raise Refusal(_NONE, clause=CLAUSE)


# ── effects ──────────────────────────────────────────────────────────────────────────────────────────────────────


def begin(doing: Doing) -> None:
    """Opens the recommendation of the office in answer to a call."""
    told, authority = doing.payload, doing.clerk.authority
    assert authority is not None
    direct = eligible.is_direct(authority)
    year = told["year"]
    doing.subject = open_case(
        doing,
        number=f"GJ-{year}-{next_number(f'national-recommendation/{year}'):03d}",
        title=f"{year}年度国家级集群推荐（{authority.name}{'直接推荐' if direct else ''}）",
        authority=authority,
        measure=eligible.MEASURE,
        state="preparing",
    )
    kept = {name: told[name] for name in ("year", "call", "due_on", "quota")}
    NationalRecommendation.objects.create(case=doing.subject, direct=direct, **kept)


def add(doing: Doing) -> None:
    """Puts a cluster on the list, at its end, with the recognition it rests on."""
    candidates = held(doing.subject)
    made = NationalCandidate.objects.create(
        recommendation_id=doing.subject.pk,
        cluster_id=UUID(doing.payload["cluster"]),
        position=len(candidates) + 1,
        reason=doing.payload["reason"],
    )
    made.recognition = eligible.recognition_of(made.cluster, doing.today)
    made.save(update_fields=["recognition"])
    doing.note = Text(made.cluster.name, made.cluster.name)


def take_off(doing: Doing) -> None:
    """Takes a cluster off the list; the history keeps it and the reason."""
    candidates = held(doing.subject)
    gone = next(each for each in candidates if str(each.cluster_id) == doing.payload["cluster"])
    gone.delete()
    for number, each in enumerate((one for one in candidates if one is not gone), start=1):
        NationalCandidate.objects.filter(pk=each.pk).update(position=number)
    said = f"{gone.cluster.name}：{doing.payload['reason']}"
    doing.note = Text(said, said)


def set_order(doing: Doing) -> None:
    """Keeps the order."""
    for number, pk in enumerate(doing.payload["order"], start=1):
        NationalCandidate.objects.filter(recommendation=doing.subject.pk, cluster=pk).update(position=number)


def attach_file(doing: Doing) -> None:
    """A file of the package."""
    cluster = doing.payload["cluster"]
    where = requirement(cluster) if cluster else FOR_ALL
    attach(doing.subject, where, doing.payload["file"], id=doing.new_id(), by=doing.clerk, now=doing.now)
    doing.note = Text(doing.payload["file"]["name"], doing.payload["file"]["name"])


def assess(doing: Doing) -> None:
    """The national measure on each candidate's newest roster, in the readings of the measure; kept as computed."""
    candidates, on = held(doing.subject), doing.today
    rosters, national = newest(candidates), measure(eligible.MEASURE)
    missing = [each.cluster.name for each in candidates if each.cluster_id not in rosters]
    if missing:
        raise Refusal(_NO_ROSTER.format(name="、".join(missing)), clause=CLAUSE)
    for each in candidates:
        roster = rosters[each.cluster_id]
        found = national.assess(facts.build(to_roster(roster), on=on), on=on)
        each.roster, each.assessed_on = roster, on
        each.zh, each.en = found.plain("zh"), found.plain("en")
        each.save(update_fields=["roster", "assessed_on", "zh", "en"])
    doing.note = Text(f"按国家标准测算 {len(candidates)} 个集群", f"{len(candidates)} clusters assessed")


def send(doing: Doing) -> None:
    """The letter to the ministry with its table is drafted; the list stands."""
    candidates = held(doing.subject)
    found = NationalRecommendation.objects.get(pk=doing.subject.pk)
    NationalRecommendation.objects.filter(pk=found.pk).update(opinion=doing.payload["opinion"])
    context: dict[str, Any] = {
        "issuer": doing.subject.authority.body,
        "to": MINISTRY,
        "year": found.year,
        "call": found.call,
        "opinion": doing.payload["opinion"],
        "heads": list(tables.HEADS),
        "widths": list(tables.WIDTHS),
        "rows": tables.cells(candidates),
        "invented": any(each.cluster.invented for each in candidates),
    }
    draft(doing, NATIONAL_LETTER.slug, doing.subject, doing.subject.authority, context)
    doing.told["clusters"] = [str(each.cluster_id) for each in candidates]
    doing.note = Text(f"推荐 {len(candidates)} 个（名额 {found.quota} 个）", f"{len(candidates)} of {found.quota}")


def reopen(doing: Doing) -> None:
    """The list is prepared anew; the letter that was drafted stays beside the next."""
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])


def record(doing: Doing) -> None:
    """What the ministry decided: its recognitions enter the register, with its document and term."""
    told = doing.payload
    recognised = 0
    for each in held(doing.subject):
        result = told["results"][str(each.cluster_id)]
        NationalCandidate.objects.filter(pk=each.pk).update(result=result)
        if result != "recognised":
            continue
        recognised += 1
        Recognition.objects.create(
            id=doing.new_id(),
            cluster=each.cluster,
            level=NATIONAL,
            batch=told["batch"],
            announced_on=told["dated_on"],
            valid_from=told["valid_from"],
            valid_to=told["valid_to"],
            document=told["document"],
            source=told["document"],
            case_id=doing.subject.pk,
            case_number=doing.subject.number,
        )
    attach(doing.subject, RESULTS_FILE, told["file"], id=doing.new_id(), by=doing.clerk, now=doing.now)
    n = len(told["results"])
    doing.note = Text(f"推荐 {n} 个，国家认定 {recognised} 个", f"{recognised} of {n} recognised by the nation")


def still_on_list(doing: Doing) -> None:
    """The results name the list as it stands, and no recognition of the batch is there. Raises `Refusal`."""
    told = doing.payload.get("results") if doing.payload else None
    if not told:
        return
    candidates = held(doing.subject)
    if set(told) != {str(each.cluster_id) for each in candidates}:
        raise Refusal(Text("名单在提请之后有变动，请重新登记结果。", "The list changed; record the results anew."))
    rows = Recognition.objects.filter(level=NATIONAL, batch=doing.payload["batch"], cluster__in=list(told))
    if names := list(rows.values_list("cluster__name", flat=True)):
        raise Refusal(
            Text(
                f"{'、'.join(names)}在该批次已有国家级认定。", f"{', '.join(names)}: recognised in that batch already."
            ),
            clause=CLAUSE,
        )


def discard(doing: Doing) -> None:
    """The matter is dropped; what was entered stays in its history."""
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])
