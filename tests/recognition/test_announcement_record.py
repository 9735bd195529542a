"""Where the announcement stands on the official website: put on record by two persons, public from then on (A14.3)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.casework import reminders
from jiqun.casework.perform import open_matter, perform
from jiqun.casework.procedure import PUBLIC
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.casework.steps import Done
from jiqun.notices.models import AnnouncementPublication
from tests.office import HUIZHOU, PROVINCE, approver, at, officer
from tests.recognition.listed_round import (
    ANNOUNCEMENT,
    answer,
    image,
    objection_payload,
    published,
    ranked_round,
)
from tests.recognition.panel_round import Stage

ADDRESS = "https://gdii.gd.gov.cn/tg/2025.html"


@pytest.fixture
def stage(db: None) -> Stage:
    """Announced on 1 July 2025, not yet on record as published."""
    found = published(ranked_round())
    found.now = at("2025-07-01 09:00")
    found.signed("announce", ANNOUNCEMENT)
    found.now = at("2025-07-01 16:00")
    return found


def record(stage: Stage, **changes: Any) -> Done:
    """The officer's half."""
    told = {"document": ANNOUNCEMENT["document"], "url": ADDRESS, "stood_at": "2025-07-01 15:00", **changes}
    stage.round.refresh_from_db()
    return perform(
        "round",
        stage.round.pk,
        "record_announcement",
        by=officer(PROVINCE),
        version=stage.round.version,
        payload=told,
        files={} if "image" in changes else {"image": image()},
        key=stage.key(),
        now=stage.now,
    )


def recorded(stage: Stage, **changes: Any) -> AnnouncementPublication:
    """Both halves; the record that came of it."""
    record(stage, **changes)
    stage.act("sign", approver(PROVINCE), {"affirmed": "on"})
    found = AnnouncementPublication.objects.order_by("recorded_at", "pk").last()
    assert found is not None
    return found


def public_page() -> str:
    return Client().get(reverse("portal:list", args=["省级", "2025年度"])).content.decode()


def office_page(stage: Stage) -> str:
    client = Client()
    client.force_login(officer(PROVINCE))
    return client.get(reverse("recognition:list", args=[stage.round.pk])).content.decode()


def test_record_names_address_time_image_and_two_persons(stage: Stage) -> None:
    found = recorded(stage)
    assert (found.announcement_id, found.document, found.url) == (stage.round.pk, ANNOUNCEMENT["document"], ADDRESS)
    assert (found.at, len(found.image_sha256)) == (at("2025-07-01 15:00"), 64)
    assert (found.by, found.confirmed_by) == (officer(PROVINCE), approver(PROVINCE))


def test_one_person_alone_puts_nothing_on_record(stage: Stage) -> None:
    record(stage)
    assert AnnouncementPublication.objects.count() == 0
    assert ADDRESS not in public_page()
    with pytest.raises(Refusal):
        stage.act("sign", officer(PROVINCE), {"affirmed": "on"})


def test_public_list_leads_to_the_official_page_once_it_is_confirmed(stage: Stage) -> None:
    assert "在官方网站发布" not in public_page()
    recorded(stage)
    said = public_page()
    assert (f'href="{ADDRESS}"' in said, "2025-07-01 15:00" in said) == (True, True)


def test_page_of_the_round_shows_the_record_and_hands_out_the_image(stage: Stage) -> None:
    assert f"{ANNOUNCEMENT['document']}尚未登记在官方网站发布" in office_page(stage)
    found = recorded(stage)
    said = office_page(stage)
    assert ("尚未登记在官方网站发布" in said, ADDRESS in said) == (False, True)
    address = reverse("recognition:announcement-image", args=[stage.round.pk, found.pk])
    client = Client()
    client.force_login(officer(PROVINCE))
    assert b"".join(client.get(address).streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    client.force_login(officer(HUIZHOU))
    assert client.get(address).status_code == 404


def test_office_is_reminded_until_it_is_on_record(stage: Stage) -> None:
    def said() -> list[str]:
        return [each.text.zh for each in reminders.reminders(officer(PROVINCE), stage.now)]

    assert said() == [f"{ANNOUNCEMENT['document']}（2025年度名单）尚未登记在官方网站发布。"]
    assert reminders.reminders(officer(HUIZHOU), stage.now) == []
    recorded(stage)
    assert said() == []


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"stood_at": "2025-07-01 17:00"}, "stood_at", "发布时间不能晚于现在；请在官方网站发布后登记。"),
        ({"stood_at": "2025-06-30 17:00"}, "stood_at", "发布时间早于通告的公布日期（2025-07-01），请核对。"),
        ({"url": ""}, "url", "请填写在官方网站上的网址。"),
        ({"image": ""}, "image", "请上传官方网站页面的截图。"),
        ({"document": "粤工信函〔2025〕1号"}, "document", "请选择本批次的通告。"),
    ],
)
def test_record_refuses(stage: Stage, changes: dict[str, str], field: str, said: str) -> None:
    with pytest.raises(Invalid) as refused:
        record(stage, **changes)
    assert refused.value.faults == {field: [said]}


def test_record_is_corrected_by_another_with_its_reason(stage: Stage) -> None:
    recorded(stage)
    moved = "https://gdii.gd.gov.cn/tg/2025-2.html"
    with pytest.raises(Invalid) as refused:
        record(stage, url=moved)
    assert refused.value.faults == {"remark": ["该通告已登记于 2025-07-01 15:00 发布；确需更正登记的，请说明情况。"]}
    recorded(stage, url=moved, remark="官方网站改版，网址变更")
    assert (f'href="{moved}"' in public_page(), f'href="{ADDRESS}"' in public_page()) == (True, False)
    assert [url in office_page(stage) for url in (ADDRESS, moved)] == [True, True]


def test_supplement_has_a_record_of_its_own(db: None) -> None:
    """An objection held back one cluster; its announcement is another paper, on another page."""
    found = published(ranked_round())
    found.now = at("2025-06-20 09:00")
    told = objection_payload(found, found.cases[1])
    objection = open_matter("objection", by=PUBLIC, payload=told, key=found.key(), now=found.now).subject.pk
    found.now = at("2025-07-01 09:00")
    found.signed("announce", ANNOUNCEMENT)
    found.now = at("2025-07-01 16:00")
    recorded(found)
    answer(found, objection, upheld=False)
    more = ANNOUNCEMENT | {"document": "粤工信服务函〔2025〕12号", "valid_from": "2025-07-20", "batch": ""}
    found.signed("announce_more", more)
    assert f"{more['document']}尚未登记在官方网站发布" in office_page(found)
    recorded(found, document=more["document"], url=ADDRESS + "?2")
    said = public_page()
    assert [f'href="{url}"' in said for url in (ADDRESS, ADDRESS + "?2")] == [True, True]


def test_nothing_is_recorded_before_the_announcement(db: None) -> None:
    found = published(ranked_round())
    with pytest.raises(Refusal, match="不能办理"):
        found.act("record_announcement", officer(PROVINCE))


def test_page_asks_for_what_is_not_on_record_yet(stage: Stage) -> None:
    client = Client()
    client.force_login(officer(PROVINCE))
    address = reverse("recognition:record-announcement", args=[stage.round.pk])
    said = client.get(address).content.decode()
    assert f'<option value="{ANNOUNCEMENT["document"]}" selected>' in said
    client.force_login(officer(HUIZHOU))
    assert client.get(address).status_code == 404
