"""Papers for tests: a matter of a county, a letter that its prefecture drafts for it, and the way to any state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from jiqun.authorities.models import Account, Authority
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.identity import uuid7
from jiqun.casework.models import Audience, Case
from jiqun.casework.perform import perform
from jiqun.documents.official import Annex, Heading, Official, Para, Table
from jiqun.outgoing.drafting import draft
from jiqun.outgoing.kinds import Kind, register
from jiqun.outgoing.models import Paper
from jiqun.outgoing.procedure import PAPER
from tests.office import HUICHENG, HUIZHOU, approver, at, chance, officer

NOW = at("2025-03-20 10:00")
CHANCE = chance(7)
SECRECY = "经审查，不涉及国家秘密。"
SHEET = {"openness": "依申请公开", "openness_reason": ""}
NUMBER = {"number": "惠市工信函〔2025〕12号", "dated_on": "2025-03-20"}


def letter(case: Case, context: Mapping[str, Any]) -> Official:
    """The letter of these tests; `context["what"]` stands in its text."""
    return Official(
        layout="letter",
        issuer="惠州市工业和信息化局",
        title=f"关于{case.title}\n有关事项的函",
        to="惠城区工业和信息化局",
        body=(
            Para(f"你单位{context.get('what', '材料')}收悉。现函告如下："),
            Heading("一、有关事项"),
            Para("请于收到本函之日起办理。"),
            Table(("序号", "事项"), (("1", "补充材料"),)),
        ),
        annexes=(Annex("事项清单", (Para("清单内容。"),)),),
    )


def public_notice(case: Case, context: Mapping[str, Any]) -> Official:
    """A paper without a number and without an addressee."""
    return Official("notice", "惠州市工业和信息化局", f"{case.title}公示", (Para("现予公示。"),))


LETTER = register(Kind("test_letter", Text("测试函", "Test letter"), "A14.2", letter, through=True))
NOTICE = register(
    Kind("test_notice", Text("测试公示", "Test notice"), "A14.2", public_notice, openness="主动公开", numbered=False)
)


def matter(title: str = "惠城区智能终端产业集群申报") -> Case:
    """A matter of the county that its prefecture and province see."""
    county = officer(HUICHENG).authority
    assert county is not None
    return Case.objects.create(
        id=uuid7(NOW, CHANCE),
        number=f"2025-441302-{Case.objects.count() + 1:03d}",
        procedure_name="question",
        state="answered",
        title=title,
        authority=county,
        path=county.path,
        audience=Audience.CHAIN,
        measure="gd_2023_4",
        opened_at=NOW,
    )


def drafted(
    slug: str = "test_letter", *, addressee: str | None = HUICHENG, through: str | None = None, issuer: str = HUIZHOU
) -> Paper:
    """A drafted paper of the prefecture to the county."""
    case, clerk = matter(), officer(issuer)
    assert clerk.authority is not None
    doing = Doing(PAPER, PAPER.by_act["issue"], case, clerk, {}, NOW, CHANCE)
    with transaction.atomic():
        return draft(
            doing,
            slug,
            case,
            clerk.authority,
            {"what": "申报材料"},
            addressee=Authority.objects.get(pk=addressee) if addressee else None,
            through=Authority.objects.get(pk=through) if through else None,
        )


def do(paper: Paper, act: str, by: Account, payload: Mapping[str, Any] | None = None, now: datetime = NOW) -> Paper:
    """One act on it as it stands; the paper as it stands afterwards."""
    paper.refresh_from_db()
    key = f"{act}-{paper.version}-{paper.pk}"
    perform(
        "paper", paper.pk, act, by=by, version=paper.version, payload=payload or {}, key=key, now=now, chance=CHANCE
    )
    paper.refresh_from_db()
    return paper


def reviewed(paper: Paper, issuer: str = HUIZHOU) -> Paper:
    """With its outgoing sheet filled in."""
    return do(paper, "review_secrecy", approver(issuer), {"secrecy": SECRECY})


def signed(paper: Paper, issuer: str = HUIZHOU) -> Paper:
    """Signed, its number still to come."""
    do(reviewed(paper, issuer), "issue", officer(issuer), SHEET)
    return do(paper, "sign", approver(issuer), {"affirmed": "on"})


def numbered(paper: Paper, number: Mapping[str, str] = NUMBER, issuer: str = HUIZHOU) -> Paper:
    """Finished."""
    return do(signed(paper, issuer), "register_number", officer(issuer), number)
