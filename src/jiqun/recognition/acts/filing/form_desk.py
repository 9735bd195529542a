"""Where an application's form is filled in, for the pages that all forms share. Its section page is its own."""

from __future__ import annotations

from jiqun.bilingual import Text
from jiqun.forms.desk import Desk
from jiqun.recognition.acts.filing.drafts import editable
from jiqun.recognition.queries.filing.application import application_of, form_for

APPLICATION = Desk(
    procedure="application",
    form=lambda case: form_for(application_of(case)),
    base_year=lambda case: application_of(case).round.base_year,
    refusal=editable,
    page="recognition:application",
    list_page="recognition:applications",
    list_title=Text("申报", "Applications"),
    clause="A14.1",
    section_page="recognition:application-section",
    history_page="recognition:answer-history",
    changes_page="recognition:draft-history",
)
