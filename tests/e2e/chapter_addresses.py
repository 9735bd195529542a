"""The addresses of Article 14(2) and (3), one list a person, printed as JSON.

Run in the server's own process environment: `python chapter_addresses.py busy|told`. People reach these pages by
clicking in the walks; here they are only looked at, so they are taken from the records that `lay_office.py` laid.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

from jiqun.config import serving


def busy() -> dict[str, list[str]]:
    """Person to addresses. `expert` stands for the one whose invitation is open, and goes by the account's name."""
    from jiqun.review.models import Sheet

    invited = Sheet.objects.select_related("expert__account").get(state="invited")
    own = [f"/sheets/{invited.pk}/", "/reviews/", f"/experts/{invited.expert.file.pk}/"]
    return {
        "citizen": list(of_the_public()),
        "city.officer": list(of_the_prefecture()),
        "province.officer": list(of_the_province()),
        invited.expert.account.username: own,
    }


def told() -> dict[str, list[str]]:
    """Person to addresses once a list is announced and its letters are drafted."""
    from jiqun.casework.models import Case
    from jiqun.outgoing.models import Paper, PaperBatch
    from jiqun.register.models import Recognition

    of_paper = Recognition.objects.order_by("pk")[0]
    of_round = Recognition.objects.order_by("pk").last()
    announced = Case.objects.get(procedure_name="round")
    batch = PaperBatch.objects.get()
    [letter] = Paper.objects.filter(batch=batch)
    assert of_round is not None
    round_ = f"/rounds/{announced.pk}/"
    return {
        "citizen": [f"/verify/recognition/{each.pk}/" for each in (of_paper, of_round)] + ["/verify/", "/lists/"],
        "province.officer": [
            *(f"{round_}{part}" for part in ("", "panel/", "ranking/", "list/")),
            f"/papers/batches/{batch.pk}/",
            f"/papers/{letter.pk}/",
            "/papers/",
            *of_every_day(),
        ],
        "province.supervisor": [f"{round_}diagnostics/", f"{round_}meetings/", f"{round_}sensitivity/"],
    }


def of_every_day() -> Iterator[str]:
    """Desk, search, register, calendar, filing, standing in, bases, forms, the own account, homes of chapters."""
    from django.urls import reverse

    for name in (
        "casework:workbench",
        "casework:together",
        "register:clusters",
        "recognition:applications",
        "recognition:rounds",
        "cultivation:home",
        "supervision:home",
        "archives:filings",
        "archives:draft-filing",
        "archives:extracts",
        "archives:draft-extract",
        "instruments:calendar",
        "instruments:listings",
        "instruments:enter-holidays",
        "instruments:bases",
        "instruments:questions",
        "casework:stand-ins",
        "casework:appoint-stand-in",
        "casework:chains",
        "casework:contact",
        "casework:account",
        "forms:forms",
        "notices:disclosures",
        "notices:templates",
        "notices:propose-template",
        "portal:help",
    ):
        yield reverse(name)
    yield f"{reverse('casework:search')}?q=%E4%BA%A7%E4%B8%9A"


def of_the_public() -> Iterator[str]:
    """The notice with the calendar of its period, the form of an objection and what confirms one, the draw."""
    from jiqun.notices.models import Notice, Objection

    notice = Notice.objects.get()
    objection = Objection.objects.get()
    yield f"/notices/{notice.pk}/"
    yield f"/notices/{notice.pk}/object/"
    yield f"/notices/{notice.pk}/objections/{objection.pk}/"
    yield f"/rounds/{notice.round_id}/draw/"


def of_the_prefecture() -> Iterator[str]:
    """Intake, candidates, the letter of recommendation, the pre-check, visits, papers."""
    from jiqun.casework.models import Case
    from jiqun.visits.models import VisitedFirm

    second = Case.objects.filter(procedure_name="application").order_by("opened_at").last()
    assert second is not None
    open_round = Case.objects.filter(procedure_name="round").order_by("opened_at").last()
    assert open_round is not None
    yield f"/rounds/{open_round.pk}/intake/"
    yield f"/rounds/{open_round.pk}/candidates/"
    for letter in Case.objects.filter(procedure_name="recommendation").order_by("opened_at")[:1]:
        yield f"/recommendations/{letter.pk}/"
    yield f"/applications/{second.pk}/review/"
    yield f"/applications/{second.pk}/visits/"
    seen = VisitedFirm.objects.order_by("pk").first()
    assert seen is not None
    yield "/visits/"
    yield f"/visits/plans/{Case.objects.get(procedure_name='site_check_plan').pk}/"
    yield f"/visits/{seen.visit_id}/"
    yield f"/visits/{seen.visit_id}/firms/{seen.uscc}/"
    yield "/papers/"
    yield from of_a_paper("441300")


def of_a_paper(authority: str) -> Iterator[str]:
    """One paper that an authority issues."""
    from jiqun.outgoing.models import Paper

    paper = Paper.objects.filter(authority_id=authority).order_by("drafted_at").last()
    if paper is not None:
        yield f"/papers/{paper.pk}/"
        if paper.state == "drafted":
            yield f"/papers/{paper.pk}/revise/"


def of_the_province() -> Iterator[str]:
    """Qualification, pool, draw, ranking, meetings, list, notice, objections, hearings, rubric, papers."""
    from jiqun.casework.models import Case
    from jiqun.hearings.models import Hearing
    from jiqun.notices.models import Objection
    from jiqun.review.experts import ExpertFile

    noticed, scoring = Case.objects.filter(procedure_name="round").order_by("opened_at")
    yield f"/rounds/{noticed.pk}/qualification/"
    for part in ("", "panel/", "ranking/", "meetings/", "list/", "list/publication/"):
        yield f"/rounds/{noticed.pk}/{part}"
    yield f"/rounds/{scoring.pk}/panel/"
    yield f"/rounds/{noticed.pk}/commit-seed/"
    yield from ("/experts/", "/experts/nominate/", "/experts/import/")
    yield f"/experts/{ExpertFile.objects.order_by('expert__code')[0].pk}/"
    yield "/rubrics/"
    yield "/rubrics/propose/"
    yield "/objections/"
    yield f"/objections/{Objection.objects.get().pk}/"
    yield "/hearings/"
    yield f"/hearings/{Hearing.objects.get().pk}/"
    yield "/papers/"
    yield from of_a_paper("440000")


if __name__ == "__main__":
    serving.setup()
    print(json.dumps({"busy": busy, "told": told}[sys.argv[1]]()))
