"""What stands beside every tab while an application is corrected."""

from __future__ import annotations

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.recognition.queries.filing.application import application_of
from jiqun.recognition.queries.places import names_of, place_title, url_of


def corrections_asked(case: Case) -> list[tuple[Text, str, str]]:
    """Place, text and address of each point of the latest notice; two queries."""
    application, names = application_of(case), names_of(case)
    asked = application.corrections.filter(notice=application.notices).order_by("pk")
    return [(place_title(application, item.place, names), item.text, url_of(case, item.place)) for item in asked]


def corrections_by_field(case: Case) -> dict[str, str]:
    """What is to be corrected at single fields, by field; one query while it is corrected, none otherwise."""
    if case.state != "correcting":
        return {}
    application = application_of(case)
    asked = application.corrections.filter(notice=application.notices, place__startswith="field:")
    return {place.removeprefix("field:"): text for place, text in asked.values_list("place", "text")}
