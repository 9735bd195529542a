"""The terms of a draw (Article 14(三)): fixed with the seed's digest, kept by draw and substitutes, open to anybody."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Account, Authority, Role
from jiqun.casework.identity import uuid7
from jiqun.casework.models import Case
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.config.cli import main
from jiqun.register.models import Cluster
from jiqun.review.draw import faults
from jiqun.review.models import Expert, Panel, Sheet
from jiqun.review.rubrics import ensure_default
from tests.office import HUICHENG, HUIZHOU, PROVINCE, officer
from tests.recognition.panel_round import CALLED, COUNTIES, Stage, expert, make_application, make_round

pytestmark = pytest.mark.django_db
CONDITION = {"seats_1": "1", "field_1": "finance", "outside_1": "prefecture"}


def commit(stage: Stage, **terms: str) -> Panel:
    stage.act("commit_seed", officer(PROVINCE), {"per_case": "3", **terms})
    return stage.panel


@pytest.mark.parametrize(
    ("terms", "faults"),
    [
        ({"seats_1": "4", "field_1": "green"}, {"seats_1": ["各项条件共 4 个席位，超过每个集群 3 名专家。"]}),
        ({"seats_1": "1"}, {"field_1": ["请选择领域或任职地。"]}),
        ({"field_2": "finance"}, {"seats_2": ["请填写席位数。"]}),
        ({"field_1": "占星", "seats_1": "x"}, {"field_1": ["请从列表中选择。"], "seats_1": ["应为整数。"]}),
        ({"last_rounds": "3"}, {"most_rounds": ["与另一项一并填写。"]}),
        ({"last_rounds": "2", "most_rounds": "3"}, {"most_rounds": ["不能多于所看的批数。"]}),
        ({"first_day": "2025-05-12"}, {"last_day": ["请同时填写起止日期。"]}),
        ({"first_day": "2025-05-16", "last_day": "2025-05-12"}, {"last_day": ["结束日早于开始日。"]}),
        ({"first_day": "2025-04-01", "last_day": "2025-05-05"}, {"last_day": ["结束日已过。"]}),
        ({"most": "0"}, {"most": ["不能小于 1。"]}),
    ],
)  # fmt: skip
def test_commit_refuses_terms_that_contradict_each_other(terms: dict[str, str], faults: dict[str, list[str]]) -> None:
    stage = make_round()
    with pytest.raises(Invalid) as wrong:
        commit(stage, **terms)
    assert wrong.value.faults == faults
    commit(stage)


def test_draw_keeps_the_condition_and_says_which_seat_lacks_an_expert() -> None:
    stage = make_round(applications=2, experts=4)
    commit(stage, **CONDITION)
    with pytest.raises(Invalid, match="2025-A000 “财务金融、申报地所在市以外”席位还缺 1 名"):
        stage.act("draw_panel", officer(PROVINCE))
    expert(10, fields=["finance"])
    expert(11, fields=["finance"], place=f"440000/{HUIZHOU}/")
    stage.signed("draw_panel")
    assert {s.expert.code for s in stage.sheets(seat="c1")} == {"E10"}
    assert len(stage.sheets(seat="c1")) == 2
    page = signed_in(officer(PROVINCE)).get(reverse("recognition:panel", args=[stage.round.pk])).content.decode()
    assert "财务金融、申报地所在市以外：1 席" in page
    assert "待答复邀请 6 份" in page


def test_draw_keeps_the_limit_of_clusters_an_expert_reviews() -> None:
    stage = make_round(applications=3, experts=5)
    commit(stage, most="1")
    with pytest.raises(Invalid, match="还缺"):
        stage.act("draw_panel", officer(PROVINCE))
    for n in range(10, 14):
        expert(n)
    stage.signed("draw_panel")
    assert len({s.expert.code for s in stage.sheets()}) == 9


def test_draw_prefers_experts_of_the_lead_industry() -> None:
    stage = make_round(applications=1, experts=6)
    Cluster.objects.update(strategic="绿色石化")
    for n in (10, 11, 12):
        expert(n, fields=["petrochemicals"])
    commit(stage, prefer_lead="on")
    stage.signed("draw_panel")
    assert {s.expert.code for s in stage.sheets()} == {"E10", "E11", "E12"}


def served_last_year(stage: Stage, member: Expert) -> None:
    """A round of the year before, in which the expert scored a cluster."""
    case = Case.objects.get(pk=stage.round.pk)
    case.pk, case.number, case.state = uuid7(stage.now, stage.chance), "2024-R1", "announced"
    case.save(force_insert=True)
    terms = {"rubric": ensure_default(stage.now), "per_case": 3, "seed": "00", "seed_sha256": "0" * 64}
    panel = Panel.objects.create(round=case, committed_at=CALLED, drawn_at=CALLED, **terms)
    scored = make_application(stage.round, 7, stage.chance, "recognised")
    Sheet.objects.create(id=uuid7(CALLED, stage.chance), panel=panel, case=scored, expert=member, state="submitted")


def test_draw_leaves_out_officials_advisers_the_absent_and_those_who_served_too_often() -> None:
    stage = make_round(applications=1, experts=1)
    served_last_year(stage, Expert.objects.get(code="E00"))
    for n in range(20, 23):
        expert(n)
    official = expert(10)
    county = Authority.objects.get(pk=HUICHENG)
    Account.objects.create(username="official", person=official.account.person, role=Role.APPROVER, authority=county)
    expert(11, advised=(Authority.objects.get(pk=COUNTIES[0]).path,))
    expert(12, advised=("第0产业集群",))
    expert(13, periods=((stage.now.date(), stage.now.date()),))
    commit(stage, last_rounds="2", most_rounds="1", first_day="2025-05-12", last_day="2025-05-16")
    stage.signed("draw_panel")
    assert {s.expert.code for s in stage.sheets()} == {"E20", "E21", "E22"}
    assert stage.panel.draw["excluded"]["2025-A000"] == {
        "E00": "service",
        "E10": "office",
        "E11": "adviser",
        "E12": "adviser",
        "E13": "dates",
    }


def test_draw_leaves_out_who_stepped_aside_from_the_cluster_for_an_interest() -> None:
    stage = make_round(applications=1, experts=5).drawn()
    gone, other, _ = stage.sheets()
    stage.on_sheet(gone, "recuse", {"reason": "亲属任职", "interest": "on"})
    stage.on_sheet(other, "recuse", {"reason": "生病"})
    Panel.objects.filter(pk=stage.panel.pk).update(draw={**stage.panel.draw})
    stage.act("substitute", officer(PROVINCE), {"sheet": str(gone.pk)})
    stage.act("substitute", officer(PROVINCE), {"sheet": str(other.pk)})
    assert {s.expert.code for s in stage.sheets(state="invited")}.isdisjoint({gone.expert.code, other.expert.code})
    with pytest.raises(Refusal, match="没有可以替补的专家"):
        third = stage.sheets(state="invited")[0]
        stage.on_sheet(third, "decline", {"reason": "出差"})
        stage.act("substitute", officer(PROVINCE), {"sheet": str(third.pk)})


def test_substitute_meets_the_condition_of_the_seat_left_empty() -> None:
    stage = make_round(applications=1, experts=6)
    for n in (10, 11):
        expert(n, fields=["finance"])
    commit(stage, **CONDITION)
    stage.signed("draw_panel")
    stage.accepted()
    seated = stage.sheets(seat="c1")[0]
    spare = {"E10": "E11", "E11": "E10"}[seated.expert.code]
    there = {s.expert.code for s in stage.sheets()}
    stage.on_sheet(seated, "recuse", {"reason": "生病"})
    stage.act("substitute", officer(PROVINCE), {"sheet": str(seated.pk)})
    [new] = stage.sheets(state="invited")
    [change] = stage.panel.draw["substitutions"]
    if spare not in there:
        assert new.expert.code == spare
    assert set(change["passed"].values()) <= {"condition"}
    assert faults(stage.panel.draw) == []


def test_experts_are_never_chosen_by_hand() -> None:
    """A14.3 公平、公正: an expert that is named in a request is refused, in the draw and for a substitute."""
    stage = make_round()
    commit(stage)
    with pytest.raises(Invalid, match="评审专家由抽取产生，不能指定人选"):
        stage.act("draw_panel", officer(PROVINCE), {"experts": "E00"})
    stage.signed("draw_panel")
    gone = stage.sheets()[0]
    stage.on_sheet(gone, "decline", {"reason": "出差"})
    with pytest.raises(Invalid, match="不能指定人选"):
        stage.act("substitute", officer(PROVINCE), {"sheet": str(gone.pk), "expert": "E05"})
    stage.act("substitute", officer(PROVINCE), {"sheet": str(gone.pk)})


def test_draw_is_made_once() -> None:
    stage = make_round().drawn()
    with pytest.raises(Refusal, match="现处于“专家评审”，不能办理“抽取评审专家”"):
        stage.act("draw_panel", officer(PROVINCE))


# ── for anybody ──────────────────────────────────────────────────────────────────────────────────────────


def signed_in(by: Account) -> Client:
    client = Client()
    client.force_login(by)
    return client


def announced() -> Stage:
    stage = make_round()
    commit(stage)
    stage.signed("draw_panel")
    gone = stage.sheets()[0]
    stage.on_sheet(gone, "decline", {"reason": "出差"})
    stage.act("substitute", officer(PROVINCE), {"sheet": str(gone.pk)})
    Case.objects.filter(pk=stage.round.pk).update(state="announced")
    return stage


def test_public_page_of_the_draw_opens_with_the_announcement_and_names_nobody() -> None:
    """公开: anybody sees how the experts were drawn; codes and numbers only, no name, no reason, no loser's name."""
    stage = announced()
    urls = [reverse(f"recognition:{name}", args=[stage.round.pk]) for name in ("public-draw", "public-draw-record")]
    client = Client()
    page, record = (client.get(url) for url in urls)
    assert "与记录一致" in page.content.decode()
    assert "2025-A000" in page.content.decode()
    hidden = ("张专家", "某大学", *(case.title for case in stage.cases), *(e.employer for e in Expert.objects.all()))
    assert [word for word in hidden for text in (page, record) if word in text.content.decode()] == []
    kept = json.loads(record.content)
    assert faults(kept, stage.panel.seed_sha256) == []
    assert kept["excluded"]["2025-A000"] == []


