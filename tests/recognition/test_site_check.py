"""Article 14(二): the site check, its firms drawn by lot, its findings on record."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.casework.models import Case
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.evidence.attachments import files
from jiqun.recognition.acts.site_check import draw_firms
from jiqun.recognition.models import Application, SiteCheck
from tests.office import HUIZHOU, officer
from tests.recognition.prefecture import FIRMS, Office, check_record, scan

pytestmark = pytest.mark.django_db


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def application(case: Case) -> Application:
    return Application.objects.get(pk=case.pk)


USCC = st.text(alphabet="0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=18, max_size=18)


@given(st.sets(USCC, min_size=1), st.integers(1, 9))
def test_draw_firms_draws_from_the_roster_without_repeating(usccs: set[str], n: int) -> None:
    """A14.2 by sampling: as many as asked for, each once, in whatever order the roster is read."""
    drawn = draw_firms("seed", usccs, n)
    assert len(drawn) == len(set(drawn)) == min(n, len(usccs))
    assert set(drawn) <= usccs
    assert drawn == draw_firms("seed", sorted(usccs, reverse=True), n)
    assert draw_firms("seed", usccs, n + 1)[:n] == drawn


def test_draw_site_check_can_be_drawn_again_from_the_record(office: Office, case: Case) -> None:
    """A14.2: the seed is in the journal; anyone with the roster draws the same firms."""
    office.act(case, "accept", officer(HUIZHOU))
    office.act(case, "draw_site_check", officer(HUIZHOU), {"firms": "4"})
    check = SiteCheck.objects.get(pk=case.pk)
    assert [firm["uscc"] for firm in check.firms] == draw_firms(check.seed, FIRMS, 4)
    assert [firm["name"] for firm in check.firms] == [f"企业{firm['uscc'][-2:]}" for firm in check.firms]


def test_draw_site_check_twice_is_refused(office: Office, case: Case) -> None:
    """A14.2: no drawing until it pleases."""
    office.act(case, "accept", officer(HUIZHOU))
    office.act(case, "draw_site_check", officer(HUIZHOU), {"firms": "4"})
    with pytest.raises(Refusal, match="不能重复抽取"):
        office.act(case, "draw_site_check", officer(HUIZHOU), {"firms": "4"})


def test_draw_site_check_without_a_roster_is_refused(office: Office, case: Case) -> None:
    """There must be something to draw from."""
    office.act(case, "accept", officer(HUIZHOU))
    Application.objects.filter(pk=case.pk).update(roster=None)
    with pytest.raises(Refusal, match="未附企业名册"):
        office.act(case, "draw_site_check", officer(HUIZHOU), {"firms": "4"})


@pytest.mark.parametrize("firms", ["0", "31", "三", ""])
def test_draw_site_check_of_a_wrong_number_is_refused(office: Office, case: Case, firms: str) -> None:
    """Bad input."""
    office.act(case, "accept", officer(HUIZHOU))
    with pytest.raises(Invalid):
        office.act(case, "draw_site_check", officer(HUIZHOU), {"firms": firms})


def test_record_site_check_keeps_each_finding_and_the_scan(office: Office, case: Case) -> None:
    """A14.2: day, people, what was found at each firm drawn, the signed sheet."""
    office.act(case, "accept", officer(HUIZHOU))
    office.checked(case)
    check = SiteCheck.objects.get(pk=case.pk)
    assert (check.passed, check.people, str(check.held_on)) == (True, "李某、王某", "2025-04-21")
    assert [(firm["agrees"], firm["finding"]) for firm in check.firms] == [(True, "在产，与申报一致")] * 3
    assert [(file.name, file.sha256) for file in files(case)] == [("抽查记录表.pdf", check.record_sha256)]


def test_record_site_check_before_the_draw_is_refused(office: Office, case: Case) -> None:
    """Out of order."""
    office.act(case, "accept", officer(HUIZHOU))
    record = {"held_on": "2025-04-21", "people": "李某、王某", "conclusion": "一致", "passed": "yes"}
    with pytest.raises(Refusal, match="请先抽取实地抽查企业"):
        office.act(case, "record_site_check", officer(HUIZHOU), record, files=scan())


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("held_on", "2025-04-22", "抽查日期不能晚于今天。"),
        ("held_on", "2025-04-20", "抽查日期不能早于抽取企业的日期（2025-04-21）。"),
        ("people", "李某", "实地抽查须由 2 名以上人员进行，请填写全部姓名。"),
        ("people", "李某、李某", "实地抽查须由 2 名以上人员进行，请填写全部姓名。"),
        ("conclusion", "", "请填写抽查结论。"),
        ("passed", "", "请选择是否通过。"),
    ],
)
def test_record_site_check_with_a_wrong_entry_is_refused(
    office: Office, case: Case, field: str, value: str, said: str
) -> None:
    """Bad input: at its field, in a sentence."""
    office.act(case, "accept", officer(HUIZHOU))
    office.act(case, "draw_site_check", officer(HUIZHOU), {"firms": "3"})
    with pytest.raises(Invalid) as refused:
        record = check_record(case, **{field: value})
        office.act(case, "record_site_check", officer(HUIZHOU), record, files=scan())
    assert refused.value.faults == {field: [said]}


def test_record_site_check_without_a_finding_or_the_scan_is_refused(office: Office, case: Case) -> None:
    """Bad input: every firm drawn is answered for, and the signed sheet is there."""
    office.act(case, "accept", officer(HUIZHOU))
    office.act(case, "draw_site_check", officer(HUIZHOU), {"firms": "2"})
    first = SiteCheck.objects.get(pk=case.pk).firms[0]
    record = check_record(case)
    record |= {f"finding_{first['uscc']}": "", f"agrees_{first['uscc']}": ""}
    with pytest.raises(Invalid) as refused:
        office.act(case, "record_site_check", officer(HUIZHOU), record)
    assert refused.value.faults == {
        f"finding_{first['uscc']}": [f"请填写{first['name']}的抽查情况。"],
        f"agrees_{first['uscc']}": [f"请选择{first['name']}与申报是否一致。"],
        "scan": ["请选择要上传的文件。"],
    }
