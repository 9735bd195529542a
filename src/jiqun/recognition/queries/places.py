"""The places of an application that a correction can point at, their names, and where they are mended."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.evidence import attachments
from jiqun.forms.definitions import Form
from jiqun.ledgers.kinds import kinds
from jiqun.recognition.models import Application
from jiqun.recognition.queries.filing.application import (
    ROSTER_FILE,
    SNAPSHOT_FILE,
    application_of,
    form_for,
    requirements,
)
from jiqun.recognition.queries.filing.precheck import measure_of
from jiqun.register.models import FirmYearRow

WHOLE = {
    "roster": Text("企业名册", "Roster"),
    "evidence": Text("佐证材料", "Evidence"),
    "goals": Text("三年目标", "Three-year goals"),
    "boundary": Text("空间范围", "Boundary"),
}
FILE, FIRM = "file", "firm"


def places(case: Case) -> list[tuple[Text, list[tuple[str, Text]]]]:
    """Every place by group, with its code and name: fields by section, evidence and single files, ledgers, computed
    conditions, and what is looked at as a whole. One query for the files.
    """
    application = application_of(case)
    asked = [(f"evidence:{each.id}", each.title) for each in requirements(application, case.measure)]
    names, norms = dict(asked), measure_of(application.round).norms
    single = [
        (f"{FILE}:{each.requirement}:{each.sha256}", _within(names[f"evidence:{each.requirement}"], each.name))
        for each in attachments.files(case)
        if each.requirement not in (ROSTER_FILE, SNAPSHOT_FILE) and f"evidence:{each.requirement}" in names
    ]
    return [
        *sections(form_for(application)),
        (Text("整体", "As a whole"), list(WHOLE.items())),
        (Text("佐证材料", "Evidence"), asked),
        (Text("单个文件", "Single files"), single),
        (Text("集群台账", "Ledgers"), [(f"ledger:{name}", kind.title) for name, kind in kinds().items()]),
        (
            Text("对标条件", "Conditions"),
            [(f"norm:{norm.id}", norm.title) for norm in norms],
        ),
    ]


def sections(form: Form) -> Iterator[tuple[Text, list[tuple[str, Text]]]]:
    """The form's sections: each as a whole, then its fields."""
    for section in form.sections:
        group = Text(f"申报表：{section.title.zh}", f"Form: {section.title.en}")
        yield (
            group,
            [
                (f"section:{section.number}", group),
                *((f"field:{field.id}", field.label) for field in section.fields),
            ],
        )


def names_of(case: Case) -> dict[str, Text]:
    """Names by code; what stands in none of the groups (a firm, a file taken away) is named by `place_title`."""
    return {code: name for _, group in places(case) for code, name in group}


def place_title(application: Application, place: str, names: dict[str, Text]) -> Text:
    """The name of a place: a firm by its name on the roster, a file that was taken away by its requirement."""
    if place in names:
        return names[place]
    kind, _, rest = place.partition(":")
    if kind == FILE:
        return _within(names.get(f"evidence:{rest.partition(':')[0]}", WHOLE["evidence"]), "…")
    if kind == FIRM:
        row = FirmYearRow.objects.filter(roster=application.roster_id, enterprise=rest).values_list("name").first()
        return Text(f"企业：{row[0] if row else rest}", f"Firm: {row[0] if row else rest}")
    return Text(rest or place, rest or place)


def url_of(case: Case, place: str) -> str:
    """Where a place is mended."""
    application = application_of(case)
    kind, _, rest = place.partition(":")
    form = form_for(application)
    if kind == "section":
        return reverse("recognition:application-section", args=[case.pk, int(rest)])
    if kind == "field":
        try:
            number = form.section_of(rest).number
            asked = form.field(rest)
        except LookupError:
            return reverse("recognition:application", args=[case.pk])
        if asked.asked:
            return reverse("recognition:application-section", args=[case.pk, number]) + f"#id_{rest}"
        if asked.ledger:
            return reverse("ledgers:ledger", args=[application.cluster_id])
        if rest == "plan_goals":
            return reverse("recognition:set-goals", args=[case.pk])
        return reverse("recognition:application-roster", args=[case.pk])
    if kind in (FILE, "evidence"):
        anchor = f"#r-{rest.partition(':')[0]}" if rest else ""
        return reverse("recognition:application-evidence", args=[case.pk]) + anchor
    if kind == FIRM:
        return reverse("recognition:application-roster", args=[case.pk]) + f"?q={rest}"
    if kind == "norm":
        return reverse("recognition:application-findings", args=[case.pk])
    cluster = {"ledger": "ledgers:ledger", "boundary": "boundaries:boundary"}
    if kind in cluster:
        return reverse(cluster[kind], args=[application.cluster_id])
    whole = {"goals": "set-goals", "roster": "application-roster"}
    return reverse(f"recognition:{whole.get(kind, 'application')}", args=[case.pk])


def _within(where: Text, name: str) -> Text:
    return Text(f"{where.zh}：{name}", f"{where.en}: {name}")
