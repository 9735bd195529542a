"""核验回执: anybody checks a receipt; nothing private comes out (trust.md, Journal; issue 4, receipts)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.config import clock
from jiqun.console import verifier
from jiqun.journal import signing
from jiqun.portal import receipts as page
from jiqun.recognition.models import Receipt
from jiqun.recognition.papers import receipt as paper
from jiqun.recognition.queries.filing import receipts
from jiqun.register.models import Recognition
from tests.office import HUICHENG, officer
from tests.recognition.applicant import NOW, open_round, submitted

pytestmark = pytest.mark.django_db
URL = "/verify/"
GENUINE, CHANGED, UNKNOWN = "真实有效", "不一致", "查不到"
CLUSTER = "金丝雀电子元件产业集群"


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """The office's clock stands at 2025-03-20 10:00; nobody has asked yet."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    cache.clear()


@pytest.fixture
def receipt() -> Receipt:
    return Receipt.objects.get(case=submitted(open_round(), name=CLUSTER))


def asked(**given: Any) -> str:
    answered = Client().post(URL, given)
    assert answered.status_code in (200, 422)
    assert answered["Cache-Control"] == "no-store"
    found: str = answered.content.decode()
    return found


def outcome(said: str) -> list[str]:
    return [word for word in (GENUINE, CHANGED, UNKNOWN) if word in said]


def sent(data: bytes, name: str = "回执.json") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def browser(by: Account) -> Client:
    client = Client()
    client.force_login(by, backend="jiqun.authorities.backends.AccountBackend")
    return client


# ── number and code ──


def test_number_and_code_show_number_time_and_unit(receipt: Receipt) -> None:
    said = asked(number=receipt.pk, code=receipts.code(receipt))
    assert outcome(said) == [GENUINE]
    for words in (receipt.pk, "2025-03-20 10:00:00", receipt.case.authority.body):
        assert words in said


@pytest.mark.parametrize("how", ["small", "content", "sm3", "receipt"])
def test_code_may_be_typed_as_it_is_printed_in_any_way(receipt: Receipt, how: str) -> None:
    """Small letters without hyphens, or a whole digest with blanks in it."""
    digest = receipts.digests(bytes(receipt.signed)).sha256
    typed = {
        "small": receipts.code(receipt).lower().replace("-", " "),
        "content": f"{receipt.sha256[:32]} {receipt.sha256[32:]}".upper(),
        "sm3": receipt.sm3,
        "receipt": digest,
    }[how]
    assert outcome(asked(number=f" {receipt.pk} ", code=typed)) == [GENUINE]


def test_wrong_code_and_unknown_number_are_told_apart_and_show_nothing(receipt: Receipt) -> None:
    wrong, unknown = asked(number=receipt.pk, code="0000-0000-0000"), asked(number="2024-0101-0001", code="0")
    assert (outcome(wrong), outcome(unknown)) == ([CHANGED], [UNKNOWN])
    for said in (wrong, unknown):
        assert receipt.case.authority.body not in said and "10:00:00" not in said


def test_address_of_the_qr_checks_at_once(receipt: Receipt) -> None:
    svg = paper.qr("http://testserver/verify/", receipt.pk, receipts.code(receipt))
    assert svg.startswith("<svg")
    answered = Client().get(URL, {"number": receipt.pk, "code": receipts.code(receipt)})
    assert outcome(answered.content.decode()) == [GENUINE]


def test_nothing_entered_asks_for_something(receipt: Receipt) -> None:
    for given in ({}, {"number": receipt.pk}, {"code": "x"}):
        said = asked(**given)
        assert "请填写回执号和校验码" in said and outcome(said) == []
    assert outcome(Client().get(URL).content.decode()) == []


@pytest.mark.parametrize("number", ["x" * 60, "'; --", "２０２５-0320-0001"])
def test_strange_numbers_are_unknown(receipt: Receipt, number: str) -> None:
    assert outcome(asked(number=number, code="0")) == [UNKNOWN]


# ── files ──


def test_file_as_it_was_handed_out_is_genuine(receipt: Receipt) -> None:
    data = browser(officer(HUICHENG)).get(reverse("recognition:receipt-json", args=[receipt.pk])).content
    assert outcome(asked(file=sent(data))) == [GENUINE]
    again = json.dumps(json.loads(data), ensure_ascii=True).encode()
    assert outcome(asked(file=sent(again))) == [GENUINE]


