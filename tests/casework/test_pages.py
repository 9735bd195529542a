"""The page of an act: who may read it, and that nothing entered is lost."""

from __future__ import annotations

import pytest
from django.test import Client

from jiqun.casework.models import ActRecord, Case
from tests.casework.test_perform import do, send
from tests.office import HUICHENG, HUIDONG, HUIZHOU, approver, officer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def before_the_deadlines(monkeypatch: pytest.MonkeyPatch) -> None:
    from jiqun.config import clock
    from tests.casework.test_perform import NOW

    monkeypatch.setattr(clock, "now", lambda: NOW)


def page(user: object, case: Case, act: str) -> str:
    return f"/do/errand/{case.pk}/{act}/"


def signed_in(client: Client, user: object) -> Client:
    client.force_login(user)  # type: ignore[arg-type]
    return client


def post(client: Client, case: Case, act: str, version: int, key: str = "k", **data: str) -> tuple[int, str]:
    answer = client.post(f"/do/errand/{case.pk}/{act}/", {"version": version, "key": key, **data})
    return answer.status_code, answer.content.decode()


def test_officer_does_the_act_on_its_page(client: Client, matter: Case) -> None:
    signed_in(client, officer(HUICHENG))
    assert client.get(f"/do/errand/{matter.pk}/drop/").status_code == 200
    assert post(client, matter, "drop", 1)[0] == 302
    matter.refresh_from_db()
    assert matter.state == "dropped"


def test_foreign_matter_is_a_404_like_an_absent_one(client: Client, matter: Case) -> None:
    signed_in(client, officer(HUIDONG))
    foreign = client.get(f"/do/errand/{matter.pk}/drop/")
    absent = client.get("/do/errand/0195b147-6100-7cd6-8409-f134c386bbc4/drop/")
    assert (foreign.status_code, absent.status_code) == (404, 404)
    assert foreign.content == absent.content


def test_another_role_reads_why_and_nothing_of_the_form(client: Client, matter: Case) -> None:
    send(matter)
    signed_in(client, approver(HUIZHOU))
    answer = client.get(f"/do/errand/{matter.pk}/settle/")
    text = answer.content.decode()
    assert answer.status_code == 403
    assert "“办结”由市级经办办理，您的岗位不能办理。" in text
    assert 'name="reason"' not in text


def test_what_was_prepared_is_read_by_its_signer_only(client: Client, matter: Case) -> None:
    do(matter, "send", officer(HUICHENG))
    assert signed_in(client, approver(HUICHENG)).get(f"/do/errand/{matter.pk}/sign/").status_code == 200
    assert signed_in(client, officer(HUICHENG)).get(f"/do/errand/{matter.pk}/sign/").status_code == 403
    assert signed_in(client, officer(HUICHENG)).get(f"/do/errand/{matter.pk}/recall/").status_code == 200
    assert signed_in(client, approver(HUICHENG)).get(f"/do/errand/{matter.pk}/recall/").status_code == 403


def test_signing_twice_by_a_double_click_is_one_signature(client: Client, matter: Case) -> None:
    do(matter, "send", officer(HUICHENG))
    signed_in(client, approver(HUICHENG))
    assert post(client, matter, "sign", 2, affirmed="on")[0] == 302
    assert post(client, matter, "sign", 2, affirmed="on")[0] == 302
    assert ActRecord.objects.filter(act="send").count() == 1


def test_wrong_entry_comes_back_with_everything_that_was_typed(client: Client, matter: Case) -> None:
    send(matter)
    signed_in(client, officer(HUIZHOU))
    status, text = post(client, matter, "settle", 3, reason="已核", days="0")
    assert status == 422
    assert "已核" in text and "有 1 处需要更正" in text


def test_old_version_comes_back_with_what_was_typed_and_the_new_version(client: Client, matter: Case) -> None:
    send(matter)
    signed_in(client, officer(HUIZHOU))
    status, text = post(client, matter, "settle", 2, reason="已核", days="3")
    assert status == 409
    assert "您看到的页面已过期" in text and "已核" in text and 'name="version" value="3"' in text


def test_version_that_is_no_number_is_an_old_one(client: Client, matter: Case) -> None:
    signed_in(client, officer(HUICHENG))
    answer = client.post(f"/do/errand/{matter.pk}/drop/", {"version": "abc", "key": "k"})
    assert answer.status_code == 409


def test_unknown_act_is_a_404(client: Client, matter: Case) -> None:
    signed_in(client, officer(HUICHENG))
    assert client.get(f"/do/errand/{matter.pk}/fly/").status_code == 404
    assert client.get(f"/do/errand/{matter.pk}/sign/").status_code == 404


def test_matter_is_opened_on_a_page(client: Client, errand: object) -> None:
    signed_in(client, officer(HUICHENG))
    assert client.get("/open/errand/").status_code == 200
    assert client.post("/open/errand/", {"key": "k", "title": ""}).status_code == 422
    assert client.post("/open/errand/", {"key": "k", "title": "修桥"}).status_code == 302
    assert Case.objects.get().title == "修桥"
    assert signed_in(client, approver(HUICHENG)).get("/open/errand/").status_code == 404
