"""Where a message may go: public addresses by https; in a demonstration also this machine. Never into a network that
is not public, whatever a name resolves to."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from jiqun.bilingual import Text

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address
MALFORMED = Text(
    "接收地址应为 https:// 开头的完整网址，不含账号和 #。",
    "Give a whole address that begins with https://, no account.",
)
NOT_PUBLIC = Text(
    "接收地址不是公网地址；内网、本机和保留地址不能使用。",
    "The address is not public; private, local and reserved networks are refused.",
)
NOT_FOUND = Text("接收地址的域名无法解析。", "The address's name cannot be resolved.")
TUNNELS = tuple(ipaddress.ip_network(each) for each in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))
"""Ranges of IPv6 that carry an IPv4 address within: where they lead is not seen from outside."""


class NotAllowed(ValueError):
    """The address may not be used; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


@dataclass(frozen=True, slots=True)
class Address:
    """An address taken apart. `path` has its query."""

    secure: bool
    host: str
    port: int
    path: str


def parsed(given: str) -> Address:
    """The address taken apart, its name not resolved. Raises `NotAllowed`."""
    try:
        parts = urlsplit(given)
        port = parts.port
    except ValueError:
        raise NotAllowed(MALFORMED) from None
    host = parts.hostname or ""
    wrong = parts.username or parts.password or parts.fragment or not host or not given.isascii() or " " in given
    if wrong or any(ord(letter) < 33 or ord(letter) == 127 for letter in given) or port == 0:
        raise NotAllowed(MALFORMED)
    at_home = settings.JIQUN_DEMO and host in ("127.0.0.1", "::1", "localhost")
    if parts.scheme != "https" and not (parts.scheme == "http" and at_home):
        raise NotAllowed(MALFORMED)
    literal = ip_of(host)
    local = host == "localhost" or host.endswith((".localhost", ".local", ".internal")) or "." not in host
    if not at_home and (not public(literal) if literal is not None else local):
        raise NotAllowed(NOT_PUBLIC)
    path = parts.path or "/"
    secure = parts.scheme == "https"
    return Address(secure, host, port or (443 if secure else 80), f"{path}?{parts.query}" if parts.query else path)


def ip_of(host: str) -> Ip | None:
    """The address a host is, when it is one and no name."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def public(ip: Ip) -> bool:
    """Whether an address is one of the public internet."""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return public(ip.ipv4_mapped)
        if any(ip in network for network in TUNNELS):
            return False
    return ip.is_global and not ip.is_multicast


def resolved(address: Address) -> str:
    """The one address to connect to: every address the name stands for has to be public. Raises `NotAllowed`.

    The caller connects to what this returns and never asks for the name again: a name that means something else a
    moment later leads nowhere.
    """
    try:
        answers = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotAllowed(NOT_FOUND) from None
    found = [ipaddress.ip_address(str(answer[4][0]).partition("%")[0]) for answer in answers]
    at_home = settings.JIQUN_DEMO and address.host in ("127.0.0.1", "::1", "localhost")
    if not found or not all(public(ip) or (at_home and ip.is_loopback) for ip in found):
        raise NotAllowed(NOT_PUBLIC)
    return str(found[0])
