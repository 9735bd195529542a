"""Addresses of objections: the public's, and the province's."""

from django.urls import path

from jiqun.notices.views import disclosure, office, public, template

app_name = "notices"
urlpatterns = [
    path("notices/<uuid:notice>/object/", public.object_to, name="object"),
    path("notices/<uuid:notice>/objections/<uuid:pk>/", public.confirmation, name="confirmation"),
    path(
        "notices/<uuid:notice>/objections/<uuid:pk>/confirmation.pdf", public.confirmation_pdf, name="confirmation-pdf"
    ),
    path("disclosures/", disclosure.disclosures, name="disclosures"),
    path("disclosures/draft/", disclosure.draft, name="draft-disclosure"),
    path("disclosures/<uuid:pk>/", disclosure.disclosure, name="disclosure"),
    path("notice-templates/", template.templates, name="templates"),
    path("notice-templates/new/", template.propose, name="propose-template"),
    path("notice-templates/<uuid:pk>/", template.one, name="template"),
    path("objections/", office.objections, name="objections"),
    path("objections/<uuid:pk>/", office.objection, name="objection"),
    path("objections/<uuid:pk>/objector/", office.objector, name="objector"),
    path("objections/<uuid:pk>/evidence/<int:place>/", office.evidence, name="objection-evidence"),
    path("objections/<uuid:pk>/steps/<int:step>/<int:place>/", office.step_file, name="objection-step-file"),
]
