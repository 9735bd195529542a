"""The correction loop (A14.2): every point named at once, followed up one by one, later ones marked when they were
there to be seen from the first."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.casework.models import Case
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.recognition.acts import correction
from jiqun.recognition.acts.filing import drafts
from jiqun.recognition.queries.corrections import items
from jiqun.recognition.queries.corrections.shown import compare
from jiqun.recognition.queries.corrections.versions import versions
from jiqun.recognition.queries.filing.application import application_of
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, approver, at, officer
from tests.recognition.applicant import do, open_round, submitted

pytestmark = pytest.mark.django_db
LATER = at("2025-04-01 10:00")


@pytest.fixture
def case() -> Case:
    return submitted(open_round())


def note(case: Case, place: str, text: str) -> None:
    correction.note(case.pk, place, text, by=officer(HUIZHOU), now=LATER)


def ask(case: Case, *rows: dict[str, str], key: str = "return") -> None:
    do(case, "return_for_correction", officer(HUIZHOU), key=key, now=LATER, items=list(rows))


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def hand_in_again(case: Case) -> None:
    do(case, "submit", officer(HUICHENG), key="submit-again", now=LATER)
    do(case, "sign", approver(HUICHENG), key="sign-again", now=LATER, affirmed="on")


def mend(case: Case, **given: str) -> None:
    drafts.save_answers(case.pk, 1, given, by=officer(HUICHENG), now=LATER)


def row(place: str, text: str = "请补充", **more: str) -> dict[str, str]:
    return {"place": place, "text": text, **more}


def test_notes_while_reading_become_the_notice_and_the_county_sees_them_only_then(case: Case, client: Client) -> None:
    """A14.2: 一次性告知."""
    note(case, "field:extent", "请列明涉及的镇")
    note(case, "evidence:truth", "签字页缺失")
    url = reverse("recognition:corrections", args=[case.pk])
    client.force_login(officer(HUICHENG))
    assert client.get(url).status_code == 200 and "签字页缺失" not in client.get(url).content.decode()
    client.force_login(officer(HUIZHOU))
    page = client.get(url).content.decode()
    assert "签字页缺失" in page and "核对并一次告知（2 项）" in page
    act = client.get(reverse("casework:act", args=["application", case.pk, "return_for_correction"])).content.decode()
    assert "签字页缺失" in act, "the notice begins with what was noted"
    ask(case, row("field:extent"), row("evidence:truth"))
    assert items.notes(application_of(fresh(case))) == []
    client.force_login(officer(HUICHENG))
    assert "请补充" in client.get(url).content.decode()


def test_note_on_a_place_again_replaces_it_and_an_empty_one_takes_it_away(case: Case) -> None:
    note(case, "goals", "缺单位")
    note(case, "goals", "缺单位和基值")
    assert [item.text for item in items.notes(application_of(case))] == ["缺单位和基值"]
    note(case, "goals", "")
    assert items.notes(application_of(case)) == []


def test_note_of_an_unknown_place_or_by_somebody_else_is_refused(case: Case) -> None:
    with pytest.raises(Refusal, match="没有这个位置"):
        note(case, "field:turnover", "缺")
    for stranger in (officer(HUICHENG), officer(HUIDONG), officer(PROVINCE)):
        with pytest.raises(NotHere):
            correction.note(case.pk, "goals", "缺", by=stranger, now=LATER)


def test_place_named_twice_in_one_notice_is_refused(case: Case) -> None:
    with pytest.raises(Invalid) as refused:
        ask(case, row("goals"), row("goals"))
    assert refused.value.faults == {"items": ["第 2 行与第 1 行是同一位置，请合并为一行。"]}


def test_point_is_settled_by_a_change_or_by_words(case: Case) -> None:
    """Each point ticks itself when its place changed; what is right as it is is answered in words."""
    ask(case, row("field:extent"), row("evidence:truth"), row("field:niche"))
    mend(case, extent="东至滨江路")
    points = items.points(case, items.told(application_of(fresh(case))), items.since_handed_in(fresh(case), LATER))
    assert {point.item.place: point.touched for point in points} == {
        "field:extent": True,
        "evidence:truth": False,
        "field:niche": False,
    }
    truth = next(point.item for point in points if point.item.place == "evidence:truth")
    correction.reply(case.pk, truth.pk, "签字页在第 3 页", by=officer(HUICHENG), now=LATER)
    points = items.points(case, items.told(application_of(fresh(case))), items.since_handed_in(fresh(case), LATER))
    assert [point.item.place for point in points if not point.settled] == ["field:niche"]
    with pytest.raises(NotHere):
        correction.reply(case.pk, truth.pk, "改", by=officer(HUIDONG), now=LATER)


def test_second_notice_marks_what_was_to_be_seen_at_first_and_asks_why(case: Case) -> None:
    """A14.2: what stood so from the first hand-in needs a reason; what was changed since does not."""
    ask(case, row("field:extent"))
    mend(case, extent="东至滨江路")
    hand_in_again(case)
    with pytest.raises(Invalid) as refused:
        ask(fresh(case), row("field:extent"), row("field:niche"), key="second")
    assert refused.value.faults == {"items": ["“细分领域”在首次提交时已可见且至今未变，请写明此前未告知的理由。"]}
    ask(fresh(case), row("field:extent"), row("field:niche", reason="专家提出"), key="second")
    told = items.told(application_of(fresh(case)))
    assert [(i.notice, i.place, i.visible, i.reason) for i in told if i.notice == 2] == [
        (2, "field:extent", False, ""),
        (2, "field:niche", True, "专家提出"),
    ]
    assert items.late_points([HUIZHOU]) == {HUIZHOU: (2, 1)}


def test_changes_between_two_hand_ins_are_shown_word_by_word(case: Case, client: Client) -> None:
    ask(case, row("field:extent"))
    url = reverse("recognition:application-changes", args=[case.pk])
    client.force_login(officer(HUIZHOU))
    assert client.get(url).status_code == 404, "one hand-in has nothing to be held against"
    mend(case, extent="东至滨江路，南至河堤")
    hand_in_again(case)
    page = client.get(url).content.decode()
    assert "<ins>东至滨江路，" in page and "<del>" in page
    client.force_login(officer(HUIDONG))
    assert client.get(url).status_code == 404
    first, second = versions(case)
    compared = compare(fresh(case), first.content, second.content)
    assert [[r.place for r in rows] for _, rows in compared.groups] == [["field:extent"]]


def test_a_colleagues_answer_is_not_overwritten_silently(case: Case, client: Client) -> None:
    """A14.1: two clerks answer the same point."""
    ask(case, row("field:extent"))
    point = application_of(fresh(case)).corrections.get()
    url = reverse("recognition:corrections", args=[case.pk])
    client.force_login(officer(HUICHENG))
    said = {"item": str(point.pk), "shown": "", "reply": "已补充\r\n见附件"}
    assert client.post(url, said).status_code == 302
    assert client.post(url, said).status_code == 302  # a second click
    late = client.post(url, said | {"reply": "另见地图"})
    point.refresh_from_db()
    assert (late.status_code, point.reply) == (409, "已补充\n见附件")
    assert "没有覆盖" in late.content.decode() and "另见地图" in late.content.decode()
    assert client.post(url, said | {"shown": "已补充\r\n见附件", "reply": "另见地图"}).status_code == 302


def test_handing_in_again_tells_the_points_neither_changed_nor_answered(case: Case, client: Client) -> None:
    """Nothing is blocked; officer and signer read what is still open."""
    ask(case, row("field:extent"), row("field:niche"))
    mend(case, extent="东至滨江路")
    client.force_login(officer(HUICHENG))
    page = client.get(reverse("casework:act", args=["application", case.pk, "submit"])).content.decode()
    assert "补正事项中有 1 项既未改动也未答复：细分领域" in page
