"""The pre-check sheet (初审表) of an application as it is printed and signed (Article 14(二))."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from jiqun.authorities.hours import ZONE
from jiqun.bilingual import speaking
from jiqun.casework.models import Case
from jiqun.documents.sheet import Sheet
from jiqun.law.citation import cite
from jiqun.law.demands import CLAUSE
from jiqun.recognition.models import Application
from jiqun.recognition.queries.conditions import Condition, LawItem
from jiqun.web.verdicts import VERDICTS

HEADS = ("条件", "系统测算", "测算值", "门槛", "市级结论", "理由及依据文件", "核定人")
WIDTHS = (5, 2, 3, 3, 2, 5, 2)
SIGNATURES = ("经办人：", "审核人：", "日期：")
DEMANDS = "认定工作通知和市级转发通知附加要求"


def composed(application: Application, case: Case, items: Iterable[LawItem], now: datetime) -> Sheet:
    """The sheet with everything as it stands; in Chinese, as it goes on file. Changes nothing."""
    with speaking("zh"):
        handed_in = application.submitted_at
        return Sheet(
            title="中小企业特色产业集群申报初审表",
            subtitle=f"{application.prefecture.body} · {application.round.case.title}",
            head=(
                ("集群", application.cluster.name),
                ("申报编号", case.number),
                ("申报单位", case.authority.body),
                ("主导产业代码", application.cluster.lead_codes),
                ("提交时间", f"{handed_in.astimezone(ZONE):%Y-%m-%d %H:%M}" if handed_in else "—"),
                ("告知补正次数", str(application.notices)),
            ),
            heads=HEADS,
            widths=WIDTHS,
            rows=tuple(rows(items)),
            notes=(
                "系统测算，不作为审核结论；市级结论由核定人作出。与系统测算不同的结论列明理由和依据文件。",
                f"提交材料摘要 SHA-256：{application.snapshot_sha256}",
            ),
            signatures=SIGNATURES,
            foot=f"生成时间 {now.astimezone(ZONE):%Y-%m-%d %H:%M}",
        )


def rows(items: Iterable[LawItem]) -> Iterator[tuple[str, ...]]:
    """A heading for each item of the law, then its conditions."""
    for item in items:
        yield (DEMANDS if item.anchor == CLAUSE else str(cite(item.anchor)),)
        for condition in item.conditions:
            yield row(condition)


def row(condition: Condition) -> tuple[str, ...]:
    """One condition; without a conclusion that stands, room is left to write one."""
    made = condition.standing
    title = str(condition.title) if condition.clause != CLAUSE else f"{condition.id} {condition.quote}"
    grounds = "；".join(part for part in (made.reason, made.document) if part) if made else ""
    return (
        title,
        str(VERDICTS[condition.computed].title),
        condition.value,
        condition.limit,
        str(VERDICTS[made.verdict].title) if made else "",
        grounds,
        made.by.person.name if made else "",
    )
