"""The outgoing sheet (发文稿纸) of a paper: who drafted, reviewed and signed it, where it went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from jiqun.authorities.hours import ZONE
from jiqun.casework.models import Signature
from jiqun.documents.book import code_of
from jiqun.documents.official import Official, Para, Table, from_plain, written_day
from jiqun.outgoing.models import Paper, Wording
from jiqun.outgoing.queries import kind_title

ORDER = ("初审", "复审", "终审")
NOT_YET = "（待办）"


def review_names(count: int) -> tuple[str, ...]:
    """What the reviews of a chain of `count` links are called: the last is 终审, the first before it 初审."""
    if count <= 1:
        return ("终审",)
    return ("初审", *("复审" if count == 3 else f"复审{n}" for n in range(1, count - 1)), "终审")


def sheet(paper: Paper, reviews: Sequence[Signature], wordings: Sequence[Wording]) -> Official:
    """The sheet as a form to print and put on file; what is still to be done says so."""
    official = from_plain(paper.content)
    about = [
        ("标题", paper.heading),
        ("文种", kind_title(paper).zh),
        ("发文字号", paper.number or NOT_YET),
        ("成文日期", written_day(paper.dated_on) if paper.dated_on else NOT_YET),
        ("发文单位", paper.authority.body),
        ("拟稿人", f"{_who(paper)}　{_moment(paper.drafted_at)}"),
        ("主送", official.to or "—"),
        ("抄送", official.copies or "—"),
        ("经由转送", paper.through.body if paper.through else "—"),
        ("附件", "；".join(annex.name for annex in official.annexes) or "—"),
        ("公开属性", paper.openness + (f"（{paper.openness_reason}）" if paper.openness_reason else "")),
        ("保密审查", _secrecy(paper)),
        ("文字版本", f"第 {len(wordings)} 版，核验码 {code_of(paper.sha256)}\n{_digest(paper.sha256)}"),
    ]
    if paper.pdf_id:
        about.append(("定稿", _digest(paper.pdf_id)))
    if paper.sealed_file_id:
        about.append(("盖章件", f"{paper.sealed_name}\n{_digest(paper.sealed_file_id)}"))
    about.append(("发出", _moment(paper.delivered_at) if paper.delivered_at else NOT_YET))
    if paper.received_at and paper.addressee and paper.received_by:
        signed_for = f"{paper.addressee.body}　{paper.received_by.person.name}　{_moment(paper.received_at)}"
        about.append(("签收", signed_for))
    names = review_names(len(reviews[0].proposal.chain) if reviews else 1)
    by_link = {each.link: each for each in reviews}
    steps = tuple(_review(name, by_link.get(n)) for n, name in enumerate(names))
    return Official(
        layout="form",
        issuer=paper.authority.body,
        title="发文稿纸",
        body=(
            Table((), tuple(about), widths=(1, 5)),
            Table(("审核环节", "审核人", "意见", "时间"), steps, title="三审记录", widths=(3, 3, 6, 4)),
            Para(f"办件编号：{paper.case.number}", flush=True),
        ),
        draft=False,
    )


def _review(name: str, done: Signature | None) -> tuple[str, str, str, str]:
    if done is None:
        return (name, NOT_YET, "", "")
    link = done.link_name.zh
    who = f"{done.paper['endorser']}（纸质，{done.by.person.name}登记）" if done.paper else done.signer.zh
    return (f"{name}\n{link}", who, done.comment or "同意", _moment(done.at))


def _secrecy(paper: Paper) -> str:
    if paper.secrecy_by is None or paper.secrecy_at is None:
        return NOT_YET
    return f"{paper.secrecy}\n审查人：{paper.secrecy_by.person.name}　{_moment(paper.secrecy_at)}"


def _digest(sha256: str) -> str:
    """In halves, as no line holds it whole."""
    return f"SHA-256 {sha256[:32]}\n{sha256[32:]}"


def _who(paper: Paper) -> str:
    return paper.drafted_by.person.name if paper.drafted_by else "—"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(ZONE):%Y-%m-%d %H:%M}"
