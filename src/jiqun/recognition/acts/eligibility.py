"""Cancelling an application's eligibility (取消申报资格) after those concerned were heard (Article 14(三))."""

from __future__ import annotations

from jiqun.authorities.models import Level
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.hearings.kinds import Kind, register
from jiqun.hearings.models import Hearing
from jiqun.recognition.models import Application
from jiqun.recognition.queries.filing.application import application_of
from jiqun.recognition.recommending import opening
from jiqun.review.acts import dismiss

CANCELLABLE = ("recommended", "review", "listed", "reserve")


def cancel(doing: Doing, hearing: Hearing) -> None:
    """Ends the application with the reason; its experts see it no more. The place in the quota stays spent, so that
    no prefecture gains a second one; a place it held on the list becomes free. A prefecture's letter that names it
    before the province has decided on its qualification is to be corrected."""
    case = hearing.case
    dismiss(doing.now, case=case.pk)
    Application.objects.filter(pk=case.pk).update(outcome_reason=hearing.outcome, reserve_rank=None)
    doing.told["eligibility"] = {"case": case.number, "from": case.state}
    if case.state == "recommended":
        opening.left_letter(doing, application_of(case), Text("取消申报资格", "eligibility cancelled"))
    doing.move(case, "stripped", Text(f"取消申报资格：{hearing.outcome}", f"Eligibility cancelled: {hearing.outcome}"))


CANCEL_ELIGIBILITY = register(
    Kind(
        slug="cancel_eligibility",
        deed=Text("取消申报资格", "Cancel the eligibility"),
        clause="A14.3",
        level=Level.PROVINCE,
        of="application",
        states=CANCELLABLE,
        effect=cancel,
    )
)
