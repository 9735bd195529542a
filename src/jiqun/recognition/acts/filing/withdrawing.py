"""Withdrawing an application (撤回申报): the applicant's own step, with its reason (Article 14(一))."""

from __future__ import annotations

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.recognition.acts.recommendation import release_quota
from jiqun.recognition.models import Application
from jiqun.recognition.queries.filing.application import application_of
from jiqun.review.acts import dismiss


def withdraw(doing: Doing) -> None:
    """Gives back the place in the quota if there was one, closes the matter to its experts, keeps the reason."""
    application = application_of(doing.subject)
    release_quota(application)
    dismiss(doing.now, case=application.pk)
    reason = doing.payload["reason"]
    Application.objects.filter(pk=application.pk).update(outcome_reason=reason)
    doing.note = Text(reason, reason)