def test_draw_of_a_round_closed_without_a_recognition_is_public_too() -> None:
    """公开: the seed committed to is revealed however the round ended."""
    stage = announced()
    Case.objects.filter(pk=stage.round.pk).update(state="closed")
    record = Client().get(reverse("recognition:public-draw-record", args=[stage.round.pk]))
    assert json.loads(record.content)["seed"] == stage.panel.seed
    assert faults(json.loads(record.content), stage.panel.seed_sha256) == []


def test_digest_of_the_seed_is_public_before_the_draw_and_nothing_else() -> None:
    """A14.3 公开: what was committed to can be held against what is revealed later."""
    stage = make_round()
    urls = [reverse(f"recognition:{name}", args=[stage.round.pk]) for name in ("public-draw", "public-draw-record")]
    client = Client()
    assert [client.get(url).status_code for url in urls] == [404, 404]
    panel = commit(stage)
    for drawn in (False, True):
        page, record = (client.get(url) for url in urls)
        assert (page.status_code, record.status_code) == (200, 404)
        assert panel.seed_sha256 in page.content.decode()
        hidden = (panel.seed, "2025-A000", "E00", "E01", "E02", "E03", "E04", "E05")
        assert [word for word in hidden if word in page.content.decode()] == []
        if not drawn:
            stage.signed("draw_panel")


