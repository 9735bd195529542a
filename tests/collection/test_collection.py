"""A collection from its opening to the roster (Article 16), through the one door."""

from __future__ import annotations

import json

import pytest

from jiqun.casework.perform import perform
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.collection.models import Holder, Invitation, Return, Use, digest_of
from jiqun.collection.queries import adopted, collected
from jiqun.collection.queries.known import known_of
from jiqun.facts.rows import FirmYear
from jiqun.journal import chain
from jiqun.journal.models import Payload
from tests.collection.asking import (
    NOW,
    WAN,
    WHO,
    act,
    asked,
    cluster,
    code,
    confirm,
    do,
    figures,
    opened,
    roster,
    terms,
)
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, at, officer

pytestmark = pytest.mark.django_db


def test_a_collection_names_its_right_or_says_voluntary() -> None:
    """Statistics law: an approved survey is named in full and still valid; otherwise it is voluntary."""
    of = cluster()
    with pytest.raises(Invalid) as refused:
        opened(of, survey="approved", survey_number="粤统备〔2025〕1号")
    assert sorted(refused.value.faults) == ["survey_authority", "survey_until"]
    with pytest.raises(Invalid) as refused:
        opened(of, survey="")
    assert refused.value.faults == {"survey": ["请选择填报依据，二者必居其一。"]}
    row = opened(
        of,
        survey="approved",
        survey_number="粤统备〔2025〕1号",
        survey_authority="广东省统计局",
        survey_until="2026-12-31",
    ).collection
    assert (row.survey_number, row.survey_authority, str(row.survey_until)) == (
        "粤统备〔2025〕1号",
        "广东省统计局",
        "2026-12-31",
    )
    assert opened(of, key="second").collection.survey == "voluntary"


def test_an_approval_that_ends_before_the_last_day_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        opened(cluster(), survey="approved", survey_number="1", survey_authority="统计局", survey_until="2025-04-01")
    assert refused.value.faults == {"survey_until": ["批准有效期早于截止日期，请核对。"]}


def test_a_collection_is_for_an_own_cluster_and_a_day_to_come() -> None:
    with pytest.raises(Invalid) as refused:
        opened(cluster(HUIDONG, "惠东县制鞋产业集群"), due_on="2025-03-19")
    assert refused.value.faults == {
        "cluster": ["没有这个集群，或不在您的辖区。"],
        "due_on": ["截止日期不能早于今天。"],
    }


def test_only_the_digest_of_a_link_is_stored_anywhere() -> None:
    """The token stands in no table and not in the journal."""
    case = opened(cluster())
    [(uscc, token)] = asked(case, 1).items()
    firm = Invitation.objects.get(uscc=uscc)
    assert firm.token_sha256 == digest_of(token) and len(token) == 27
    told = b"".join(bytes(row.canonical or b"") for row in Payload.objects.all())
    assert token.encode() not in told and digest_of(token).encode() not in told


def test_firms_are_taken_from_the_roster_and_a_list_once_each() -> None:
    of = cluster()
    roster(of, firms=3)
    case = opened(of)
    assert sorted(asked(case, 3, 4, roster=True)) == [code(1), code(2), code(3), code(4)]
    done = do(case, "invite", {"lines": f"{code(4)} 重复厂\n{code(5)} 新厂"})
    assert [link.uscc for link in done.subject.fresh_links] == [code(5)]
    assert done.record.note["zh"] == "新增 1 家，1 家此前已在列"
    with pytest.raises(Refusal, match="都已在本次填报中"):
        do(case, "invite", {"lines": f"{code(5)} 新厂"})


def test_a_list_is_refused_whole_with_every_fault_and_its_line() -> None:
    case = opened(cluster())
    wrong = code(2)[:-1] + ("A" if code(2)[-1] != "A" else "B")
    with pytest.raises(Invalid) as refused:
        do(case, "invite", {"lines": f"{code(1)}\n123 某厂\n{wrong} 乙厂"})
    assert [said[:5] for said in refused.value.faults["lines"]] == ["第 1 行", "第 2 行"]
    assert [said[:5] for said in refused.value.faults["sure"]] == ["第 3 行"]
    assert not Invitation.objects.exists()
    done = do(case, "invite", {"lines": f"{wrong} 乙厂", "sure": "on"}, key="again")
    assert len(done.subject.fresh_links) == 1


def test_what_the_roster_knows_is_filled_in_and_where_it_comes_from_is_said() -> None:
    of = cluster()
    roster(of)
    case = opened(of)
    asked(case, roster=True)
    firm = Invitation.objects.get(uscc=code(1))
    assert firm.prefill == {
        "industry": "3985",
        **{f"employees-{y}": "101" for y in (2021, 2022, 2023)},
        **{f"output-{y}": str(v) for y, v in ((2021, 1000), (2022, 1100), (2023, 1200))},
        **{f"rd-{y}": "30" for y in (2021, 2022, 2023)},
    }
    assert firm.known_from == [{"zh": "集群企业名册第 1 版", "en": "the cluster's roster, version 1"}]


