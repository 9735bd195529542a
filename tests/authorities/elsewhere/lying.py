"""The mock provider of `examples/`, able to answer wrongly, and a browser's way to it and back."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.test import Client
from examples.oidc_provider import Pages, Provider, b64

CLIENT = "jiqun-test"
SECRET = "Canary-Secret-42"


class Lying(Provider):  # type: ignore[misc]
    """`odd` answers a path with other bytes; `signer` makes the token; `asked` is every request with its headers."""

    def __init__(self) -> None:
        super().__init__(0, ["officer-441302"])
        self.RequestHandlerClass = OddPages
        self.odd: dict[str, tuple[int, bytes]] = {}
        self.signer: Callable[[dict[str, Any]], str] | None = None
        self.says: dict[str, Any] = {}
        self.delay = 0.0
        self.asked: list[tuple[str, str | None]] = []

    def signed(self, claims: dict[str, Any]) -> str:
        kept = {name: value for name, value in claims.items() if value is not None}
        return self.signer(kept) if self.signer is not None else str(super().signed(kept))

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who hung up in the middle is what some tests are about."""


class OddPages(Pages):  # type: ignore[misc]
    server: Lying

    def do_GET(self) -> None:  # noqa: N802, the name is that of http.server
        if not self.oddly():
            super().do_GET()

    def do_POST(self) -> None:  # noqa: N802
        if not self.oddly():
            super().do_POST()

    def oddly(self) -> bool:
        path = urlsplit(self.path).path
        self.server.asked.append((path, self.headers.get("Authorization")))
        if path in self.server.odd:
            status, body = self.server.odd[path]
            if self.server.delay:
                self.drip(body)
            else:
                self.send(status, "application/json", body, "/jwks" if status == 302 else None)
        return path in self.server.odd

    def drip(self, body: bytes) -> None:
        """One byte after the other, each in time and all of them too late."""
        self.send_response(200)
        self.end_headers()
        for byte in body:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(self.server.delay)

    def json(self, said: dict[str, Any], status: int = 200) -> None:
        super().json({**said, **self.server.says} if "issuer" in said else said, status)


@contextmanager
def serving() -> Iterator[Lying]:
    """The provider, answering until the end of the block."""
    provider = Lying()
    thread = threading.Thread(target=provider.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield provider
    finally:
        provider.shutdown()
        provider.server_close()
        thread.join()


def sent_out(client: Client, following: str = "") -> str:
    """Presses the button; the provider's address the browser is sent to."""
    answer = client.get("/sign-in/elsewhere/", {"next": following} if following else {})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def chosen(address: str, name: str) -> str:
    """Chooses an identity there; the address on this site the browser is sent back to."""
    to = urlsplit(address)
    connection = http.client.HTTPConnection(to.netloc, timeout=5)
    connection.request("GET", f"{to.path}?{to.query}&as={name}")
    back = connection.getresponse().headers["Location"]
    connection.close()
    return str(back).removeprefix("http://127.0.0.1:8000")


def signed_in_as(client: Client, name: str, following: str = "") -> Any:
    """The whole way; the last answer."""
    return client.get(chosen(sent_out(client, following), name))


def query(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def unsigned(header: dict[str, Any], claims: dict[str, Any]) -> str:
    """What is signed of a token."""
    return ".".join(b64(json.dumps(each).encode()) for each in (header, claims))
