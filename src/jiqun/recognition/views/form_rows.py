"""The fields of the application's form as table rows, printed straight from plain values.

Some forty fields with their answers, figures and goals: a template would cost more than the rest of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from jiqun.bilingual import pick
from jiqun.forms.computed import Counted, Line
from jiqun.forms.definitions import Field
from jiqun.recognition.queries.filing.beside_fields import Beside
from jiqun.recognition.queries.filing.pages import Shown
from jiqun.register.models import Goal
from jiqun.web.icons import icon
from jiqun.web.markup import markup, markup_join

MOST = 3
"""So many differences of a figure are told on the page of the whole form; all stand where it is filled in."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What a reviewer sees beside the fields: which changed since the hand-in before (`changes_url` shows how), and,
    for who may note corrections, where a note on a field is made (`notes_url`, none for anybody else)."""

    changed: frozenset[str] = frozenset()
    changes_url: str = ""
    notes_url: str = ""

    def of(self, field: Field) -> SafeString:
        """The marks of one field."""
        found = markup("")
        if field.id in self.changed:
            found += markup(' <a class="tag und" href="{}">{}</a>', self.changes_url, pick("有改动", "changed"))
        if self.notes_url:
            said, about = pick("要求补正", "Ask for a correction"), f"{pick('：', ': ')}{field.label}"
            link = f"{self.notes_url}?place=field:{field.id}#add"
            found += markup(' <a class="ask" href="{}">{}<span class="vh">{}</span></a>', link, said, about)
        return found


def form_rows(
    fields: Iterable[Shown], evidence_url: str, about: Mapping[str, Beside], ledgers_url: str, marks: Marks
) -> SafeString:
    """One line a field: its label and unit, then what is answered, computed, planned, missing and attached.

    `about` is what stands beside the answers: differences, with the reason given, and notes.
    """
    row = '<tr><th scope="row">{}{}{}</th><td><div>{}</div></td></tr>'
    return markup_join("\n", row, lines(fields, evidence_url, about, ledgers_url, marks))


def lines(
    fields: Iterable[Shown], evidence_url: str, about: Mapping[str, Beside], ledgers_url: str, marks: Marks
) -> Iterator[tuple[str, SafeString | str, SafeString, SafeString]]:
    """Label, unit, marks and content of each field."""
    opening, closing = pick("（", " ("), pick("）", ")")
    for each in fields:
        unit = str(each.field.unit)
        yield (
            str(each.field.label),
            markup(' <span class="unit">{}</span>', f"{opening}{unit}{closing}") if each.field.unit.zh else "",
            marks.of(each.field),
            markup_join("", "{}", ((part,) for part in content(each, evidence_url, ledgers_url)))
            + differing(about.get(each.field.id)),
        )


def counted(each: Shown, ledger: Counted, ledgers_url: str) -> SafeString:
    """Below a field counted from the ledgers: what is worth a look there, and the way to its entries."""
    remarks = markup_join(
        "",
        "<div><small>{} {}</small></div>",
        ((icon("alert-triangle"), str(remark)) for remark in ledger.remarks),
    )
    told = pick("台账计数", "counted from the ledger") if ledger.entries else pick("集群台账", "ledger")
    link = markup('<small><a href="{}#f-{}">{} {}</a></small>', ledgers_url, each.field.id, icon("file-text"), told)
    return markup("<div>{}{}</div>", remarks, link)


def content(each: Shown, evidence_url: str, ledgers_url: str) -> Iterator[SafeString | str]:
    """The parts of a field's cell."""
    yield markup_join(SafeString("<br>"), "{}", ((line,) for line in each.lines))
    for line in each.computed:
        yield figures(line, titled=len(each.computed) > 1)
    for goal in each.goals:
        yield planned(goal)
    if each.ledger is not None:
        yield counted(each, each.ledger, ledgers_url)
    if each.missing:
        yield markup('<span class="tag und">{}</span>', pick("未填", "not filled in"))
    elif each.field.shows and not each.computed:
        yield markup("<small>{}</small>", pick("待导入名册", "after the roster is imported"))
    if each.files:
        told = pick("材料", "files")
        link = f"{evidence_url}#r-{each.field.id}"
        yield markup(' <small><a href="{}">{} {} {}</a></small>', link, icon("paperclip"), told, each.files)


def differing(about: Beside | None) -> SafeString:
    """Below an answer: how far it differs from earlier ones, why, and where it differs from the roster."""
    if about is None or not (about.differences or about.reason or about.note):
        return SafeString("")
    reason = pick("差异说明：", "Reason: ") + (about.reason or pick("未填", "none given"))
    told = [(icon("alert-triangle"), str(said)) for said in about.differences[:MOST]]
    if (more := len(about.differences) - MOST) > 0:
        told.append((SafeString(""), pick(f"另有 {more} 处", f"{more} more")))
    told += [(SafeString(""), reason)] if about.differences or about.reason else []
    told += [(icon("info-circle"), str(about.note))] if about.note else []
    return markup_join("", '<div class="told-difference">{} {}</div>', told)


def figures(line: Line, *, titled: bool) -> SafeString:
    """A computed line: figures by year, how many firms left them blank, and the mark that they are computed."""
    blank_of = pick("（{} 家未填）", "({} blank)")
    cells = markup_join(
        "\u3000",
        "{}：{}{}",
        (
            (year, figure, markup(" <small>{}</small>", blank_of.format(blank)) if blank else "")
            for year, figure, blank in line.cells
        ),
    )
    title = f"{line.title}\u3000" if titled else ""
    return markup('<div class="figures">{}{} <small>{}</small></div>', title, cells, pick("系统测算", "computed"))


def planned(goal: Goal) -> SafeString:
    """A goal: its base, then the target of each year, and who answers for it."""
    path = "".join(f"{year}：{target}\u3000" for year, target in goal.targets.items())
    head = f"{goal.indicator}（{goal.unit}）{goal.base} → {path}"
    return markup("<div>{}<small>{}</small></div>", head, goal.owner)
