"""覆盖情况: what was done to bring a policy to every firm, as a paper for 13(九); firms are named, people are not."""

from __future__ import annotations

from datetime import date, datetime

from jiqun.bilingual import pick
from jiqun.cultivation.models import Outreach
from jiqun.cultivation.outreach.queries import Coverage, firms
from jiqun.documents import report as documents
from jiqun.documents.report import Chapter, Cover, Prose, Report, Table

MOST_ROWS = 2_000
"""So many firms are listed; beyond that the paper says where the rest is."""


def pdf(outreach: Outreach, of: Coverage, on: date, now: datetime, language: str) -> bytes:
    """The paper as PDF/A. Raises `DocumentError`."""
    policy, cluster = outreach.policy, outreach.cluster
    body = policy.authority.body + (f"，{policy.document}" if policy.document else "")
    told = pick(
        f"《{policy.title}》（{body}）在{cluster.name}的目标企业共 {of.firms} 家，截至 {on} 已触达 {of.reached} 家"
        f"（{of.share or '—'}），未触达 {of.missing} 家。",
        f"{policy.title} ({body}) is meant for {of.firms} firms of {cluster.name}; by {on} {of.reached} were reached "
        f"({of.share or '—'}), {of.missing} were not.",
    )
    sums = Table(
        (pick("状态", "State"), pick("企业（家）", "Firms")),
        tuple((str(title), str(n)) for _, title, n in of.by_state),
        words=1,
    )
    rows = tuple(
        (each.firm.name, each.firm_id, str(each.state_title), str(each.channel_title), f"{each.on or '—'}")
        for each in firms(outreach, "")[:MOST_ROWS]
    )
    heads = (
        pick("企业", "Firm"), pick("信用代码", "Code"), pick("状态", "State"), pick("方式", "By"), pick("日期", "Date"),
    )  # fmt: skip
    listed: list[Prose | Table] = [Table(heads, rows, words=4, widths=(2.6, 2.0, 1.0, 0.8, 1.0), long=True)]
    if of.firms > MOST_ROWS:
        n = of.firms - MOST_ROWS
        rest = pick(f"其余 {n} 家见表格下载。", f"The other {n} are in the table.")
        listed.append(Prose(rest))
    made = Report(
        language,
        pick("政策宣达覆盖情况", "Outreach of a policy"),
        Cover(
            cluster.name,
            pick("政策宣达覆盖情况", "Outreach of a policy"),
            ((pick("政策", "Policy"), policy.title), (pick("截至", "As of"), on.isoformat())),
            (cluster.authority.body,),
        ),
        (
            Chapter(pick("总体情况", "In all"), (Prose(told), sums)),
            Chapter(pick("逐企业情况", "Firm by firm"), tuple(listed)),
        ),
        edition="",
        draft=False,
    )
    return documents.pdf(made, now=now)
