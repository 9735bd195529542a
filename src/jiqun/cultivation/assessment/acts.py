"""What is done to a self-assessment: begun, put on another roster, answered, handed in, read. Nothing is decided."""

from __future__ import annotations

from jiqun.bilingual import Text, listing
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Audience, Case
from jiqun.casework.refusals import Conflict, Refusal
from jiqun.cultivation.assessment import computing
from jiqun.cultivation.assessment.computing import Computed
from jiqun.cultivation.assessment.forms import source_of
from jiqun.cultivation.models import LibraryEntry, SelfAssessment
from jiqun.evidence.attachments import attach
from jiqun.law import load
from jiqun.register.figures import keep_years
from jiqun.register.models import Cluster, ClusterYear, RosterRevision
from jiqun.register.rosters import store_roster

CLAUSE = "A8"
WORKBOOK = "roster"
NOT_OWN = Text("自评由集群所在地的县级办理。", "It is for the cluster's own county.")
NO_ENTRY = Text(
    "本单位在培育库中没有集群，请先登记入库。", "Your county has no cluster in the library; enter one first."
)


# ── what must hold ───────────────────────────────────────────────────────────────────────────────────────


def own(doing: Doing) -> None:
    """Only the cluster's own county. Raises `Refusal`."""
    if doing.by.authority is None or doing.subject.authority_id != doing.by.authority.code:
        raise Refusal(NOT_OWN, clause=CLAUSE)


def has_entry(doing: Doing) -> None:
    """The county has a cluster in the library. Raises `Refusal`."""
    if not LibraryEntry.objects.active().filter(case__authority=doing.by.authority).exists():
        raise Refusal(NO_ENTRY, clause=CLAUSE)


def whole(doing: Doing) -> None:
    """Everything that is judged is answered, on the newest roster of the year; every fault at once."""
    own_ = assessment_of(doing)
    blank = [
        title for norm, _, title, _ in computing.judged(load(own_.measure)) if not own_.judged.get(norm, {}).get("said")
    ]
    faults: list[Text] = []
    if blank:
        named = listing(blank)
        faults.append(
            Text(f"{len(blank)} 项定性条件未作说明：{named.zh}", f"{len(blank)} norms are unanswered: {named.en}")
        )
    newer = RosterRevision.objects.filter(
        cluster=own_.cluster_id, base_year=own_.year, number__gt=own_.roster.number if own_.roster else 0
    )
    if (row := newer.order_by("-number").first()) is not None:
        faults.append(
            Text(
                f"登记中已有更新的 {own_.year} 年名册（第 {row.number} 版），请先“更换名册”重新测算",
                f"the register has a newer roster of {own_.year} (revision {row.number}); take it first",
            )
        )
    if faults:
        zh, en = "；".join(each.zh for each in faults), "; ".join(each.en for each in faults)
        raise Refusal(Text(f"还不能报送：{zh}。", f"It cannot be handed in yet: {en}."), clause=CLAUSE)


def assessment_of(doing: Doing) -> SelfAssessment:
    """The self-assessment of the matter."""
    return SelfAssessment.objects.select_related("roster", "cluster").get(pk=doing.subject.pk)


# ── what is done ─────────────────────────────────────────────────────────────────────────────────────────


def begin(doing: Doing) -> None:
    """Opens it as a draft of the county, with the computed norms pinned; answers of the last one are brought along."""
    payload = doing.payload
    cluster = Cluster.objects.select_related("authority").get(library_entry=payload["entry"])
    year = payload["base_year"]
    if SelfAssessment.objects.filter(cluster=cluster, year=year, dropped=False).exists():
        raise Conflict(
            Text(f"该集群 {year} 年的自评刚刚由他人开始。", f"Somebody has just begun the one on {year}."),
            clause=CLAUSE,
        )
    found = computing.computed(source_of(payload), doing.today)
    doing.subject = open_case(
        doing,
        number=f"ZP-{year}-{cluster.authority_id}-{next_number(f'assessment/{year}/{cluster.authority_id}'):03d}",
        title=f"{cluster.name}{year}年度自评"[:120],
        authority=cluster.authority,
        measure=found.measure,
        state="drafting",
        cluster=cluster,
    )
    last = SelfAssessment.objects.filter(cluster=cluster, dropped=False).order_by("-year").first()
    roster = roster_taken(doing, cluster, found)
    SelfAssessment.objects.create(
        case=doing.subject,
        cluster=cluster,
        year=year,
        roster=roster,
        judged={} if last is None else last.judged,
        **found.columns,
    )
    tell(doing, roster, found)


