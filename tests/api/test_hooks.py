"""Telling other systems: what the account sees, signed, once taken never again, and nothing personal."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import json
import ssl
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.test import Client
from django.utils import timezone

from jiqun.api.hooks.events import gather
from jiqun.api.hooks.sending import WAITS, Sent, post, send
from jiqun.api.hooks.signing import secret_of
from jiqun.api.models import Delivery, Hook
from jiqun.authorities.models import Account
from jiqun.casework.perform import open_matter, perform
from jiqun.casework.refusals import Invalid
from tests.api.caller import NOW
from tests.authorities.signed_in import confirmed
from tests.office import HUICHENG, HUIDONG, officer
from tests.recognition.applicant import do, open_round, start, upload, workbook

pytestmark = pytest.mark.django_db
LATER = timezone.now() + timedelta(minutes=1)


class Receiver(HTTPServer):
    """Another system: keeps what it was sent, answers as it is told."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.status = 204
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/in?from=jiqun"


class Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append(({**self.headers, "path": self.path}, content))
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Nothing on the test's output."""


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.JIQUN_DEMO = True
    server = Receiver()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def subscribed(by: Account, address: str, *procedures: str, acts: str = "") -> Hook:
    payload = {"address": address, "procedures": list(procedures), "acts": acts}
    done = open_matter("api_hook", by=by, payload=payload, key=f"hook-{by.username}-{acts}", now=NOW)
    hook: Hook = done.subject
    return hook


def test_what_is_done_goes_out_signed_with_ids_and_links_only(receiver: Receiver, settings: Any) -> None:
    settings.JIQUN_ADDRESS = "https://jiqun.example.cn/"
    row = open_round()
    hook = subscribed(officer(HUICHENG), receiver.address, "application")
    case = start(row)
    assert gather(LATER) == 1 and send(LATER) == Sent(1, 0, 0)
    ((headers, content),) = receiver.got
    signed = hmac.new(secret_of(hook.pk).encode(), headers["Jiqun-Timestamp"].encode() + b"." + content, hashlib.sha256)
    assert headers["Jiqun-Signature"] == "v1=" + signed.hexdigest()
    assert headers["path"] == "/in?from=jiqun" and headers["Jiqun-Timestamp"] == str(int(LATER.timestamp()))
    told = json.loads(content)
    assert told.pop("id") == headers["Jiqun-Delivery"] == str(Delivery.objects.get().pk)
    assert told.pop("seq") > hook.seq
    assert told == {
        "event": "application.start",
        "procedure": "application",
        "matter": str(case.pk),
        "state": "drafting",
        "version": 1,
        "at": "2025-03-20T02:00:00+00:00",
        "links": {
            "page": f"https://jiqun.example.cn/applications/{case.pk}/",
            "acts": f"https://jiqun.example.cn/api/v1/matters/application/{case.pk}/acts",
        },
    }


def test_what_was_taken_is_not_sent_again_and_what_came_before_never(receiver: Receiver) -> None:
    row = open_round()
    case = start(row)
    subscribed(officer(HUICHENG), receiver.address, "application")
    assert gather(LATER) == 0
    do(case, "import_roster", officer(HUICHENG), files={"workbook": upload(workbook())})
    assert (gather(LATER), gather(LATER)) == (1, 0)
    assert send(LATER) == Sent(1, 0, 0) and send(LATER + timedelta(days=2)) == Sent(0, 0, 0)
    assert len(receiver.got) == 1


def test_a_county_is_told_nothing_of_another(receiver: Receiver) -> None:
    """A5: each within its own territory, here as on the pages."""
    row = open_round()
    subscribed(officer(HUIDONG), receiver.address, "application")
    start(row)
    assert gather(LATER) == 0 and Delivery.objects.count() == 0


def test_single_acts_are_sent_without_their_neighbours(receiver: Receiver) -> None:
    row = open_round()
    subscribed(officer(HUICHENG), receiver.address, acts="application.import_roster")
    case = start(row)
    do(case, "import_roster", officer(HUICHENG), files={"workbook": upload(workbook())})
    assert gather(LATER) == 1 and Delivery.objects.get().record.act == "import_roster"


