"""A list of the nation enters the register: matched by a person, confirmed by another (Article 12)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import F

from jiqun.authorities.models import Authority
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.refusals import Refusal
from jiqun.evidence.attachments import attach
from jiqun.recognition.models import NationalList
from jiqun.recognition.nation import eligible
from jiqun.recognition.nation.list_forms import KINDS, NEW, NOT_RENEWED, RECOGNISED, RENEWED, day_of
from jiqun.register.becoming import Decided, not_renewed, renew_until
from jiqun.register.levels import NATIONAL
from jiqun.register.models import Cluster, Recognition
from jiqun.register.terms import term_end

CLAUSE = eligible.CLAUSE
FILE = "national-list"
KEPT = ("kind", "batch", "document", "dated_on", "source", "valid_from", "valid_to", "rows")
_UNMATCHED = Text(
    "第 {lines} 行还没有指明是哪个集群，请先办理“对应集群”。",
    "Lines {lines} name no known cluster; say first which is meant.",
)
_NEW_RENEWAL = Text(
    "{names}是新登记的集群，没有国家级认定，不能登记复核结果。", "{names}: entered anew, there is nothing to renew."
)
_HELD = Text("{names}在“{batch}”已有国家级认定。", "{names}: recognised in “{batch}” already.")
_NOT_HELD = Text("{names}没有国家级认定，不能登记复核结果。", "{names}: no national recognition to renew.")
_NO_TERM = Text(
    "{names}的国家级认定未载明有效期，名单也未载明，请在名单中写明起止日期。",
    "{names}: neither the recognition nor the list states the term; give its days in the list.",
)


def begin(doing: Doing) -> None:
    """Keeps the list with its document; nothing is in the register yet."""
    told, authority = doing.payload, doing.clerk.authority
    assert authority is not None
    doing.subject = open_case(
        doing,
        number=f"GM-{doing.now.year}-{next_number(f'national-list/{doing.now.year}'):03d}",
        title=f"国家级{KINDS[told['kind']].zh}：{told['batch']}",
        authority=authority,
        measure=eligible.MEASURE,
        state="drafting",
    )
    NationalList.objects.create(case=doing.subject, **{name: told[name] for name in KEPT})
    attach(doing.subject, FILE, told["file"], id=doing.new_id(), by=doing.clerk, now=doing.now)
    unknown = sum(not row["cluster"] for row in told["rows"])
    doing.note = Text(
        f"{len(told['rows'])} 行，其中 {unknown} 行的集群不在登记册", f"{len(told['rows'])} lines, {unknown} unknown"
    )


def match(doing: Doing) -> None:
    """Keeps which cluster each line means."""
    found = NationalList.objects.get(pk=doing.subject.pk)
    for row in found.rows:
        said = doing.payload["matched"][str(row["line"])]
        row["new"], row["cluster"] = said == NEW, "" if said == NEW else said
    NationalList.objects.filter(pk=found.pk).update(rows=found.rows)
    left = sum(not (row["cluster"] or row["new"]) for row in found.rows)
    doing.note = Text(f"还有 {left} 行待定", f"{left} lines not said yet")


def national(found: NationalList) -> dict[str, Recognition]:
    """The latest national recognition of each cluster on the list, by its key; one query."""
    ids = [row["cluster"] for row in found.rows if row["cluster"]]
    rows = Recognition.objects.filter(level=NATIONAL, cluster__in=ids, revoked_from=None)
    return {str(each.cluster_id): each for each in rows.order_by(F("valid_to").asc(nulls_first=True), "batch")}


def complete(doing: Doing) -> None:
    """Every line means a cluster, and what it says fits what that cluster holds; everything wrong at once."""
    found = NationalList.objects.get(pk=doing.subject.pk)
    said: list[Text] = []
    if left := [str(row["line"]) for row in found.rows if not (row["cluster"] or row["new"])]:
        said.append(_UNMATCHED.format(lines="、".join(left)))
    if found.kind == RECOGNISED:
        ids = [row["cluster"] for row in found.rows if row["cluster"]]
        rows = Recognition.objects.filter(level=NATIONAL, batch=found.batch, cluster__in=ids)
        if names := list(rows.order_by("cluster__name").values_list("cluster__name", flat=True)):
            said.append(_HELD.format(names="、".join(names), batch=found.batch))
    else:
        held = national(found)
        if names := [row["name"] for row in found.rows if row["new"]]:
            said.append(_NEW_RENEWAL.format(names="、".join(names)))
        known = [row for row in found.rows if row["cluster"]]
        if names := [row["name"] for row in known if row["cluster"] not in held]:
            said.append(_NOT_HELD.format(names="、".join(names)))
        stated = [row for row in known if row["cluster"] in held and term(found, row, held[row["cluster"]]) is None]
        if found.kind == RENEWED and stated:
            said.append(_NO_TERM.format(names="、".join(row["name"] for row in stated)))
    if said:
        raise Refusal(Text("".join(each.zh for each in said), " ".join(each.en for each in said)), clause=CLAUSE)


def term(found: NationalList, row: dict[str, str], held: Recognition) -> tuple[object, object] | None:
    """First and last day of the renewed term: the line's, the list's, or three years from the day after the old end."""
    start = day_of(row["valid_from"]) or found.valid_from
    if start is None and held.valid_to is not None:
        start = held.valid_to + timedelta(days=1)
    if start is None:
        return None
    return start, day_of(row["valid_to"]) or found.valid_to or term_end(start)


def confirm(doing: Doing) -> None:
    """The list is in the register: recognitions, or what became of them; clusters that were new are entered."""
    found = NationalList.objects.get(pk=doing.subject.pk)
    held = national(found) if found.kind != RECOGNISED else {}
    decided = Decided(
        on=found.dated_on,
        document=found.document,
        reason="",
        case_id=doing.subject.pk,
        case_number=doing.subject.number,
        source=found.source,
        backfilled=True,
    )
    for row in found.rows:
        if found.kind == RECOGNISED:
            recognise(doing, found, row)
        elif found.kind == NOT_RENEWED:
            not_renewed(held[row["cluster"]], decided, doing.new_id())
        else:
            days = term(found, row, held[row["cluster"]])
            assert days is not None  # `complete` has refused it otherwise
            renew_until(held[row["cluster"]], decided, doing.new_id(), *days)  # type: ignore[arg-type]
    NationalList.objects.filter(pk=found.pk).update(rows=found.rows, confirmed_at=doing.now)
    doing.told["rows"] = found.rows
    doing.note = Text(f"{len(found.rows)} 个入册", f"{len(found.rows)} entered")


def recognise(doing: Doing, found: NationalList, row: dict[str, str]) -> None:
    """The national recognition of one line."""
    if not row["cluster"]:
        place = Authority.objects.get(pk=row["code"])
        made = Cluster.objects.create(
            id=doing.new_id(), name=row["name"], authority=place, path=place.path, lead_codes=row["lead_codes"]
        )
        row["cluster"] = str(made.pk)
    start = day_of(row["valid_from"]) or found.valid_from
    end = day_of(row["valid_to"]) or found.valid_to or (term_end(start) if start else None)
    Recognition.objects.create(
        id=doing.new_id(),
        cluster_id=UUID(row["cluster"]),
        level=NATIONAL,
        batch=found.batch,
        announced_on=found.dated_on,
        valid_from=start,
        valid_to=end,
        document=found.document,
        source=found.source,
        case_id=doing.subject.pk,
        case_number=doing.subject.number,
        backfilled=True,
    )