def roster_taken(doing: Doing, cluster: Cluster, found: Computed) -> RosterRevision:
    """The roster that is assessed: the register's, or the workbook's as the cluster's next revision."""
    payload = doing.payload
    if payload["revision"]:
        return RosterRevision.objects.get(pk=payload["revision"])
    file = payload["workbook"]
    reading = computing.reading_of(file["sha256"], found.on)
    assert reading.roster is not None  # the form has refused it otherwise
    remarks = [problem.sentence for problem in reading.warnings]
    revision = store_roster(
        cluster, reading.roster, doing.clerk, doing.now, file["sha256"], doing.chance, warnings=remarks
    )
    attach(doing.subject, WORKBOOK, file, id=doing.new_id(), by=doing.clerk, now=doing.now)
    return revision


def tell(doing: Doing, roster: RosterRevision, found: Computed) -> None:
    """What was computed, for history and journal."""
    counted = computing.counts(found.norms)
    met, short, unknown = counted["met"], counted["short"], counted["unknown"]
    doing.told |= {"roster": roster.sha256, "facts": found.facts_sha256, "measure": found.measure, **counted}
    doing.note = Text(
        f"名册第 {roster.number} 版：符合 {met} 项，不足 {short} 项，待核 {unknown} 项",
        f"Roster {roster.number}: {met} met, {short} short, {unknown} open",
    )


def take_roster(doing: Doing) -> None:
    """Computes anew on another roster of the year; the answers stay."""
    found = computing.computed(source_of(doing.payload), doing.today)
    roster = roster_taken(doing, assessment_of(doing).cluster, found)
    SelfAssessment.objects.filter(pk=doing.subject.pk).update(roster=roster, **found.columns)
    tell(doing, roster, found)


def answer(doing: Doing) -> None:
    """The county's answers in the place of those before; the journal keeps both."""
    answers = doing.payload["answers"]
    SelfAssessment.objects.filter(pk=doing.subject.pk).update(judged=answers)
    ticked = sum(each["met"] for each in answers.values())
    doing.note = Text(
        f"已说明 {len(answers)} 项，自评符合 {ticked} 项", f"{len(answers)} answered, {ticked} judged met"
    )


def hand_in(doing: Doing) -> None:
    """From now on the prefecture and the province read it; its roster's years are kept as the cluster's figures."""
    SelfAssessment.objects.filter(pk=doing.subject.pk).update(handed_in_at=doing.now, returned="")
    keep_figures(doing)
    Case.objects.filter(pk=doing.subject.pk).update(audience=Audience.CHAIN)


def keep_figures(doing: Doing) -> None:
    """The years of the roster, but for those an annual report or a list from paper has told: these stand."""
    assessment = SelfAssessment.objects.select_related("cluster", "roster").get(pk=doing.subject.pk)
    if assessment.roster is None:
        return
    own = list(SelfAssessment.objects.filter(cluster=assessment.cluster).values_list("pk", flat=True))
    told = ClusterYear.objects.filter(cluster=assessment.cluster).exclude(case_id__in=own)
    facts = computing.facts_of(computing.Source("revision", str(assessment.roster.pk)), doing.today)
    keep_years(
        assessment.cluster,
        facts,
        sorted(set(facts.years) - set(told.values_list("year", flat=True))),
        source=f"年度自评 {doing.subject.number}",
        now=doing.now,
        roster=assessment.roster,
        case_id=doing.subject.pk,
    )


def note(doing: Doing) -> None:
    """The prefecture has read it, and may say something."""
    opinion = doing.payload["opinion"]
    SelfAssessment.objects.filter(pk=doing.subject.pk).update(opinion=opinion)
    if opinion:
        doing.note = Text(opinion, opinion)


def give_back(doing: Doing) -> None:
    """Back to the county, which alone sees it until it is handed in again."""
    reason = doing.payload["reason"]
    SelfAssessment.objects.filter(pk=doing.subject.pk).update(returned=reason, handed_in_at=None)
    Case.objects.filter(pk=doing.subject.pk).update(audience=Audience.OWN)
    doing.note = Text(reason, reason)


def drop(doing: Doing) -> None:
    """The year is free for another."""
    reason = doing.payload["reason"]
    SelfAssessment.objects.filter(pk=doing.subject.pk).update(dropped=True)
    doing.note = Text(reason, reason)
