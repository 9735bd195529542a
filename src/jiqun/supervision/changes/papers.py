"""The three letters about a change: on record, returned to be mended, not put on record (Article 17(四))."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiqun import law
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.documents.official import Official, Para, Table, sentence
from jiqun.hearings.appeals import APPEALS
from jiqun.outgoing.kinds import Kind, register
from jiqun.outgoing.remedies import told
from jiqun.supervision.changes.kinds import KINDS
from jiqun.supervision.models import ChangeFiling

MEASURE = law.provincial().instrument
REMEDIES = tuple(each for each in APPEALS if each.says)
HEAD = ("变动事项", "变动前", "变动后")


def lead(context: Mapping[str, Any]) -> str:
    """How each of them begins."""
    about = f"{context['cluster']}{KINDS[context['kind']].title.zh}变动"
    return f"你单位报来的{about}报备材料（编号：{context['number']}）收悉。"


def filed(case: Case, context: Mapping[str, Any]) -> Official:
    """备案函: what changes, line by line. Context: `issuer`, `to`, `cluster`, `number`, `kind`, `note`."""
    filing = ChangeFiling.objects.get(pk=case.pk)
    return on_record(context, rows_of(filing))


def rows_of(filing: ChangeFiling) -> tuple[tuple[str, ...], ...]:
    """What changes, as the rows of a table."""
    rows = KINDS[filing.kind].shown(filing.before, filing.after)
    return tuple((row.what.zh, row.before, row.after) for row in rows)


def on_record(context: Mapping[str, Any], rows: tuple[tuple[str, ...], ...]) -> Official:
    """The letter itself."""
    title = f"关于{context['cluster']}重大变动备案的函"
    note = str(context.get("note") or "")
    return Official(
        layout="letter",
        issuer=context["issuer"],
        title=title,
        to=context["to"],
        body=(
            Para(f"{lead(context)}经审核，依据{MEASURE}{KINDS[context['kind']].basis}，现予以备案，变动情况如下："),
            Table(HEAD, rows, widths=(2, 3, 3)),
            *((Para(sentence(note)),) if note else ()),
            Para("认定的有效期不因本次变动改变。今后发生重大变动的，请及时报备。"),
        ),
        invented=bool(context.get("invented")),
    )


def returned(case: Case, context: Mapping[str, Any]) -> Official:
    """退回函. Context: as above, `reason`."""
    return Official(
        layout="letter",
        issuer=context["issuer"],
        title="重大变动报备材料退回补正函",
        to=context["to"],
        body=(
            Para(f"{lead(context)}经审核，请补正以下内容后重新报送："),
            Para(sentence(context["reason"])),
            Para("原报送日期予以保留。"),
        ),
        invented=bool(context.get("invented")),
    )


def declined(case: Case, context: Mapping[str, Any]) -> Official:
    """不予备案通知书, with the remedy. Context: as above, `reason`, `appeal` once chosen."""
    return Official(
        layout="letter",
        issuer=context["issuer"],
        title="重大变动不予备案通知书",
        to=context["to"],
        body=(
            Para(f"{lead(context)}经审核，不予备案，理由如下："),
            Para(sentence(context["reason"])),
            Para("登记的内容不作变更。情况变化或补充材料后，可以重新报备。"),
            Para(told(REMEDIES, context)),
        ),
        invented=bool(context.get("invented")),
    )


ABOUT = {
    "issuer": "某省工业和信息化厅",
    "to": "某县工业和信息化局",
    "cluster": "某县某产业集群",
    "number": "BD-2025-001",
    "kind": "name",
    "reason": "新旧名称的依据文件未附，请补充批复文件扫描件",
}
OLD_AND_NEW = (("集群名称", "某县某产业集群", "某县某特色产业集群"),)

FILED = register(
    Kind(
        "change_filed",
        Text("变动备案函", "Letter: change on record"),
        "A17.4",
        filed,
        through=True,
        sample=lambda: on_record(ABOUT, OLD_AND_NEW),
    )
)
RETURNED = register(
    Kind(
        "change_returned",
        Text("变动报备退回补正函", "Letter: change returned to be mended"),
        "A17.4",
        returned,
        through=True,
        sample=lambda: returned(Case(), ABOUT),
    )
)
DECLINED = register(
    Kind(
        "change_declined",
        Text("不予备案通知书", "Letter: change not put on record"),
        "A17.4",
        declined,
        through=True,
        sample=lambda: declined(Case(), ABOUT),
        remedies=REMEDIES,
    )
)
