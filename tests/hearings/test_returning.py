"""The legality check sends an intention back; it is answered, or told anew with a period of its own (A14.3, A17)."""

from __future__ import annotations

import pytest
from django.test import Client

from jiqun.casework.refusals import Invalid, Refusal
from jiqun.outgoing.models import Paper
from tests.hearings.test_hearing import INTENDED, LEGAL, Way, legal_officer
from tests.office import PROVINCE, at, officer
from tests.recognition.panel_round import make_round

pytestmark = pytest.mark.django_db
BACK = {"legal": "事实部分未写明检测报告的文号，请补正。"}
ANEW = {"facts": "检测报告（2025）检字第8号系伪造。", "grounds": INTENDED["grounds"], "days": "5"}


@pytest.fixture
def way() -> Way:
    return Way(make_round(1))


@pytest.fixture
def returned(way: Way) -> Way:
    """Heard, and sent back by the legal officer."""
    way.heard()
    way.act("return_intention", legal_officer(), BACK)
    return way


def test_check_sends_it_back_with_reasons_by_somebody_other_than_its_preparer(way: Way) -> None:
    way.heard()
    with pytest.raises(Refusal, match="拟稿人以外"):
        way.act("return_intention", officer(PROVINCE), BACK)
    with pytest.raises(Invalid, match="请写明退回意见"):
        way.act("return_intention", legal_officer(), {"legal": ""})
    hearing = way.act("return_intention", legal_officer(), BACK)
    assert (hearing.state, hearing.legal) == ("returned", f"退回意见：{BACK['legal']}")


def test_nothing_is_decided_or_checked_while_it_is_sent_back(returned: Way) -> None:
    for name, by, payload in (
        ("decide", officer(PROVINCE), {"outcome": "仍要决定"}),
        ("check_legality", legal_officer(), LEGAL),
    ):
        with pytest.raises(Refusal, match="法制审核退回，待补正"):
            returned.act(name, by, payload)


def test_answer_lays_it_before_the_check_again_and_every_opinion_stays(returned: Way) -> None:
    with pytest.raises(Invalid, match="请写明答复和补正情况"):
        returned.act("resubmit", officer(PROVINCE), {"answer": " "})
    assert returned.act("resubmit", officer(PROVINCE), {"answer": "文号见证明材料第2页。"}).state == "heard"
    hearing = returned.act("check_legality", legal_officer(), LEGAL)
    assert hearing.legal.split("\n\n") == [
        f"退回意见：{BACK['legal']}",
        "经办答复：文号见证明材料第2页。",
        LEGAL["legal"],
    ]


def test_other_facts_are_told_anew_with_a_new_period_and_what_was_said_stays(returned: Way) -> None:
    """A17: nobody is decided against on facts that were not told."""
    returned.stage.now = at("2025-05-20 09:00")
    with pytest.raises(Invalid, match="与已告知的相同"):
        returned.act("notify_again", officer(PROVINCE), {**ANEW, "facts": INTENDED["facts"]})
    hearing = returned.signed("notify_again", ANEW)
    assert (hearing.state, hearing.due_at, hearing.facts) == ("notified", at("2025-05-27 17:30"), ANEW["facts"])
    first, second = Paper.objects.filter(kind_slug="hearing_notice").order_by("drafted_at")
    texts = [[block["text"] for block in paper.content["body"]] for paper in (first, second)]
    assert [ANEW["facts"] in said for said in texts] == [False, True]
    assert "替代此前发出的告知书" in texts[1][0]
    returned.act("state_case", returned.county, {"said": "补充意见。"})
    heard = returned.act("sign", returned.countersign, {"affirmed": "on"})
    assert heard.said == "该报告由第三方提供，我单位已更换。\n\n补充意见。"


def test_waiving_a_second_statement_does_not_unsay_the_first(returned: Way) -> None:
    returned.signed("notify_again", ANEW)
    returned.act("waive", returned.county)
    returned.act("sign", returned.countersign, {"affirmed": "on"})
    returned.act("check_legality", legal_officer(), LEGAL)
    returned.signed("decide", {"outcome": "申辩理由不成立。"})
    body = [block["text"] for block in Paper.objects.get(kind_slug="hearing_decision").content["body"]]
    assert "你单位提出的陈述申辩意见，我单位已全面听取并复核。" in body


def test_why_it_was_sent_back_is_read_by_the_authority_alone(returned: Way, client: Client) -> None:
    hearing = f"/hearings/{returned.act('resubmit', officer(PROVINCE), {'answer': '见附件。'}).pk}/"
    shown = {}
    for who in (officer(PROVINCE), returned.county):
        client.force_login(who)
        page = client.get(hearing).content.decode()
        shown[who.username] = [word in page for word in (BACK["legal"], "见附件。", "该报告由第三方提供")]
    assert list(shown.values()) == [[True, True, True], [False, False, True]]
