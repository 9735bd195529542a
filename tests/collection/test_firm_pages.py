"""The firm's page behind its link: no account, a phone, one and the same page for every link that leads nowhere."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from jiqun.collection.models import DraftEntry, Invitation, Return
from jiqun.config import clock
from tests.collection.asking import NOW, WHO, asked, cluster, code, confirm, do, figures, opened, roster
from tests.office import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the office's clock."""
    cache.clear()

    def pin(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    pin(NOW)
    return pin


@pytest.fixture
def token(hours: Any) -> str:
    """The link of one firm that the roster knows."""
    of = cluster()
    roster(of, firms=1)
    [found] = asked(opened(of), 1).values()
    return found


def page(token: str) -> str:
    return reverse("collection:fill", args=[token])


def sent(token: str, wanted: str = "confirm", **changed: Any) -> dict[str, Any]:
    firm = Invitation.objects.get()
    seen = {f"seen-{name}": "0" for name in figures()}
    return {**figures(), **WHO, **seen, "do": wanted, "version": firm.version, "key": "k" * 32, **changed}


def test_the_page_says_who_asks_by_what_right_for_what_and_until_when(client: Client, token: str) -> None:
    answer = client.get(page(token))
    said = answer.content.decode()
    for words in (
        "惠城区中小企业主管部门",
        "自愿填报",
        "集群申报",
        "县级主管部门",
        "2025年4月3日",
        "李某 0752-7654321",
    ):
        assert words in said
    assert "集群企业名册第 1 版" in said and 'value="1200"' in said
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store", "noindex")


def test_the_page_takes_two_queries(client: Client, token: str, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        assert client.get(page(token)).status_code == 200


def test_an_approved_survey_is_named_with_its_number(client: Client, hours: Any) -> None:
    case = opened(
        cluster(),
        survey="approved",
        survey_number="粤统备〔2025〕1号",
        survey_authority="广东省统计局",
        survey_until="2026-12-31",
    )
    [token] = asked(case, 1).values()
    said = client.get(page(token)).content.decode()
    assert "广东省统计局批准或备案，文号 粤统备〔2025〕1号，有效期至 2026-12-31" in said and "自愿填报" not in said


def test_looking_at_the_page_changes_nothing(client: Client, token: str) -> None:
    """Messengers fetch a link to preview it; that is not the firm opening it."""
    client.get(page(token))
    assert Invitation.objects.get().opened_at is None
    client.post(reverse("collection:draft", args=[token]), {})
    assert Invitation.objects.get().opened_at == NOW


def test_wrong_expired_renewed_and_struck_links_give_one_page(client: Client, token: str, hours: Any) -> None:
    wrong = client.get(page("x" * 27))
    case = Invitation.objects.get().collection.case
    hours(at("2025-04-03 17:31"))
    expired = client.get(page(token))
    hours(NOW)
    do(case, "reissue", {"firms": [str(Invitation.objects.get().pk)]})
    renewed = client.get(page(token))
    assert {each.status_code for each in (wrong, expired, renewed)} == {404}
    body = wrong.content.decode().replace("x" * 27, token)
    assert body == expired.content.decode() == renewed.content.decode()
    assert "请与发给您链接的县级主管部门联系" in body
    assert client.post(page(token), {"do": "confirm"}).status_code == 404


def test_guessing_links_is_slowed_down_and_a_right_one_still_works(client: Client, token: str) -> None:
    answers = [client.get(page(f"guess{number}")).status_code for number in range(41)]
    assert answers == [404] * 40 + [429]
    assert client.get(page(token)).status_code == 200


def test_autosave_keeps_field_by_field_and_says_what_is_wrong(client: Client, token: str) -> None:
    url = reverse("collection:draft", args=[token])
    told = client.post(url, {"output-2024": "一千", "device": "a"}).json()
    assert told["kept"] == {"output-2024": 1} and "只填数字" in told["faults"]["output-2024"]
    told = client.post(url, {"output-2024": "12000000", "seen-output-2024": "1", "device": "a"}).json()
    assert told["kept"] == {"output-2024": 2} and told["faults"] == {}
    assert "相差约一万倍" in told["remarks"]["output-2024"]
    assert 'value="12000000"' in client.get(page(token)).content.decode()


def test_autosave_of_another_device_is_a_clash_with_both_texts(client: Client, token: str) -> None:
    url = reverse("collection:draft", args=[token])
    client.post(url, {"output-2024": "1300", "device": "a"})
    told = client.post(url, {"output-2024": "1400", "device": "b"}).json()
    assert told["kept"] == {} and "填为“1300”" in told["clashes"]["output-2024"]["said"]


def test_autosave_after_confirmation_is_refused(client: Client, token: str) -> None:
    confirm(token)
    answer = client.post(reverse("collection:draft", args=[token]), {"output-2024": "1"})
    assert answer.status_code == 409 and "数据已经确认" in answer.json()["refusal"]


def test_confirming_gives_a_receipt_with_number_time_and_digest(client: Client, token: str) -> None:
    answer = client.post(page(token), sent(token))
    assert (answer.status_code, answer["Location"]) == (302, page(token))
    given = Return.objects.get()
    said = client.get(page(token)).content.decode()
    for words in (given.receipt, given.sha256, "2025-03-20 10:00", "还没有人使用"):
        assert words in said
    assert client.post(page(token), sent(token, version="1")).status_code == 302  # a second click
    assert Return.objects.count() == 1


def test_faults_are_all_shown_and_everything_typed_stays(client: Client, token: str) -> None:
    answer = client.post(page(token), sent(token, **{"output-2024": "很多", "phone": "", "signer": "陈某"}))
    said = answer.content.decode()
    assert answer.status_code == 422
    for words in ("只填数字", "请填写联系电话", 'value="很多"', 'value="陈某"'):
        assert words in said
    assert DraftEntry.objects.filter(field="output-2024", text="很多").exists()


def test_a_page_that_missed_another_devices_change_looks_again_before_it_confirms(client: Client, token: str) -> None:
    client.post(reverse("collection:draft", args=[token]), {"output-2024": "1350", "device": "b"})
    answer = client.post(page(token), sent(token, **{"output-2024": "1300", "device": "a"}))
    said = answer.content.decode()
    assert answer.status_code == 409 and "填为“1350”，您这里不同" in said and 'value="1300"' in said
    assert not Return.objects.exists()
    again = sent(token, **{"output-2024": "1300", "device": "a"})
    again |= {f"seen-{name}": each.number for name, each in answer_numbers().items()}
    assert client.post(page(token), again).status_code == 302
    assert Return.objects.get().values["figures"]["2024"]["output"] == 1300 * 1_000_000


def answer_numbers() -> Any:
    from jiqun.collection.acts import drafts

    return drafts.current(Invitation.objects.get())


def test_a_device_that_comes_second_is_told_where_its_figures_differ(client: Client, token: str) -> None:
    """Nothing typed is lost silently: what stood on the page is set beside what is confirmed."""
    confirm(token)
    answer = client.post(page(token), sent(token, version="1", key="z" * 32, **{"output-2024": "1400"}))
    assert answer.status_code == 409
    assert answer.context["differing"] == [("2024 产值", "1,400", "1,300")]
    assert "请在下面申请更正" in answer.content.decode()


def test_a_draft_is_kept_without_script(client: Client, token: str) -> None:
    answer = client.post(page(token), sent(token, "save", affirmed=""))
    assert answer.status_code == 200 and "已保存草稿，尚未确认" in answer.content.decode()
    assert not Return.objects.exists()


def test_the_firm_corrects_with_a_reason_and_the_county_reads_it(client: Client, token: str) -> None:
    confirm(token)
    refused = client.post(page(token), {"do": "correct", "reason": "", "version": "2", "key": "a" * 32})
    assert refused.status_code == 422 and "请写明更正原因" in refused.content.decode()
    payload = {"do": "correct", "reason": "审计调整", "version": "2", "key": "b" * 32}
    assert client.post(page(token), payload).status_code == 302
    said = client.get(page(token)).content.decode()
    assert "正在更正" in said and 'value="1300"' in said


def test_the_firm_sees_who_used_its_figures_and_forbids_further_use(client: Client, token: str) -> None:
    confirm(token, reuse="on")
    case = Invitation.objects.get().collection.case
    do(case, "adopt", {"what": "惠城区电子元件产业集群企业名册"})
    said = client.get(page(token)).content.decode()
    assert "惠城区电子元件产业集群企业名册" in said and "改为不允许复用" in said
    payload = {"do": "allow", "version": "2", "key": "a" * 32}
    assert client.post(page(token), payload).status_code == 302
    assert Invitation.objects.get().reuse is False


def test_after_the_end_a_receipt_can_be_read_for_a_year_and_not_corrected(
    client: Client, token: str, hours: Any
) -> None:
    confirm(token)
    hours(at("2025-06-01 09:00"))
    said = client.get(page(token)).content.decode()
    assert Return.objects.get().receipt in said and "申请更正</button>" not in said
    payload = {"do": "correct", "reason": "迟了", "version": "2", "key": "a" * 32}
    late = client.post(page(token), payload)
    assert late.status_code == 409 and "已经截止" in late.content.decode()
    hours(at("2026-04-05 09:00"))
    assert client.get(page(token)).status_code == 404


def test_the_page_speaks_english_too(client: Client, token: str) -> None:
    said = client.get(page(token), {"lang": "en"}).content.decode()
    assert "Voluntary" in said and "Confirm and hand in" in said and code(1) in said


def test_a_get_or_a_missing_csrf_token_changes_nothing(token: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(page(token), sent(token)).status_code == 403
    assert strict.get(reverse("collection:draft", args=[token])).status_code == 405
    assert not Return.objects.exists()
