"""Secrets of an installation, when several workers start it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from jiqun.config import environment


def test_workers_that_start_at_once_have_the_same_secret_and_never_an_empty_one(tmp_path: Path) -> None:
    for turn in range(40):
        folder = tmp_path / str(turn)
        with ThreadPoolExecutor(8) as workers:
            found = set(workers.map(lambda _, folder=folder: environment.secret("django", folder), range(16)))
        assert len(found) == 1 and found != {""}


ISSUER = {"JIQUN_OIDC_ISSUER": "https://sso.example.cn/realm", "JIQUN_OIDC_CLIENT_ID": "jiqun"}


def test_provider_of_identities_is_none_unless_it_is_named() -> None:
    assert environment.identity_provider({}) is None
    assert environment.identity_provider({"JIQUN_OIDC_CLIENT_ID": "jiqun"}) is None


def test_provider_of_identities_has_its_secret_from_a_file_and_shows_it_nowhere(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("Canary-Secret-42\n")
    more = {"JIQUN_OIDC_CLIENT_SECRET_FILE": str(file), "JIQUN_OIDC_TITLE": "粤政易|Yuezhengyi"}
    found = environment.identity_provider(ISSUER | more)
    assert found is not None
    assert (found.client_secret, found.claim) == ("Canary-Secret-42", "preferred_username")
    assert (found.title.zh, found.title.en) == ("粤政易", "Yuezhengyi")
    assert "Canary" not in repr(found)
    plain = environment.identity_provider(ISSUER | {"JIQUN_OIDC_TITLE": "粤政易", "JIQUN_OIDC_CLAIM": "sub"})
    assert plain is not None and (plain.title.en, plain.claim, plain.client_secret) == ("粤政易", "sub", "")


@pytest.mark.parametrize(
    "issuer", ["http://sso.example.cn", "sso.example.cn", "https://", "https://a@b.cn", "file:///x"]
)
def test_issuer_that_is_not_https_stops_the_start(issuer: str) -> None:
    with pytest.raises(ValueError, match="JIQUN_OIDC_ISSUER"):
        environment.identity_provider(ISSUER | {"JIQUN_OIDC_ISSUER": issuer})
    assert environment.identity_provider(ISSUER | {"JIQUN_OIDC_ISSUER": "http://127.0.0.1:9000"}) is not None


def test_provider_without_client_or_with_an_empty_secret_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="JIQUN_OIDC_CLIENT_ID"):
        environment.identity_provider({"JIQUN_OIDC_ISSUER": "https://sso.example.cn"})
    empty = tmp_path / "empty"
    empty.touch()
    with pytest.raises(ValueError, match="is empty"):
        environment.identity_provider(ISSUER | {"JIQUN_OIDC_CLIENT_SECRET_FILE": str(empty)})


def test_gateway_for_messages_has_an_address_a_secret_and_a_name(tmp_path: Path) -> None:
    assert environment.message_gateway({}) is None
    secret = tmp_path / "secret"
    secret.write_text("s3cret\n")
    told = {"JIQUN_MESSAGE_URL": "https://gateway.example.cn/send", "JIQUN_MESSAGE_SECRET_FILE": str(secret)}
    found = environment.message_gateway(told)
    assert found is not None and (found.secret, found.title.zh) == ("s3cret", "短信")
    named = environment.message_gateway(told | {"JIQUN_MESSAGE_TITLE": "粤政易|Yuezhengyi"})
    assert named is not None and (named.title.zh, named.title.en) == ("粤政易", "Yuezhengyi")


@pytest.mark.parametrize(
    "url", ["http://gateway.example.cn/", "ftp://127.0.0.1/", "https://user:pw@gateway.example.cn/"]
)
def test_gateway_without_tls_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(ValueError, match="no https address"):
        environment.message_gateway({"JIQUN_MESSAGE_URL": url, "JIQUN_MESSAGE_SECRET_FILE": "x"})


def test_gateway_without_a_secret_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("\n")
    for more in ({}, {"JIQUN_MESSAGE_SECRET_FILE": str(tmp_path / "empty")}):
        with pytest.raises(ValueError, match="secret"):
            environment.message_gateway({"JIQUN_MESSAGE_URL": "https://gateway.example.cn/"} | more)