def test_a_firm_confirms_and_its_figures_become_lines_of_the_roster() -> None:
    """What was typed in 万元 comes out as whole 分, year by year."""
    case = opened(cluster())
    [token] = asked(case, 1).values()
    done = confirm(token, figures(output_2024="1300.5", platform_2021="", rd_2022="0"), checked="on")
    given = Return.objects.get()
    assert (done.record.to_state, given.receipt, given.number) == ("confirmed", f"{case.number}-H0001", 1)
    name = "惠城电子001厂（虚构）"
    assert collected(case.collection) == [
        FirmYear(code(1), name, "3985", 2021, employees=101, output=1000 * WAN, rd=30 * WAN, platform=None),
        FirmYear(code(1), name, "3985", 2022, employees=101, output=1100 * WAN, rd=0, platform=True),
        FirmYear(code(1), name, "3985", 2023, employees=101, output=1200 * WAN, rd=30 * WAN, platform=True),
        FirmYear(code(1), name, "3985", 2024, employees=101, output=1_300_500_000, rd=30 * WAN, platform=True),
    ]


def test_who_confirms_is_journalled_salted() -> None:
    """Personal data can be erased without breaking the chain, and not be guessed back from its digest."""
    case = opened(cluster())
    [token] = asked(case, 1).values()
    done = confirm(token)
    row = Payload.objects.get(pk=done.record.seq)
    assert len(bytes(row.salt)) == 16
    assert json.loads(bytes(row.canonical or b""))["payload"]["signer"] == "陈某"
    Payload.objects.filter(pk=row.pk).update(canonical=None)
    report = chain.verify()
    assert (report.whole, report.erased) == (True, 1)


def test_a_confirmed_link_fills_in_no_more_until_it_is_corrected_with_a_reason() -> None:
    """One-time: after confirmation only a correction opens it again; both returns stay."""
    case = opened(cluster())
    [token] = asked(case, 1).values()
    confirm(token)
    with pytest.raises(Refusal, match="数据已经确认，不能再填写"):
        confirm(token, figures(output_2024="1400"))
    with pytest.raises(Invalid) as refused:
        act(token, "correct", {"reason": ""})
    assert refused.value.faults == {"reason": ["请写明更正原因。"]}
    assert act(token, "correct", {"reason": "审计调整"}, key="correct").record.note["zh"] == "审计调整"
    assert collected(case.collection) == []
    confirm(token, figures(output_2024="1400"))
    assert [row.number for row in Return.objects.order_by("number")] == [1, 2]
    assert collected(case.collection)[-1].output == 1400 * WAN


def test_after_the_last_day_nothing_is_confirmed_until_it_is_extended() -> None:
    """A period's end unlocks the next act, it performs none: the county extends, and the same link works again."""
    case = opened(cluster())
    [token] = asked(case, 1).values()
    late = at("2025-04-03 17:31")
    with pytest.raises(Refusal, match="已经截止"):
        confirm(token, now=late)
    assert confirm(token, now=at("2025-04-03 17:30"), key="in time").record.act == "confirm"
    with pytest.raises(Invalid) as refused:
        do(case, "extend", {"due_on": "2025-04-03"})
    assert refused.value.faults == {"due_on": ["须晚于现定的 2025-04-03。"]}
    do(case, "extend", {"due_on": "2025-04-10"}, key="extend")
    assert act(token, "correct", {"reason": "晚报"}, now=late, key="late").record.to_state == "correcting"


def test_a_closed_collection_can_be_opened_again() -> None:
    case = opened(cluster())
    [token] = asked(case, 1).values()
    do(case, "close")
    with pytest.raises(Refusal, match="已经截止"):
        confirm(token)
    do(case, "reopen", {"due_on": "2025-05-06"})
    case.refresh_from_db()
    assert (case.state, case.due_at) == ("open", at("2025-05-06 17:30"))
    assert confirm(token, key="again").record.to_state == "confirmed"


def test_a_new_link_kills_the_old_one_and_keeps_what_was_entered() -> None:
    case = opened(cluster())
    [old] = asked(case, 1).values()
    firm = Invitation.objects.get()
    confirm(old)
    done = do(case, "reissue", {"firms": [str(firm.pk)]})
    [fresh] = [link.token for link in done.subject.fresh_links]
    assert fresh != old and not Invitation.objects.visible_to(Holder(old)).exists()
    assert Invitation.objects.visible_to(Holder(fresh)).get().returned == 1


def test_taking_over_records_the_use_once_and_again_for_a_correction() -> None:
    """The firm sees who used its figures; what was corrected since is taken over anew."""
    of = cluster()
    case = opened(of)
    tokens = asked(case, 1, 2)
    with pytest.raises(Refusal, match="没有可采用的新数据"):
        do(case, "adopt", {"what": "名册"})
    confirm(tokens[code(1)])
    do(case, "adopt", {"what": "名册"}, key="first")
    assert {line.uscc for line in adopted(case.collection)} == {code(1)}
    with pytest.raises(Refusal, match="没有可采用的新数据"):
        do(case, "adopt", {"what": "名册"}, key="twice")
    act(tokens[code(1)], "correct", {"reason": "笔误"})
    confirm(tokens[code(1)], figures(output_2024="1350"))
    assert adopted(case.collection) == []
    do(case, "adopt", {"what": "名册"}, key="third")
    assert [use.given.number for use in Use.objects.order_by("pk")] == [1, 2]
    assert adopted(case.collection)[-1].output == 1350 * WAN


