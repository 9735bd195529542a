"""我的账号: the own password, the second step of signing in, the own sessions (trust, Sign-in; Article 5)."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from jiqun.authorities import totp
from jiqun.authorities.models import Account, PasswordChange, RecoveryCode, Role, SecondStep, SignedIn
from jiqun.journal.models import Payload
from tests.authorities.signed_in import confirmed
from tests.office import HUICHENG, HUIDONG, HUIZHOU, account, officer

pytestmark = pytest.mark.django_db
FIRST, SECOND = "Canary-First-77", "Canary-Second-88"


def clerk() -> Account:
    found = officer(HUICHENG)
    found.password = make_password(FIRST)
    found.save()
    return found


def client_of(user: Account) -> Client:
    client = Client()
    client.force_login(user, backend="jiqun.authorities.backends.AccountBackend")
    return client


def signing_in(user: Account, password: str = FIRST) -> tuple[Client, Any]:
    client = Client()
    return client, client.post("/sign-in/", {"username": user.username, "password": password})


def change(client: Client, password: str, again: str | None = None, key: str = "c1") -> Any:
    entered = {"password": password, "again": password if again is None else again, "key": key}
    return client.post("/account/password/", entered)


def bind(client: Client, wrong: bool = False) -> tuple[bytes, Any]:
    """Enrols as a person does: reads the key off the page, types the code its telephone shows."""
    page = confirmed(client).get("/account/second-step/").content.decode()
    proposed = re.search(r'name="proposed" value="([^"]+)"', page)
    assert proposed is not None and "data:image/svg" in page
    user = Account.objects.get(pk=client.session["_auth_user_id"])
    secret = totp.offered(proposed[1], user.pk)
    assert secret is not None and totp.spelled(secret) in page
    code = "000000" if wrong else totp.of_step(secret, int(time.time()) // totp.STEP - 1).decode()
    return secret, client.post("/account/second-step/", {"proposed": proposed[1], "code": code, "key": "e1"})


def code_now(secret: bytes) -> str:
    return totp.of_step(secret, int(time.time()) // totp.STEP).decode()


def test_page_shows_the_account_and_links_what_can_be_done() -> None:
    client, _ = signing_in(clerk())
    page = client.get("/account/").content.decode()
    assert all(said in page for said in ("修改密码", "未绑定", "每 90 天须更换", "本机"))
    assert "可重置的登录第二步" not in page


def test_password_is_changed_after_giving_the_old_one_again() -> None:
    user = clerk()
    client, other = signing_in(user)[0], signing_in(user)[0]
    assert "password_again" in client.get("/account/password/").content.decode()
    assert change(confirmed(client), SECOND).status_code == 302
    assert (client.get("/work/").status_code, other.get("/work/").status_code) == (200, 302)
    user.refresh_from_db()
    assert user.check_password(SECOND) and user.password_set_at is not None
    kept = b"".join(bytes(each) for each in Payload.objects.values_list("canonical", flat=True))
    assert user.username.encode() in kept
    assert [each for each in (FIRST, SECOND, "argon2") if each.encode() in kept] == []


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("short-A1", None, "12"),
        ("onlylowercaseletters", None, "至少三类"),
        (SECOND, "Canary-Other-99", "两次输入的密码不一致"),
        (FIRST, None, "最近 5 次"),
        ("", None, "请设置密码"),
    ],
)
def test_password_that_breaks_a_rule_is_refused_in_words(password: str, again: str | None, said: str) -> None:
    user = clerk()
    answer = change(confirmed(client_of(user)), password, again)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert not PasswordChange.objects.exists()


def test_password_comes_back_after_five_others() -> None:
    client = confirmed(client_of(clerk()))
    assert change(client, SECOND, key="k0").status_code == 302
    assert change(client, FIRST, key="k1").status_code == 422
    for n in range(4):
        assert change(client, f"Canary-Other-{n}0", key=f"n{n}").status_code == 302
    assert change(client, FIRST, key="k2").status_code == 302


def test_password_older_than_ninety_days_leads_to_its_page() -> None:
    user = clerk()
    user.password_set_at = timezone.now() - timedelta(days=91)
    user.save()
    client = confirmed(client_of(user))
    assert client.get("/work/")["Location"] == "/account/password/"
    assert change(client, SECOND).status_code == 302
    assert client.get("/work/").status_code == 200


def test_installation_that_requires_a_second_step_leads_to_it_first(settings: Any) -> None:
    settings.JIQUN_SECOND_STEP = "required"
    client, _ = signing_in(clerk())
    assert client.get("/work/")["Location"] == "/account/second-step/"
    assert "先绑定" in confirmed(client).get("/account/second-step/").content.decode()
    assert bind(client)[1].status_code == 200
    assert client.get("/work/").status_code == 200


def test_bound_account_signs_in_by_password_and_code_and_no_code_twice() -> None:
    user = clerk()
    secret, answer = bind(client_of(user))
    assert len(re.findall(r"<code>[2-9A-Z]{5}-[2-9A-Z]{5}</code>", answer.content.decode())) == 10
    client, asked = signing_in(user)
    assert (asked["Location"], client.get("/work/").status_code) == ("/sign-in/code/", 302)
    code = code_now(secret)
    assert client.post("/sign-in/code/", {"code": code})["Location"] == "/work/"
    again, _ = signing_in(user)
    refused = again.post("/sign-in/code/", {"code": code})
    assert (refused.status_code, "已用过" in refused.content.decode()) == (422, True)
    assert again.get("/work/").status_code == 302


def test_wrong_code_binds_nothing_and_is_told() -> None:
    client = client_of(clerk())
    answer = bind(client, wrong=True)[1]
    assert (answer.status_code, "验证码不正确" in answer.content.decode()) == (422, True)
    assert not SecondStep.objects.exists()


def test_secret_laid_before_somebody_else_is_not_taken() -> None:
    mine, other = clerk(), officer(HUIDONG)
    secret = totp.new_secret()
    entered = {"proposed": totp.offer(other.pk, secret), "code": code_now(secret), "key": "e"}
    answer = confirmed(client_of(mine)).post("/account/second-step/", entered)
    assert (answer.status_code, "重新扫描" in answer.content.decode()) == (422, True)


def test_recovery_code_opens_once() -> None:
    user = clerk()
    answer = bind(client_of(user))[1]
    code = re.findall(r"<code>([2-9A-Z]{5}-[2-9A-Z]{5})</code>", answer.content.decode())[0]
    client, _ = signing_in(user)
    assert client.post("/sign-in/code/", {"code": code.lower()})["Location"] == "/work/"
    again, _ = signing_in(user)
    assert again.post("/sign-in/code/", {"code": code}).status_code == 422
    assert "恢复码剩 9 个" in client.get("/account/").content.decode()


def test_five_wrong_codes_lock_like_five_wrong_passwords() -> None:
    user = clerk()
    secret = bind(client_of(user))[0]
    client, _ = signing_in(user)
    answers = [client.post("/sign-in/code/", {"code": "000000"}).status_code for _ in range(6)]
    assert answers[:4] == [422] * 4 and answers[5] != 422
    assert client.post("/sign-in/code/", {"code": code_now(secret)}).get("Location") != "/work/"


def test_binding_anew_ends_the_old_telephone() -> None:
    user = clerk()
    client = client_of(user)
    old = bind(client)[0]
    page = client.get("/account/second-step/").content.decode()
    assert "旧的手机和旧的恢复码不再有效" in page
    SecondStep.objects.update(last_step=0)
    proposed = totp.offer(user.pk, new := totp.new_secret())
    client.post("/account/second-step/", {"proposed": proposed, "code": code_now(new), "key": "e2"})
    assert sorted(SecondStep.objects.values_list("state", flat=True)) == ["active", "ended"]
    later, _ = signing_in(user)
    assert later.post("/sign-in/code/", {"code": code_now(old)}).status_code == 422


def test_system_administrator_resets_a_lost_telephone_with_a_reason() -> None:
    user = clerk()
    bind(client_of(user))
    step = SecondStep.objects.get()
    admin = confirmed(client_of(account(Role.SYSTEM_ADMIN, HUIZHOU)))
    address = f"/do/second_step/{step.pk}/reset_second_step/"
    assert address in admin.get("/account/").content.decode()
    short = admin.post(address, {"reason": "丢", "version": step.version, "key": "r0"})
    assert (short.status_code, "不少于 4 个字" in short.content.decode()) == (422, True)
    done = admin.post(address, {"reason": "手机遗失，本人当面核验", "version": step.version, "key": "r1"})
    assert done.status_code == 302 and "已停用" in admin.get(done["Location"]).content.decode()
    assert not RecoveryCode.objects.exists()
    assert signing_in(user)[1]["Location"] == "/work/"


def test_step_of_another_territory_or_role_is_not_there_and_the_own_is_for_another() -> None:
    user = officer(HUICHENG)
    bind(client_of(user))
    address = f"/do/second_step/{SecondStep.objects.get().pk}/reset_second_step/"
    assert confirmed(client_of(account(Role.SYSTEM_ADMIN, HUIDONG))).get(address).status_code == 404
    assert confirmed(client_of(officer(HUIDONG))).get(address).status_code == 404
    admin = account(Role.SYSTEM_ADMIN, HUIZHOU)
    own = client_of(admin)
    bind(own)
    mine = SecondStep.objects.get(account=admin)
    answer = own.post(
        f"/do/second_step/{mine.pk}/reset_second_step/", {"reason": "想重新绑定", "version": 1, "key": "r"}
    )
    assert (answer.status_code, "不能由本人重置" in answer.content.decode()) == (409, True)


def test_own_sessions_are_listed_and_ended_and_no_others() -> None:
    user = clerk()
    here, there = signing_in(user)[0], signing_in(user)[0]
    stranger = officer(HUIDONG)
    stranger.password = make_password(FIRST)
    stranger.save()
    foreign = signing_in(stranger)[0]
    assert here.get("/account/").content.decode().count('name="session"') == 1
    theirs = SignedIn.objects.get(account=stranger)
    assert here.post("/account/sessions/", {"session": str(theirs.pk)}).status_code == 404
    assert here.post("/account/sessions/", {"session": "x"}).status_code == 404
    assert here.post("/account/sessions/").status_code == 302
    assert [each.get("/work/").status_code for each in (here, there, foreign)] == [200, 302, 200]