def test_changed_file_is_said_to_be(receipt: Receipt) -> None:
    data = receipts.file_of(receipt)
    assert outcome(asked(file=sent(data.replace(b"10:00:00", b"09:59:59", 1)))) == [CHANGED]
    assert outcome(asked(file=sent(data.replace(receipt.pk.encode(), b"2025-0320-0009")))) == [UNKNOWN]


def test_receipt_signed_with_another_key_is_not_the_offices(receipt: Receipt, settings: Any, tmp_path: Any) -> None:
    """A forger's own signature agrees with itself; it is not the receipt handed out."""
    told = receipts.told(receipt)
    assert told is not None
    settings.SIGNING_KEY = tmp_path / "forged.pem"
    del told["signature"]
    told["at"] = "2025-03-19T10:00:00+08:00"
    forged = verifier.canonical({**told, "signature": signing.sign(verifier.canonical(told))})
    assert verifier.receipt_faults(forged, None) == []
    assert outcome(asked(file=sent(forged))) == [CHANGED]


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b"\xff\xfe", b"PK\x03\x04", b"[" * 100_000, b'{"format": 1.5}'])
def test_what_is_no_receipt_is_said_to_be_none(receipt: Receipt, data: bytes) -> None:
    said = asked(file=sent(data or b" "))
    assert "不是本系统的回执" in said and outcome(said) == []


def test_pdf_as_it_was_handed_out_is_genuine_in_both_languages(receipt: Receipt) -> None:
    client = browser(officer(HUICHENG))
    for lang in ("zh", "en"):
        made = client.get(reverse("recognition:receipt-pdf", args=[receipt.pk]), {"lang": lang}).content
        assert outcome(asked(file=sent(made, f"回执-{receipt.pk}.pdf"))) == [GENUINE]
        assert outcome(asked(file=sent(made, "1.pdf"), number=receipt.pk)) == [GENUINE]
    assert "请同时填写回执号" in asked(file=sent(made, "1.pdf"))
    assert outcome(asked(file=sent(made, "1.pdf"), number="2024-0101-0001")) == [UNKNOWN]


def test_changed_pdf_is_not_called_genuine(receipt: Receipt) -> None:
    made = paper.pdf(receipt, language="zh", address=f"http://testserver{URL}")
    said = asked(file=sent(made + b"\n", "1.pdf"), number=receipt.pk)
    assert outcome(said) == [] and "不是逐字节一致" in said


def test_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "MOST_BYTES", 10)
    assert "文件超过 5 MB" in asked(file=sent(b"x" * 11))


# ── nothing private, not too often ──


def test_cluster_is_named_only_once_it_is_public(receipt: Receipt) -> None:
    """The name of a cluster that applies is nobody's business before it is recognised."""
    given = {"number": receipt.pk, "code": receipts.code(receipt)}
    private = [CLUSTER, receipt.case.number, str(receipt.case_id), officer(HUICHENG).person.name]
    private += [file["name"] for file in (receipts.told(receipt) or {})["files"]]
    said = asked(**given) + asked(file=sent(receipts.file_of(receipt)))
    assert [word for word in private if word in said] == []
    Recognition.objects.create(
        id="01890000-0000-7000-8000-000000000003",
        cluster=Case.objects.get(pk=receipt.case_id).cluster,
        level="province",
        batch="2025",
        source="测试",
    )
    assert CLUSTER in asked(**given)


def test_one_address_may_not_ask_without_end(receipt: Receipt, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "MOST", 2)
    given = {"number": receipt.pk, "code": "0000-0000-0000"}
    codes = [Client().post(URL, given).status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    assert Client().get(URL, given).status_code == 429
    assert Client().get(URL).status_code == 200


def test_public_key_is_shown_and_handed_out(receipt: Receipt) -> None:
    answered = Client().get(f"{URL}key/")
    assert verifier.read_key(answered.content) == signing.public_key()
    assert "jiqun-public-key.pem" in answered["Content-Disposition"]
    assert signing.key_id(signing.public_key()) in Client().get(URL).content.decode()
    assert verifier.receipt_faults(receipts.file_of(receipt), verifier.read_key(answered.content)) == []


def test_check_costs_three_queries(receipt: Receipt, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        asked(number=receipt.pk, code=receipts.code(receipt))
    with django_assert_num_queries(3):
        asked(file=sent(receipts.file_of(receipt)))
