"""Taking up the register's roster asks for nothing; what cannot be assessed is said before anything is done."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from jiqun.casework.procedure import PayloadForm
from jiqun.facts.errors import FactError
from jiqun.law import LawError
from jiqun.recognition.acts.filing.taking import facts_of_revision, fitting
from jiqun.recognition.queries.filing import precheck
from jiqun.recognition.queries.filing.application import application_of


class TakeRosterForm(PayloadForm):
    """The newest roster of the register with the round's base year."""

    def clean(self) -> dict[str, Any]:
        """Adds it up and assesses it outside the transaction."""
        data: dict[str, Any] = self.cleaned_data
        if self.doing is None:
            return data
        application = application_of(self.doing.subject)
        revision = fitting(application)
        if revision is not None:
            try:
                precheck.assess(facts_of_revision(revision.pk, application.round.closes_on), application.round)
            except (FactError, LawError) as wrong:
                raise ValidationError(str(wrong)) from wrong
        return data