def test_confirmed_figures_are_filled_in_again_only_where_the_firm_allows() -> None:
    """允许复用: for the same county only, and taken back at any time."""
    of = cluster()
    case = opened(of)
    tokens = asked(case, 1, 2)
    confirm(tokens[code(1)], reuse="on")
    confirm(tokens[code(2)])
    both, ask = [code(1), code(2)], ["output"]
    known = known_of(both, of, of.authority, ask, [2023, 2024])
    assert known[code(1)].texts == {"output-2023": "1200", "output-2024": "1300", "industry": "3985"}
    assert known[code(2)].texts == {}
    elsewhere = cluster(HUIDONG, "惠东县制鞋产业集群")
    assert known_of(both, elsewhere, elsewhere.authority, ask, [2024])[code(1)].texts == {}
    act(tokens[code(1)], "allow", {})
    assert known_of(both, of, of.authority, ask, [2024])[code(1)].texts == {}


def test_reminders_are_recorded_by_firm() -> None:
    case = opened(cluster())
    asked(case, 1, 2)
    first = Invitation.objects.get(uscc=code(1))
    do(case, "remind", {"firms": [str(first.pk)], "channel": "phone"})
    assert [(row.invitation_id, row.channel, row.by.username) for row in first.reminders.all()] == [
        (first.pk, "phone", "officer-441302")
    ]
    with pytest.raises(Invalid) as refused:
        do(case, "remind", {"channel": "fax"})
    assert sorted(refused.value.faults) == ["channel", "firms"]


def test_a_firm_asked_by_mistake_is_taken_off_and_its_link_dies() -> None:
    case = opened(cluster())
    [token] = asked(case, 1).values()
    firm = Invitation.objects.get()
    perform(
        "firm_return",
        firm.pk,
        "strike",
        by=officer(HUICHENG),
        version=1,
        payload={"reason": "不在集群内"},
        key="strike",
        now=NOW,
    )
    with pytest.raises(NotHere):
        perform("firm_return", firm.pk, "confirm", by=Holder(token), version=2, payload={}, key="late", now=NOW)


def test_a_collection_is_seen_by_its_county_and_those_above_and_no_neighbour() -> None:
    case = opened(cluster())
    asked(case, 1)
    places = (HUICHENG, HUIZHOU, PROVINCE, HUIDONG)
    assert [Invitation.objects.visible_to(officer(code)).count() for code in places] == [1, 1, 1, 0]


def test_figures_are_all_checked_at_once_and_nothing_is_given() -> None:
    case = opened(cluster())
    [token] = asked(case, 1).values()
    with pytest.raises(Invalid) as refused:
        act(token, "confirm", {**figures(output_2024="一千万", employees_2023="12.5"), "phone": "无"})
    assert sorted(refused.value.faults) == [
        "affirmed",
        "employees-2023",
        "output-2024",
        "phone",
        "position",
        "signer",
    ]
    assert not Return.objects.exists()


def test_a_remark_of_the_checks_is_looked_at_before_confirming() -> None:
    case = opened(cluster())
    [token] = asked(case, 1).values()
    jump = figures(output_2024="13000000")
    with pytest.raises(Invalid) as refused:
        confirm(token, jump)
    assert sorted(refused.value.faults) == ["checked"]
    confirm(token, jump, checked="on", key="checked")
    assert [each["name"] for each in Return.objects.get().warnings] == ["output-2024"]


def test_an_empty_answer_is_no_answer() -> None:
    case = opened(cluster())
    [token] = asked(case, 1).values()
    with pytest.raises(Invalid) as refused:
        act(token, "confirm", {"industry": "3985", **WHO})
    assert refused.value.faults == {"__all__": ["还没有填写任何数据；确实没有数据的，请与县级联系人联系。"]}


def test_terms_are_what_the_county_entered() -> None:
    of = cluster()
    row = opened(of).collection
    assert (row.years, row.figures, row.contact) == (
        [2021, 2022, 2023, 2024],
        terms(of)["figures"],
        "李某 0752-7654321",
    )


def test_a_year_left_out_is_looked_at_before_confirming() -> None:
    """Missing years are the mistake most rosters come back for."""
    case = opened(cluster())
    [token] = asked(case, 1).values()
    with pytest.raises(Invalid) as refused:
        confirm(token, figures(output_2022=""))
    assert sorted(refused.value.faults) == ["checked"]
    confirm(token, figures(output_2022=""), checked="on", key="checked")
    assert [(each["name"], each["zh"]) for each in Return.objects.get().warnings] == [
        ("output-2022", "其他年度已填，此年未填；未掌握的可以留空。")
    ]
