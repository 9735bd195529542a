"""What pages show of evaluation reports: the draft for who makes it, editions for everybody concerned."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.standards import divisions
from jiqun.supervision.evaluation import acts
from jiqun.supervision.evaluation.content.facts import Facts
from jiqun.supervision.evaluation.content.figures import FIGURES
from jiqun.supervision.evaluation.content.writing import Plain, text_of
from jiqun.supervision.evaluation.printing import Printed
from jiqun.supervision.evaluation.wording import Worded, worded
from jiqun.supervision.models.evaluation import Evaluation


@dataclass(frozen=True, slots=True)
class Line:
    """One report of the list."""

    pk: UUID
    title: str
    number: str
    year: int
    maker: str
    state: Text
    pending: bool
    edition: int | None
    issued_at: datetime | None


def lines(user: Account, year: int | None = None) -> list[Line]:
    """The reports an account sees, the newest year first; one query."""
    found = (
        Evaluation.objects.visible_to(user).filter(live=True).select_related("case", "maker").defer("content", "moved")
    )
    if year is not None:
        found = found.filter(year=year)
    found = found.annotate(last=Max("editions__number"), issued=Max("editions__issued_at"))
    table = procedure("evaluation")
    return [
        Line(
            row.pk,
            row.case.title,
            row.case.number,
            row.year,
            row.maker.body,
            table.by_state[row.case.state].title,
            row.case.pending,
            row.last,
            row.issued,
        )
        for row in found.order_by("-year", "cluster_id", "case__number")
    ]


@dataclass(frozen=True, slots=True)
class Shown:
    """A report as an account reads it: the draft (`edition` is the one being drafted, `wordings` what people wrote by
    the sentence's key) or an edition."""

    of: Evaluation
    edition: int
    draft: bool
    drawn_at: datetime
    content: Plain
    wordings: dict[str, Worded] = field(default_factory=dict)

    def printed(self) -> Printed:
        """What is printed of it."""
        of = self.of
        title = acts.title(of.place, of.cluster, of.year)
        scope = of.cluster.name if of.cluster else divisions.full_name(of.place.code)
        return Printed(title, of.maker.body, scope, of.year, self.edition, self.drawn_at, self.content, self.draft)


def shown(case: Case, user: Account, number: int | None = None) -> Shown | None:
    """An edition by its number, or what stands now: to its maker the draft while there is one, to everybody else the
    last edition. `None` where there is nothing of the kind."""
    of = Evaluation.objects.select_related("case", "maker", "place", "cluster").get(pk=case.pk)
    if number is None and case.state != "issued" and user.authority_id == of.maker_id:
        wordings = worded(of)
        content = acts.as_worded(of.content, wordings)
        return Shown(of, of.edition, True, of.drawn_at, content, wordings)
    editions = of.editions.order_by("-number")
    found = editions.first() if number is None else editions.filter(number=number).first()
    return None if found is None else Shown(of, found.number, False, found.drawn_at, found.content)


@dataclass(frozen=True, slots=True)
class Behind:
    """One cluster behind a number: its figures of the years asked, and where they come from. Not counted: no figure."""

    pk: str
    name: str
    place: str
    counted: bool
    cells: tuple[str, ...]
    origin: str


def behind(content: Plain, source: Plain) -> tuple[list[Text], list[Behind]]:
    """The columns and the clusters behind a number, those counted first."""
    facts = Facts.from_plain(content["facts"])
    wanted = [(FIGURES[name], year) for name in source["figures"] for year in source["years"]]
    heads = [Text(f"{figure.head.zh} {year}年", f"{figure.head.en} {year}") for figure, year in wanted]
    counted = set(source["clusters"])
    rows = []
    for member in facts.members:
        cells = []
        for figure, year in wanted:
            value = member.figure(figure.name, year)
            blank = member.blanks.get(year, {}).get(figure.name)
            cells.append("—" if value is None else f"{'≥' if blank else ''}{figure.written(value)}")
        origins = dict.fromkeys(member.origins[year] for year in source["years"] if year in member.origins)
        row = Behind(member.id, member.name, member.place, member.id in counted, tuple(cells), "；".join(origins))
        rows.append(row)
    if source["figures"]:
        return heads, sorted(rows, key=lambda row: not row.counted)
    return heads, [row for row in rows if row.counted]


def sources(content: Plain) -> list[dict[str, Any]]:
    """The sources of all numbers with what they name in words."""
    total = len(content["facts"]["members"])
    return [
        {
            "number": number,
            "how": text_of(source["how"]),
            "figures": [FIGURES[name].title for name in source["figures"]],
            "years": source["years"],
            "counted": len(source["clusters"]),
            "of": source["of"] or total,
            "blanks": source["blanks"],
        }
        for number, source in enumerate(content["sources"], 1)
    ]
