"""Where a message may go: public addresses by https only, whatever a name resolves to; in a demonstration also home."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.api.hooks.addresses import NOT_FOUND, NOT_PUBLIC, Address, NotAllowed, parsed, public, resolved


@pytest.fixture
def demo(settings: Any) -> None:
    settings.JIQUN_DEMO = True


@pytest.fixture(autouse=True)
def real(settings: Any) -> None:
    settings.JIQUN_DEMO = False


def test_a_public_https_address_is_taken_apart() -> None:
    assert parsed("https://data.example.cn:8443/in?a=1") == Address(True, "data.example.cn", 8443, "/in?a=1")
    assert parsed("https://8.8.8.8") == Address(True, "8.8.8.8", 443, "/")


@pytest.mark.parametrize(
    "address",
    [
        "http://data.example.cn/in",
        "ftp://data.example.cn/",
        "https://",
        "https://user:word@data.example.cn/",
        "https://data.example.cn/#part",
        "https://data.example.cn:99999/",
        "https://data.example.cn:0/",
        "https://data.example.cn/a b",
        "https://data.example.cn/\r\nHost: else",
        "https://数据.cn/",
        "data.example.cn",
        "https://[::1",
    ],
)
def test_what_is_no_whole_https_address_is_refused(address: str) -> None:
    with pytest.raises(NotAllowed, match="https://"):
        parsed(address)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "[::1]",
        "[::]",
        "[fe80::1]",
        "[fd00::1]",
        "[::ffff:10.0.0.1]",
        "[64:ff9b::a00:1]",
        "[2002:a00:1::]",
        "localhost",
        "db.internal",
        "printer.local",
        "intranet",
    ],
)
def test_an_address_that_is_not_public_is_refused(host: str) -> None:
    with pytest.raises(NotAllowed) as why:
        parsed(f"https://{host}/in")
    assert why.value.text == NOT_PUBLIC


@given(st.ip_addresses(v=4))
def test_no_ipv4_address_becomes_public_by_being_wrapped_in_ipv6(ip: ipaddress.IPv4Address) -> None:
    wrapped = ipaddress.IPv6Address(b"\0" * 10 + b"\xff\xff" + ip.packed)
    assert public(wrapped) == public(ip)
    assert not public(ipaddress.IPv6Address(ipaddress.IPv6Address("64:ff9b::").packed[:12] + ip.packed))


@pytest.mark.parametrize(
    ("answers", "said"),
    [(["10.0.0.1"], NOT_PUBLIC), (["8.8.8.8", "127.0.0.1"], NOT_PUBLIC), ([], NOT_PUBLIC), (None, NOT_FOUND)],
)
def test_a_name_that_leads_inside_is_refused_when_it_is_used(
    monkeypatch: pytest.MonkeyPatch, answers: list[str] | None, said: Any
) -> None:
    """One inner address among several is enough: which of them would be used is chance."""

    def getaddrinfo(*_: Any, **__: Any) -> list[Any]:
        if answers is None:
            raise socket.gaierror
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 443)) for ip in answers]

    monkeypatch.setattr("socket.getaddrinfo", getaddrinfo)
    with pytest.raises(NotAllowed) as why:
        resolved(parsed("https://data.example.cn/in"))
    assert why.value.text == said
    monkeypatch.setattr(
        "socket.getaddrinfo", lambda *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 443))]
    )
    assert resolved(parsed("https://data.example.cn/in")) == "8.8.8.8"


def test_this_machine_is_an_address_in_a_demonstration_only(demo: None) -> None:
    home = parsed("http://127.0.0.1:9000/in")
    assert (home.secure, resolved(home)) == (False, "127.0.0.1")
    with pytest.raises(NotAllowed):
        parsed("http://192.168.1.1/in")