def test_draw_can_be_verified_without_the_product(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The script the office gives away, run by a bare Python; and `jiqun draw verify`."""
    stage = announced()
    client = Client()
    script, file = tmp_path / "draw.py", tmp_path / "draw.json"
    script.write_bytes(client.get(reverse("recognition:draw-verifier")).content)
    file.write_bytes(client.get(reverse("recognition:public-draw-record", args=[stage.round.pk])).content)
    digest = stage.panel.seed_sha256

    def bare(*words: Any) -> tuple[int, str]:
        done = subprocess.run([sys.executable, "-I", "-S", script, *words], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    assert bare(file, "--digest", digest) == (
        0,
        "一致：3 个集群、6 名专家，重算结果与记录相同 / whole: recomputed, all the same\n",
    )
    assert bare(file, "--digest", "0" * 64)[0] == 1
    assert bare(tmp_path / "absent.json")[0] == 2
    assert main(["draw", "verify", str(file), "--digest", digest]) == 0
    told = json.loads(file.read_text())
    told["panels"]["2025-A000"] = told["panels"]["2025-A000"][::-1]
    file.write_text(json.dumps(told))
    assert main(["draw", "verify", str(file)]) == 1
    assert "按种子和条件重算的结果与记录不符" in capsys.readouterr().out