def test_what_is_not_taken_is_tried_again_and_given_up_after_a_day(receiver: Receiver) -> None:
    row = open_round()
    subscribed(officer(HUICHENG), receiver.address, "application")
    start(row)
    gather(LATER)
    receiver.status, now = 500, LATER
    for wait in WAITS:
        assert send(now) == Sent(0, 1, 0)
        assert send(now + wait - timedelta(seconds=1)) == Sent(0, 0, 0)
        now += wait
    assert send(now) == Sent(0, 0, 1) and send(now + timedelta(days=9)) == Sent(0, 0, 0)
    delivery = Delivery.objects.get()
    assert (delivery.attempts, delivery.answered, delivery.given_up) == (len(WAITS) + 1, 500, True)
    assert len({headers["Jiqun-Delivery"] for headers, _ in receiver.got}) == 1


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(settings: Any, tmp_path: Path) -> None:
    """The message goes to whom the name belongs to, or not at all."""
    settings.JIQUN_DEMO = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*own_certificate(tmp_path))
    with Receiver() as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        address = f"https://127.0.0.1:{server.server_port}/in"
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        with pytest.raises(ssl.SSLCertVerificationError):
            post(address, b"{}", {})
        with pytest.MonkeyPatch.context() as patch:
            trusting = ssl.create_default_context(cafile=str(tmp_path / "own.pem"))
            patch.setattr("ssl.create_default_context", lambda: trusting)
            assert post(address, b"{}", {}) == 204
        server.shutdown()
    assert [content for _, content in server.got] == [b"{}"]


def own_certificate(folder: Path) -> tuple[str, str]:
    """A certificate of 127.0.0.1 that only itself vouches for, and its key, as files."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    built = x509.CertificateBuilder(
        name, name, key.public_key(), 1, LATER - timedelta(days=1), LATER + timedelta(days=1)
    )
    alternative = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    signed = built.add_extension(alternative, critical=False).sign(key, hashes.SHA256())
    (folder / "own.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    kind = serialization.PrivateFormat.PKCS8
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, kind, plain))
    return str(folder / "own.pem"), str(folder / "key.pem")


def test_a_redirection_is_not_followed(receiver: Receiver) -> None:
    row = open_round()
    subscribed(officer(HUICHENG), receiver.address, "application")
    start(row)
    gather(LATER)
    receiver.status = 302
    assert send(LATER) == Sent(0, 1, 0) and Delivery.objects.get().answered == 302


def test_an_address_that_came_to_lead_inside_gets_nothing(receiver: Receiver, settings: Any) -> None:
    row = open_round()
    subscribed(officer(HUICHENG), receiver.address, "application")
    start(row)
    gather(LATER)
    settings.JIQUN_DEMO = False
    assert send(LATER) == Sent(0, 1, 0)
    assert receiver.got == [] and Delivery.objects.get().said


def test_nothing_goes_out_once_it_ended_or_its_account_was_closed(receiver: Receiver) -> None:
    row = open_round()
    hook = subscribed(officer(HUICHENG), receiver.address, "application")
    start(row)
    gather(LATER)
    perform("api_hook", hook.pk, "unsubscribe", by=officer(HUICHENG), version=1, payload={}, key="end", now=NOW)
    assert send(LATER) == Sent(0, 0, 0) and Delivery.objects.get().given_up
    other = subscribed(officer(HUICHENG), receiver.address, acts="application.start")
    other.account.is_active = False
    other.account.save()
    assert gather(LATER) == 0


@pytest.mark.parametrize(
    ("payload", "field"),
    [
        ({"address": "https://10.0.0.1/in", "procedures": ["application"]}, "address"),
        ({"address": "https://data.example.cn/in"}, "procedures"),
        ({"address": "https://data.example.cn/in", "acts": "application.nothing"}, "acts"),
        ({"address": "https://data.example.cn/in", "procedures": ["api_token"]}, "procedures"),
    ],
)
def test_a_subscription_to_nothing_or_into_a_network_is_refused(payload: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as said:
        open_matter("api_hook", by=officer(HUICHENG), payload=payload, key="refused", now=NOW)
    assert list(said.value.faults) == [field]


def test_the_page_shows_the_secret_once_and_what_went_out(client: Client, receiver: Receiver) -> None:
    row = open_round()
    client.force_login(officer(HUICHENG))
    confirmed(client)
    form = {"address": receiver.address, "procedures": ["application"], "key": "page-1"}
    page = client.post("/api/hooks/new/", form)
    hook = Hook.objects.get()
    assert secret_of(hook.pk) in page.content.decode() and page["Cache-Control"] == "no-store"
    start(row)
    gather(LATER)
    send(LATER)
    shown = client.get(f"/api/hooks/{hook.pk}/").content.decode()
    assert "application.start" in shown and "已送达" in shown and secret_of(hook.pk) not in shown
    assert receiver.address in client.get("/api/hooks/").content.decode()
    client.force_login(officer(HUIDONG))
    assert client.get(f"/api/hooks/{hook.pk}/").status_code == 404
