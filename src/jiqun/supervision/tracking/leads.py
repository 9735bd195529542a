"""Looking for leads, dismissing them and taking them up (Articles 16, 17). A lead decides nothing: a person does.

`look` runs every registered source before the act's transaction and keeps what is new; `hand_over` is for the matter
that takes leads up (a revocation inquiry).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from random import Random
from typing import Any

from django.db.models import F

from jiqun.authorities.models import Account, Level
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.models import Case
from jiqun.casework.perform import SYSTEM_CHANCE, Done, open_matter
from jiqun.casework.procedure import PayloadForm
from jiqun.casework.refusals import Conflict, Refusal
from jiqun.law.citation import citing
from jiqun.register.levels import PROVINCIAL
from jiqun.register.models import Cluster
from jiqun.supervision.models import Lead, Look
from jiqun.supervision.models.lead import LEVELS, OPEN, TAKEN_UP
from jiqun.supervision.tracking.sources import Found, sources

HEADING = Text("线索不作为结论", "A lead is no conclusion")
CLAUSE = "A16"
ABOVE = Text("疑点线索由地市和省级主管部门查找和核实。", "Leads are looked for by prefectures and the province.")
PROVINCES = citing(
    "涉及{A17}情形的线索由省工业和信息化厅核实处理，地市可填写核查情况。",
    "A lead on a ground of {A17} is the province's to dismiss; a prefecture may say what it did about it.",
)
HELD = Text("线索已转入办件 {number}，请在该办件中办理。", "It is part of matter {number}; act on it there.")
MOVED = Text("所选线索刚刚有变化，请刷新后重办。", "One of the leads has just changed; reload and act again.")


def look(
    by: Account, *, now: datetime, key: str, chance: Random = SYSTEM_CHANCE, payload: Mapping[str, Any] | None = None
) -> Done:
    """Runs every source over the recognised clusters of the territory and stores what is new.

    Raises `Refusal` for a county; the record's subject is the `Look`.
    """
    return open_matter("lead_look", by=by, payload=payload or {}, key=key, now=now, chance=chance)


def watched(user: Any, on: date) -> list[Cluster]:
    """The clusters of the territory that hold a provincial recognition, or whose term ran out; one query."""
    held = Cluster.objects.visible_to(user).filter(
        recognitions__level=PROVINCIAL, recognitions__valid_from__lte=on, recognitions__revoked_from=None
    )
    return list(held.distinct().select_related("authority").order_by("path", "name"))


class LookForm(PayloadForm):
    """Nothing is entered. Cleaning runs the sources, so that no transaction waits for them."""

    def clean(self) -> dict[str, Any]:
        """Leaves what was found with the act."""
        data: dict[str, Any] = self.cleaned_data
        doing = self.doing
        if doing is not None and doing.by.level in LEVELS:
            on = doing.today
            clusters = watched(doing.by, on)
            doing.told["clusters"] = len(clusters)
            doing.told["found"] = [plain(each) for source in sources() for each in in_order(source(clusters, on))]
        return data


def in_order(found: Iterable[Found]) -> list[Found]:
    """Findings as the journal keeps them: by cluster and mark, whichever way a database happens to read its rows."""
    return sorted(found, key=lambda each: (each.cluster_id, each.key))


def plain(found: Found) -> dict[str, Any]:
    """A finding as the journal keeps it."""
    return {
        "cluster": str(found.cluster_id),
        "ground": found.ground,
        "kind": found.kind,
        "zh": found.text.zh,
        "en": found.text.en,
        "evidence": found.evidence,
        "mark": found.key,
    }


def above_county(doing: Doing) -> None:
    """Raises `Refusal` for a county."""
    if doing.by.level not in LEVELS:
        raise Refusal(ABOVE, clause=CLAUSE)


def store(doing: Doing) -> None:
    """Keeps what was found: new findings become leads, known ones are marked as found again. Nothing else moves."""
    by = doing.clerk
    assert by.authority is not None
    rows: Any = doing.told.get("found", [])
    found = {(row["cluster"], row["mark"]): row for row in rows}
    pks = {cluster for cluster, _ in found}
    known = {
        (str(each.cluster_id), each.mark): each.pk
        for each in Lead.objects.filter(cluster__in=pks).only("pk", "cluster", "mark")
    }
    fresh = {key: row for key, row in found.items() if key not in known}
    clusters: Any = doing.told.get("clusters", 0)
    doing.subject = run = Look.objects.create(
        id=doing.new_id(),
        authority=by.authority,
        path=by.authority.path,
        on=doing.today,
        at=doing.now,
        by=by,
        clusters=clusters,
        counts=dict(Counter(row["kind"] for row in found.values())),
        found=len(found),
        fresh=len(fresh),
    )
    Lead.objects.filter(pk__in=[known[key] for key in found if key in known]).update(last=run)
    paths = dict(Cluster.objects.filter(pk__in=pks).values_list("pk", "path"))
    by_key = {str(pk): path for pk, path in paths.items()}
    Lead.objects.bulk_create(
        Lead(
            id=doing.new_id(),
            cluster_id=row["cluster"],
            path=by_key[row["cluster"]],
            ground=row["ground"],
            kind=row["kind"],
            zh=row["zh"],
            en=row["en"],
            evidence=row["evidence"],
            mark=row["mark"],
            found_at=doing.now,
            last=run,
        )
        for row in fresh.values()
    )
    doing.note = Text(
        f"核查 {run.clusters} 个集群，发现 {run.found} 条，其中新增 {run.fresh} 条",
        f"{run.clusters} clusters looked at, {run.found} findings, {run.fresh} of them new",
    )


def may_dismiss(doing: Doing) -> None:
    """A lead on a ground of revocation is dismissed by the province. Raises `Refusal`."""
    if doing.subject.ground.startswith("A17") and doing.preparer.level != Level.PROVINCE:
        raise Refusal(PROVINCES, clause=doing.subject.ground)


def not_handed_over(doing: Doing) -> None:
    """What a matter took up stays with it. Raises `Refusal`."""
    if doing.subject.case_id is not None:
        raise Refusal(HELD.format(number=doing.subject.reason), clause=CLAUSE)


def say(doing: Doing) -> None:
    """The reason stands with the lead."""
    Lead.objects.filter(pk=doing.subject.pk).update(reason=doing.payload["reason"])
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])


def hand_over(doing: Doing, leads: Iterable[Lead], case: Case) -> None:
    """Leads become part of a matter that a person opened; they name it from then on. Raises `Conflict` when one moved.

    For the effect of the act that opens the matter, in its transaction.
    """
    rows = list(leads)
    for each in rows:
        changed = Lead.objects.filter(pk=each.pk, version=each.version, state=OPEN, pending=False).update(
            state=TAKEN_UP, case=case, version=F("version") + 1, reason=str(case.number)
        )
        if not changed:
            raise Conflict(MOVED)
    doing.told["leads"] = [str(each.pk) for each in rows]
