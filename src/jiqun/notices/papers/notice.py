"""The notice of a list as a paper (公示): no number, the days it counts, the list as its annex (Article 14(三))."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.documents.official import Annex, Official, Para, Table, sentence, written_day
from jiqun.notices.lists import kind_of
from jiqun.outgoing.kinds import Kind, register

WIDTHS = (1, 4, 3, 3, 4)


def counted(start: date, days: tuple[date, ...]) -> str:
    """The period with every day it counts, months named once."""
    said: list[str] = []
    month = None
    for day in days:
        said.append(f"{day.month}月{day.day}日" if day.month != month else f"{day.day}日")
        month = day.month
    return (
        f"公示期自{written_day(start)}起至{written_day(days[-1])}24时止，共{len(days)}个工作日（{'、'.join(said)}）。"
    )


def table(items: list[Mapping[str, Any]], applicant: str) -> Table:
    """The list as the annex shows it; `applicant` heads the last column."""
    rows = tuple(
        (str(number), item["name"], item["place"], "、".join(item["industries"]), item["applicant"])
        for number, item in enumerate(items, 1)
    )
    return Table(("序号", "集群名称", "所在地", "主导产业", applicant), rows, widths=WIDTHS)


def compose(case: Case, context: Mapping[str, Any]) -> Official:
    """`context`: title, body, contact, items, and start with days, or the sentences of `period` as they are."""
    body = [Para(line.strip()) for line in context["body"].splitlines() if line.strip()]
    if context.get("days"):
        days = tuple(date.fromisoformat(str(day)) for day in context["days"])
        body.append(Para(counted(date.fromisoformat(str(context["start"])), days)))
    body += [Para(f"联系方式：{line.strip()}") if not n else Para(line.strip())
             for n, line in enumerate(context["contact"].splitlines()) if line.strip()]  # fmt: skip
    of_list = kind_of(case.procedure_name)
    listed = table(context["items"], of_list.applicant)
    annexes = (Annex(of_list.title, (listed,)),) if context["items"] else ()
    return Official(
        layout="notice",
        issuer=case.authority.body,
        title=context["title"],
        body=tuple(body),
        annexes=annexes,
        openness="主动公开",
        invented=any(item.get("invented") for item in context["items"]),
    )


def compose_correction(case: Case, context: Mapping[str, Any]) -> Official:
    """A correction notice: what the notice said, what it says now, what follows for its period."""
    rows = tuple((change["label"], change["before"], change["after"]) for change in context["changes"])
    body = (
        Para(f"更正原因：{sentence(context['reason'])}"),
        Para(f"《{context['of']}》（以下简称原公示）现更正如下："),
        Table(("更正处", "原为", "现为"), rows, widths=(2, 5, 5)),
        Para("公示期自更正公示发布后重新计算。" if context["restarts"] else "公示期不变。"),
        Para(f"联系方式：{context['contact']}"),
    )
    title = f"关于更正《{context['of']}》的公示"
    return Official("notice", case.authority.body, title, body, openness="主动公开", invented=context["invented"])


def compose_extension(case: Case, context: Mapping[str, Any]) -> Official:
    """An extension notice: the days added, and why."""
    days = tuple(date.fromisoformat(str(day)) for day in context["days"])
    body = (
        Para(
            f"因{context['reason'].rstrip('。')}，决定将《{context['of']}》的公示期延长{context['more_days']}个工作日。"
        ),
        Para(counted(date.fromisoformat(str(context["start"])), days)),
        Para(f"联系方式：{context['contact']}"),
    )
    title = f"关于延长《{context['of']}》公示期的公示"
    return Official("notice", case.authority.body, title, body, openness="主动公开", invented=context["invented"])


for _slug, _title, _compose in (
    ("public_notice", Text("公示", "Public notice"), compose),
    ("notice_correction", Text("更正公示", "Correction notice"), compose_correction),
    ("notice_extension", Text("延长公示期的公示", "Extension notice"), compose_extension),
):
    register(Kind(_slug, _title, "A14.3", _compose, openness="主动公开", numbered=False))
