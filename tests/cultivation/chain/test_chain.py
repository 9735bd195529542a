"""Links of the industrial chain (Article 7(八), 13(四))."""

from __future__ import annotations

from typing import Any
from zlib import crc32

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.casework.history import history
from jiqun.casework.perform import open_matter
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.cultivation.models import ChainLink
from tests.cultivation.cultivated import entered
from tests.cultivation.plan.county import of
from tests.cultivation.support.given import NOW, do, firms, with_roster
from tests.office import HUICHENG, HUIDONG, HUIZHOU, XIAOLAN, approver, chance, officer

pytestmark = pytest.mark.django_db
LINK: dict[str, Any] = {
    "direction": "upstream",
    "product": "铜箔基板",
    "firm": "",
    "partner": "",
    "party": "广东省外某覆铜板企业",
    "amount": "1200.5",
    "year": "2024",
    "source": "企业访谈",
}


def enter(by: Any = None, key: str = "", **payload: Any) -> ChainLink:
    """A link of the cluster, by its county."""
    given = {"cluster": str(of().pk), **LINK, **payload}
    key = key or f"k{crc32(str(payload).encode())}"
    seed = chance(crc32(key.encode()))
    done = open_matter("chain_link", by=by or officer(HUICHENG), payload=given, key=key, now=NOW, chance=seed)
    found: ChainLink = done.subject
    return found


def faults(**payload: Any) -> dict[str, list[str]]:
    with pytest.raises(Invalid) as said:
        enter(**payload)
    return said.value.faults


def page(by: Any, name: str, pk: Any) -> str:
    client = Client()
    client.force_login(by)
    answer = client.get(reverse(f"cultivation:{name}", args=[pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_link_is_entered_to_the_fen_corrected_and_ended() -> None:
    row = enter()
    assert (row.amount, row.year, row.with_whom) == (1200_500_000, 2024, "广东省外某覆铜板企业")
    do("chain_link", row, "correct_link", **{**LINK, "amount": "1300", "reason": "按年报更正"})
    assert ChainLink.objects.get().amount == 1300_000_000 and "年度金额" in history(row.pk)[0].note.zh
    assert "铜箔基板" in page(officer(HUIZHOU), "chain-cluster", of().pk)
    do("chain_link", row, "end_link", reason="已停止供货")
    assert "铜箔基板" not in page(officer(HUICHENG), "chain-cluster", of().pk)
    assert "已停止供货" in page(officer(HUICHENG), "chain-link", row.pk)


def test_partner_is_another_cluster_and_reads_what_is_said_of_it() -> None:
    entered(place=HUICHENG, name="惠城区第二产业集群")
    partner = of().__class__.objects.get(name="惠城区第二产业集群")
    enter(direction="downstream", partner=str(partner.pk), party="")
    shown = page(officer(HUICHENG), "chain-cluster", partner.pk)
    assert "其他集群登记的与本集群的关系" in shown and of().name in shown


def test_everything_wrong_is_said_at_once() -> None:
    assert set(faults(direction="", product="", party="", year="2026")) == {"direction", "product", "partner", "year"}
    assert "填一项" in faults(partner="", party="")["partner"][0]
    assert "不能与自己" in faults(partner=str(of().pk), party="")["partner"][0]
    assert faults(year="")["year"] == ["填了金额的，须填年度。"]
    assert "小数超过" in faults(amount="1.1234567")["amount"][0]
    assert "还没有名册" in faults(firm="91440300708461136T")["firm"][0]
    enter()
    assert "已登记" in faults(key="twice")["product"][0]


def test_firm_of_the_roster_may_be_named_and_no_other() -> None:
    with_roster()
    assert enter(firm=firms()[0]).firm_id == firms()[0]
    assert "不在集群最新名册中" in faults(firm="91440300708461136T")["firm"][0]


def test_foreign_clusters_and_other_roles_are_refused() -> None:
    row = enter()
    with pytest.raises(Invalid, match="没有这个集群"):
        enter(officer(HUIDONG), key="foreign")
    with pytest.raises(Refusal):
        enter(approver(HUICHENG), key="approver")
    with pytest.raises(NotHere):
        do("chain_link", row, "end_link", by=officer(XIAOLAN), reason="外地")
    with pytest.raises(Refusal, match="由其更正或终止"):
        do("chain_link", row, "end_link", by=officer(HUIZHOU), reason="上级")
    client = Client()
    client.force_login(officer(XIAOLAN))
    assert client.get(reverse("cultivation:chain-cluster", args=[of().pk])).status_code == 404
    client.force_login(officer(HUICHENG))
    assert client.get(reverse("cultivation:chain-file", args=[of().pk, "xlsx"])).status_code == 200
