"""The pages of a cluster's ledgers: who sees what, under a fixed number of queries, in both languages."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Account, Role
from jiqun.config import clock
from jiqun.ledgers.models import Entry
from jiqun.register.models import Cluster
from tests.ledgers.desk import NOW, SHARING, STANDARD, act, cells, cluster, enter, paste, proof
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, account, approver, officer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The office's clock stands at 2025-03-20 10:00."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


def browser(by: Account) -> Client:
    client = Client()
    client.force_login(by, backend="jiqun.authorities.backends.AccountBackend")
    return client


def ledger_url(of: Cluster) -> str:
    return reverse("ledgers:ledger", args=[of.pk])


def page(client: Client, url: str, **query: Any) -> str:
    response = client.get(url, query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_ledger_shows_entries_with_proof_and_flags_those_without() -> None:
    """A13.4, A13.5."""
    of = cluster()
    enter(of, "sharing", files=[proof()], **SHARING)
    paste(of, "sharing", "分类\t机制或平台名称\n设计\t工业设计中心")
    enter(of, "standard", **STANDARD)
    body = page(browser(officer(HUICHENG)), ledger_url(of), kind="sharing")
    assert "共 2 条" in body and body.count("缺佐证</span></td>") == 1 and "协议.pdf" in body
    assert "登记一条" in body and "从表格粘贴" in body
    body = page(browser(officer(HUICHENG)), ledger_url(of), kind="standard")
    assert "惠城精密电子有限公司" in body and "国家标准 主持" in body


def test_those_above_read_and_do_not_enter() -> None:
    of = cluster()
    entry = enter(of, "sharing", **SHARING)
    for reader in (officer(HUIZHOU), officer(PROVINCE), approver(HUICHENG)):
        body = page(browser(reader), ledger_url(of))
        assert "集运平台" in body and "登记一条" not in body
        assert "修改" not in page(browser(reader), reverse("ledgers:entry", args=[entry.pk])).split('class="side"')[1]
        assert browser(reader).get(reverse("ledgers:paste", args=[of.pk]), {"kind": "sharing"}).status_code == 404


def test_foreign_and_absent_are_the_same_404_everywhere() -> None:
    """The neighbour, an expert and an administrator find nothing: pages, export, paste, file."""
    of = cluster()
    entry = enter(of, "sharing", files=[proof()], **SHARING)
    urls = [
        ledger_url(of),
        reverse("ledgers:export", args=[of.pk]),
        reverse("ledgers:paste", args=[of.pk]),
        reverse("ledgers:entry", args=[entry.pk]),
        reverse("ledgers:file", args=[entry.files.get().pk]),
        reverse("casework:act", args=["ledger_entry", entry.pk, "amend"]),
    ]
    for stranger in (officer(HUIDONG), account(Role.EXPERT, None), account(Role.SECURITY_ADMIN, HUICHENG)):
        assert [browser(stranger).get(url).status_code for url in urls] == [404] * len(urls)
    own = browser(officer(HUICHENG))
    answers = [own.get(url) for url in urls]
    assert answers[4].getvalue().startswith(b"%PDF")
    assert [answer.status_code for answer in answers] == [200, 200, 302, 200, 200, 200]


def test_proof_is_handed_out_as_an_attachment_until_it_is_taken_away() -> None:
    entry = enter(cluster(), "sharing", files=[proof()], **SHARING)
    url = reverse("ledgers:file", args=[entry.files.get().pk])
    client = browser(officer(HUICHENG))
    answer = client.get(url)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    act(entry, "amend", drop=[str(entry.files.get().pk)], **SHARING)
    assert client.get(url).status_code == 404


def test_list_is_narrowed_by_sub_kind_words_and_state() -> None:
    of = cluster()
    enter(of, "sharing", files=[proof()], **SHARING)
    struck = enter(of, "sharing", **{**SHARING, "title": "旧平台", "sub": "storage"})
    enter(of, "sharing", **{**SHARING, "title": "云仓", "sub": "storage", "document": "惠商〔2024〕3号"})
    act(struck, "strike", reason="已停用")
    client = browser(officer(HUICHENG))

    def titles(**query: str) -> set[str]:
        body = page(client, ledger_url(of), kind="sharing", **query)
        return {title for title in ("集运平台", "旧平台", "云仓") if f">{title}</a>" in body}

    assert titles() == {"集运平台", "云仓"}
    assert titles(sub="storage") == {"云仓"}
    assert titles(show="struck") == {"旧平台"}
    assert titles(show="unproved") == {"云仓"}
    assert titles(q="〔2024〕3") == {"云仓"}
    assert titles(q="没有") == set()
    assert client.get(ledger_url(of), {"kind": "gold"}).status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_ledger_costs_the_same_queries_for_any_number_of_entries(count: int, django_assert_num_queries: Any) -> None:
    """Session, account, cluster, counts, number of rows, rows, proof: seven."""
    of = cluster()
    paste(of, "sharing", "分类\t机制或平台名称\n" + "\n".join(f"设计\t第{n}中心" for n in range(count)))
    client = browser(officer(HUICHENG))
    page(client, ledger_url(of))  # once a minute the session is written
    with django_assert_num_queries(7):
        assert f"共 {count} 条" in page(client, ledger_url(of))


def test_export_holds_what_is_shown_and_can_be_pasted_back() -> None:
    of = cluster()
    enter(of, "support", sub="land", title="=用地", document="惠城土〔2024〕1号", on="2024-01-02", number="1234.5")
    enter(of, "support", sub="fund", title="技改补助", document="惠城财〔2024〕9号", on="2024-03-02", amount="1200")
    answer = browser(officer(HUICHENG)).get(reverse("ledgers:export", args=[of.pk]), {"kind": "support"})
    rows = cells(answer.content)
    assert [row[1] for row in rows[1:]] == ["技改补助", "=用地"]
    other = cluster(name="惠城区第二产业集群")
    paste(other, "support", "\n".join("\t".join(str(cell) for cell in row) for row in rows))
    kept = Entry.objects.filter(cluster=other).order_by("sub").values_list("sub", "title", "amount", "number")
    assert list(kept) == [("fund", "技改补助", 1_200_000_000, None), ("land", "=用地", None, 123_450)]


def test_entering_asks_for_cluster_and_kind_first_and_loses_nothing() -> None:
    of = cluster()
    client, url = browser(officer(HUICHENG)), reverse("ledgers:enter")
    assert "下一步" in page(client, url)
    body = page(client, url, cluster=str(of.pk), kind="sharing")
    assert "机制或平台名称" in body and "multiple" in body
    sent = {"cluster": str(of.pk), "kind": "sharing", "key": "k", **SHARING, "on": "2030-01-01", "proofs": [proof()]}
    answer = client.post(url, sent)
    body = answer.content.decode()
    assert answer.status_code == 422 and "日期不能晚于今天" in body and "已上传：协议.pdf" in body
    kept = body.split('name="proofs-kept" value="')[1].split('"')[0]
    answer = client.post(url, {**sent, "on": "2023-06-01", "proofs": [], "proofs-kept": kept})
    assert answer.status_code == 302
    assert Entry.objects.get().files.get().name == "协议.pdf"
    forged = client.post(url, {**sent, "title": "别的", "on": "", "key": "f", "proofs": [], "proofs-kept": "abc"})
    assert forged.status_code == 422 and "先前上传的文件已失效" in forged.content.decode()


def test_pasting_page_names_the_columns_and_keeps_what_was_pasted() -> None:
    of = cluster()
    client, url = browser(officer(HUICHENG)), reverse("ledgers:paste", args=[of.pk])
    assert "通用生产设备、物流、仓储、人力、设计" in page(client, url, kind="sharing")
    sent = {"kind": "sharing", "key": "k", "version": of.version, "lines": "分类\t机制或平台名称\n黄金\t甲"}
    answer = client.post(url, sent)
    assert answer.status_code == 422
    assert "第 2 行“分类”：“黄金”不在可选项中" in answer.content.decode() and "黄金\t甲" in answer.content.decode()
    answer = client.post(url, {**sent, "lines": "分类\t机制或平台名称\n物流\t甲"})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{ledger_url(of)}?kind=sharing")
    assert "甲" in page(client, ledger_url(of), kind="sharing")


def test_entry_page_shows_history_and_acts() -> None:
    entry = enter(cluster(), "sharing", **SHARING)
    act(entry, "amend", **{**SHARING, "note": "二期"})
    body = page(browser(officer(HUICHENG)), reverse("ledgers:entry", args=[entry.pk]))
    assert "改动：备注" in body and "还没有佐证材料" in body and "作废" in body


def test_pages_speak_english() -> None:
    of = cluster()
    entry = enter(of, "sharing", **SHARING)
    client = browser(officer(HUICHENG))
    body = page(client, ledger_url(of), kind="sharing", lang="en")
    assert "1 entries" in body and "no proof" in body and "Logistics" in body
    assert "Struck off" in page(client, ledger_url(of), kind="sharing", show="struck")
    assert "There is no proof yet" in page(client, reverse("ledgers:entry", args=[entry.pk]))
    assert "Columns in any order" in page(client, reverse("ledgers:paste", args=[of.pk]), kind="sharing")


def test_efficiency_is_read_from_the_roster() -> None:
    """A13.7: read-only beside the ledgers."""
    assert "名册中没有能效水效数据" in page(browser(officer(HUICHENG)), ledger_url(cluster()), kind="efficiency")
