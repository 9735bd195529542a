"""One revocation of an invented cluster, step by step (Article 17)."""

from __future__ import annotations

from datetime import date, datetime
from itertools import count
from typing import Any

from jiqun.authorities.models import Account, Person
from jiqun.casework.models import Case
from jiqun.casework.perform import Done, open_matter, perform
from jiqun.casework.procedure import procedure
from jiqun.hearings.models import Hearing
from jiqun.outgoing.models import Paper
from jiqun.register.models import Recognition
from jiqun.supervision.models import Revocation
from tests.evidence.samples import PDF
from tests.office import HUIDONG, PROVINCE, account, approver, at, chance, officer
from tests.recognition.applicant import upload
from tests.supervision.recognised import recognised

NOW = at("2025-09-10 10:00")
LEGAL = {"legal": "主体适格，程序合法，事实清楚，依据充分。", "appeal": "review_or_suit", "appeal_reason": ""}
DECISION = {"outcome": "检测报告系伪造；申辩理由不成立，不予采纳。", "effective_on": "2025-10-20"}
_KEYS = count(1)


def legal_officer() -> Account:
    """A second officer of the province."""
    return account("officer", PROVINCE, name="legal", person=Person.objects.create(name="法规某"))


def third_officer() -> Account:
    """A third one, with nothing in it so far."""
    return account("officer", PROVINCE, name="third", person=Person.objects.create(name="复查某"))


def second_approver() -> Account:
    """Another approver of the province."""
    return account("approver", PROVINCE, name="second-approver", person=Person.objects.create(name="复核某"))


class Way:
    """The matter, and its hearing."""

    def __init__(self, recognition: Recognition | None = None) -> None:
        self.recognition = recognition or recognised(start=date(2024, 7, 10), batch="2024年")
        self.now: datetime = NOW
        self.clerk, self.chief = officer(PROVINCE), approver(PROVINCE)

    def open(self, *grounds: str, file: bool = True, by: Account | None = None, **more: Any) -> Case:
        """Opened with a first document."""
        payload = {
            "recognition": str(self.recognition.pk),
            "grounds": list(grounds or ("A17.2",)),
            "known": "出具单位来函称检测报告系伪造（虚构）。",
            "title": "出具单位来函（虚构）" if file else "",
            **more,
        }
        files = {"file": upload(PDF, "来函.pdf")} if file else {}
        done = open_matter(
            "revocation", by=by or self.clerk, payload=payload, files=files, key=f"rv{next(_KEYS)}", now=self.now,
            chance=chance(next(_KEYS)),
        )  # fmt: skip
        self.case: Case = done.subject
        return self.case

    def do(self, subject: Any, act: str, by: Account, payload: dict[str, Any] | None = None, files: Any = None) -> Done:
        """One act at the version the subject has."""
        name = "hearing" if isinstance(subject, Hearing) else "paper" if isinstance(subject, Paper) else None
        subject.refresh_from_db()
        return perform(
            name or subject.procedure_name, subject.pk, act, by=by, version=subject.version, payload=payload or {},
            files=files, key=f"rv{next(_KEYS)}", now=self.now, chance=chance(next(_KEYS)),
        )  # fmt: skip

    def signed(
        self,
        subject: Any,
        act: str,
        payload: dict[str, Any] | None = None,
        files: Any = None,
        by: Account | None = None,
        signer: Account | None = None,
    ) -> Done:
        """Prepared and signed at the province."""
        self.do(subject, act, by or self.clerk, payload, files)
        return self.do(subject, "sign", signer or self.chief, {"affirmed": "on"})

    def act(self, name: str, payload: dict[str, Any] | None = None, files: Any = None, **who: Account) -> Case:
        """An act of the matter, signed where its table says so."""
        if procedure("revocation").by_act[name].chain:
            self.signed(self.case, name, payload, files, **who)
        else:
            self.do(self.case, name, who.get("by", self.clerk), payload, files)
        self.case.refresh_from_db()
        return self.case

    def proof(self, ground: str, kind: str = "proof", **more: str) -> None:
        """One more document."""
        payload = {"ground": ground, "kind": kind, "title": f"{kind}材料（虚构）", **more}
        self.act("add_proof", payload, {"file": upload(PDF, f"{kind}.pdf")})

    def inquiring(self, *grounds: str) -> Case:
        """Under inquiry."""
        self.open(*grounds)
        return self.act("begin_inquiry")

    def proposed(self, *grounds: str) -> Case:
        """Proposed."""
        self.inquiring(*grounds)
        told = {"grounds": list(grounds or ("A17.2",)), "finding": "申报所附检测报告系伪造（虚构）。"}
        return self.act("propose_revocation", told)

    def hearing(self) -> Hearing:
        """The intention, not yet told."""
        payload = {
            "case": str(self.case.pk),
            "kind": "revocation",
            "facts": "申报所附检测报告系伪造（虚构）。",
            "grounds": "《广东省促进中小企业特色产业集群发展暂行办法》第十七条（二）",
            "days": "5",
        }
        done = open_matter(
            "hearing", by=self.clerk, payload=payload, key=f"rv{next(_KEYS)}", now=self.now, chance=chance(next(_KEYS))
        )
        found: Hearing = done.subject
        return found

    def notified(self) -> Hearing:
        """Told."""
        self.proposed()
        found = self.hearing()
        self.signed(found, "notify")
        found.refresh_from_db()
        return found

    def heard(self) -> Hearing:
        """Those concerned spoke."""
        found = self.notified()
        self.do(found, "state_case", officer(HUIDONG), {"said": "报告由第三方提供，我单位不知情（虚构）。"})
        self.do(found, "sign", approver(HUIDONG), {"affirmed": "on"})
        return found

    def decided(self) -> Case:
        """Decided by two, after the legal check by a third."""
        found = self.heard()
        self.do(found, "check_legality", legal_officer(), LEGAL)
        self.now = at("2025-09-25 10:00")
        self.signed(found, "decide", DECISION)
        self.case.refresh_from_db()
        return self.case

    def letter(self) -> Paper:
        """The decision's letter, numbered and sent."""
        paper = Paper.objects.get(kind_slug="hearing_decision", case=self.case)
        self.do(paper, "review_secrecy", self.chief, {"secrecy": "经审查，不涉及国家秘密。"})
        self.signed(paper, "issue", {"openness": "依申请公开", "openness_reason": ""})
        self.do(paper, "register_number", self.clerk, {"number": "粤工信函〔2025〕31号", "dated_on": "2025-09-25"})
        self.do(paper, "deliver", self.clerk)
        return paper

    def served(self, on: str = "2025-09-28") -> Case:
        """Served with its proof."""
        self.decided()
        self.letter()
        self.now = at("2025-10-09 10:00")
        return self.act("record_service", {"served_on": on, "how": "direct"}, {"file": upload(PDF, "送达回证.pdf")})

    def published(self) -> Case:
        """What the public reads."""
        self.served()
        text = "申报所附检测报告经出具单位确认系伪造，申辩理由不成立，决定撤销认定（虚构）。"
        return self.act("publish", {"public_text": text, "public_url": ""})

    def withdrawn(self) -> Case:
        """Taken back by other hands."""
        reason = {"reason": "出具单位更正：检测报告真实，原确认有误（虚构）。"}
        return self.act("withdraw_decision", reason, by=third_officer(), signer=second_approver())

    @property
    def row(self) -> Revocation:
        """As it stands."""
        return Revocation.objects.select_related("change", "recognition").get(pk=self.case.pk)
