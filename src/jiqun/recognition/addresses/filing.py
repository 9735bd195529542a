"""Addresses of the county's application."""

from django.urls import URLPattern, path

from jiqun.forms.desk_views import signed_in_again
from jiqun.forms.for_the_page import token
from jiqun.recognition.views import (
    answer_history,
    applications,
    autosave,
    evidence,
    filing,
    ledgers,
    rosters,
    sections,
    uploads,
)

urlpatterns: list[URLPattern] = [
    path("applications/", applications.applications, name="applications"),
    path("applications/export/", applications.export, name="applications-export"),
    path("applications/roster-template/", rosters.template, name="roster-template"),
    path("applications/<uuid:pk>/", filing.application, name="application"),
    path("applications/form-token/", token, name="form-token"),
    path("applications/signed-in/", signed_in_again, name="signed-in-again"),
    path("applications/<uuid:pk>/form/<int:number>/", sections.section, name="application-section"),
    path("applications/<uuid:pk>/form/<int:number>/save/", autosave.save, name="save-section"),
    path("applications/<uuid:pk>/form/<int:number>/watch/", autosave.watch, name="watch-section"),
    path("applications/<uuid:pk>/form/history/", answer_history.whole, name="draft-history"),
    path("applications/<uuid:pk>/form/history/<str:field>/", answer_history.of_field, name="answer-history"),
    path("applications/<uuid:pk>/roster/", rosters.roster, name="application-roster"),
    path("applications/<uuid:pk>/roster/import/", rosters.import_roster, name="import-roster"),
    path("applications/<uuid:pk>/roster/<slug:uscc>/<int:year>/", rosters.correct_firm, name="correct-firm"),
    path("applications/<uuid:pk>/goals/", filing.set_goals, name="set-goals"),
    path("applications/<uuid:pk>/ledgers/", ledgers.ledgers, name="application-ledgers"),
    path("applications/<uuid:pk>/evidence/", evidence.evidence, name="application-evidence"),
    path("applications/<uuid:pk>/evidence/uploads/", uploads.begin, name="evidence-uploads"),
    path("applications/<uuid:pk>/evidence/uploads/<uuid:upload>/", uploads.upload, name="evidence-upload"),
    path("applications/<uuid:pk>/evidence/<uuid:file>/", evidence.evidence_file, name="evidence-file"),
    path("applications/<uuid:pk>/records/", filing.records, name="application-records"),
]
