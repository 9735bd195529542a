"""A submission's receipt: signed with the act, taken away, verified offline (Article 14(一))."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from jiqun.authorities.models import Account, Role
from jiqun.casework.models import ActRecord, Case, Participant
from jiqun.config import clock
from jiqun.console import verifier
from jiqun.evidence.models import Attachment
from jiqun.journal import signing
from jiqun.journal.canonical import canonical
from jiqun.journal.models import Entry
from jiqun.recognition.acts.filing import drafts
from jiqun.recognition.models import Receipt
from jiqun.recognition.queries.filing import receipts
from jiqun.recognition.queries.filing.application import application_of
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, account, approver, at, officer
from tests.recognition.applicant import NOW, PREFECTURE_CLOSES, do, open_round, submitted

pytestmark = pytest.mark.django_db
LATER = at("2025-04-20 10:00")


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The office's clock stands at 2025-03-20 10:00."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def case() -> Case:
    return submitted(open_round())


def receipt_of(case: Case) -> Receipt:
    return Receipt.objects.get(case=case)


def told(receipt: Receipt) -> dict[str, Any]:
    found = receipts.told(receipt)
    assert found is not None
    return found


def browser(by: Account, language: str = "zh") -> Client:
    client = Client(headers={"accept-language": "en" if language == "en" else "zh-CN"})
    client.force_login(by, backend="jiqun.authorities.backends.AccountBackend")
    return client


def taken(by: Account, number: str, how: str = "json", **query: str) -> Any:
    return browser(by).get(reverse(f"recognition:receipt-{how}", args=[number]), query)


def corrected(case: Case) -> Case:
    Case.objects.filter(pk=case.pk).update(state="correcting")
    drafts.save_answers(case.pk, 1, {"extent": "更正"}, by=officer(HUICHENG), now=LATER)
    do(case, "submit", officer(HUICHENG), now=LATER, key="again")
    do(case, "sign", approver(HUICHENG), now=LATER, key="again-sign", affirmed="on")
    return Case.objects.get(pk=case.pk)


# ── what it says ──


def test_receipt_names_everything_that_was_handed_in(case: Case) -> None:
    """A14.1: number, unit, time with its zone, every file with its digests, what it was judged by, the next step."""
    receipt, application = receipt_of(case), application_of(case)
    said = told(receipt)
    assert {name: said[name] for name in ("format", "number", "at", "application", "submission", "corrects")} == {
        "format": "jiqun-submission-1",
        "number": "2025-0320-0001",
        "at": "2025-03-20T10:00:00+08:00",
        "application": case.number,
        "submission": 1,
        "corrects": None,
    }
    assert (said["unit"]["code"], said["cluster"]["name"], said["round"]["number"]) == (
        HUICHENG,
        "惠城区电子元件产业集群",
        "2025-R1",
    )
    assert said["content"] == {"sha256": receipt.sha256, "sm3": receipt.sm3}
    assert (said["measure"]["id"], said["measure"]["on"]) == ("gd_2023_4", "2025-03-10")
    assert said["form"] == {"number": application.round.form.number, "sha256": application.round.form.sha256}
    assert application.roster is not None and said["roster"]["sha256"] == application.roster.sha256
    assert said["next"]["by"] == PREFECTURE_CLOSES.isoformat()
    assert said["next"]["step"]["zh"].startswith("由惠州市")


def test_receipt_names_every_file_with_size_and_digests(case: Case) -> None:
    rows = Attachment.objects.current().filter(case=case).exclude(requirement="snapshot").select_related("file")
    wanted = {(row.requirement, row.name, row.file_id, row.file.sm3, row.file.size) for row in rows}
    files = told(receipt_of(case))["files"]
    assert {(f["requirement"], f["name"], f["sha256"], f["sm3"], f["size"]) for f in files} == wanted
    assert len(files) == len(wanted) == 12
    assert {f["title"]["zh"] for f in files if f["requirement"] == "roster"} == {"企业名册工作簿"}


def test_receipt_names_the_entry_of_its_own_act(case: Case) -> None:
    """The journal's head as the very act left it: number, SHA-256 and SM3."""
    receipt = receipt_of(case)
    record = ActRecord.objects.get(pk=receipt.record_id)
    entry = Entry.objects.get(pk=record.seq)
    assert told(receipt)["journal"] == {"seq": record.seq, "sha256": entry.sha256, "sm3": entry.sm3}


def test_receipt_of_a_correction_names_the_one_before(case: Case) -> None:
    again = corrected(case)
    first, second = receipts.of_case(again)
    assert (told(second)["submission"], told(second)["corrects"]) == (2, first.pk)
    page = browser(officer(HUICHENG)).get(reverse("recognition:receipt", args=[second.pk])).content.decode()
    assert "补正后再次提交（第 2 次提交）" in page and first.pk in page


# ── its signature ──


def test_receipt_holds_with_the_public_key_and_not_when_changed(case: Case) -> None:
    data = receipts.file_of(receipt_of(case))
    public = signing.public_key()
    assert verifier.receipt_faults(data, public) == []
    other = data.replace(b"10:00:00", b"09:00:00", 1)
    assert [why for _, why in verifier.receipt_faults(other, public)] == [verifier.UNSIGNED]
    assert [why for _, why in verifier.receipt_faults(data, bytes(32))] == [verifier.OTHER_KEY]


@pytest.mark.parametrize("field", ["number", "at", "unit", "files", "journal", "next", "signature"])
def test_receipt_without_a_part_does_not_hold(case: Case, field: str) -> None:
    said = told(receipt_of(case))
    del said[field]
    assert verifier.receipt_faults(canonical(said), None) == [("回执", verifier.UNSIGNED)]


def test_receipt_that_says_a_thing_twice_is_refused(case: Case) -> None:
    """JSON read by two programs must not show two times."""
    data = receipts.file_of(receipt_of(case)).replace(b"{", b'{"at": "2025-01-01T00:00:00+08:00",', 1)
    with pytest.raises(verifier.Unreadable, match="不是申报回执"):
        verifier.receipt_faults(data, None)


def test_receipt_is_written_with_the_act_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """A submission without a receipt does not exist: the act falls with it."""
    from tests.recognition.applicant import whole

    made = whole(open_round())
    do(made, "submit", officer(HUICHENG))

    def broken(data: bytes) -> dict[str, str]:
        raise OSError("no key")

    monkeypatch.setattr(signing, "sign", broken)
    with pytest.raises(OSError, match="no key"):
        do(made, "sign", approver(HUICHENG), affirmed="on")
    made.refresh_from_db()
    assert (made.state, Receipt.objects.count()) == ("drafting", 0)


# ── taking it away ──


def test_receipt_json_is_the_signed_receipt(case: Case) -> None:
    answered = taken(officer(HUICHENG), receipt_of(case).pk)
    assert canonical(json.loads(answered.content)) == bytes(receipt_of(case).signed)
    assert "attachment" in answered["Content-Disposition"]


def test_receipt_pdf_shows_number_time_files_and_check_code(case: Case) -> None:
    receipt = receipt_of(case)
    made = taken(officer(HUICHENG), receipt.pk, "pdf").content
    text = re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages))
    for words in (
        receipt.pk,
        "2025-03-2010:00:00+08:00",
        receipts.code(receipt),
        case.number,
        "http://testserver/verify/",
    ):
        assert words in text
    for file in told(receipt)["files"]:
        assert file["sha256"][:32] in text and file["sm3"][32:] in text
    assert taken(officer(HUICHENG), receipt.pk, "pdf").content == made


def test_receipt_pdf_speaks_english(case: Case) -> None:
    made = taken(officer(HUICHENG), receipt_of(case).pk, "pdf", lang="en").content
    assert "Receipt of an application" in PdfReader(io.BytesIO(made)).pages[0].extract_text()


@pytest.mark.parametrize("how", ["json", "pdf"])
def test_receipt_is_for_those_who_see_the_matter(case: Case, how: str) -> None:
    number = receipt_of(case).pk
    assert {code: taken(officer(code), number, how).status_code for code in (HUICHENG, HUIZHOU, PROVINCE, HUIDONG)} == {
        HUICHENG: 200,
        HUIZHOU: 200,
        PROVINCE: 200,
        HUIDONG: 404,
    }
    expert = account(Role.EXPERT, None)
    Participant.objects.create(case=case, account=expert, capacity="expert", since=NOW)
    assert taken(expert, number, how).status_code == 404


def test_receipt_from_before_they_were_signed_still_has_its_page(case: Case) -> None:
    number = receipt_of(case).pk
    Receipt.objects.update(signed=b"")
    page = browser(officer(HUICHENG)).get(reverse("recognition:receipt", args=[number]))
    assert page.status_code == 200 and "回执 PDF" not in page.content.decode()
    assert [taken(officer(HUICHENG), number, how).status_code for how in ("json", "pdf")] == [404, 404]


def test_receipt_page_costs_few_queries(case: Case, django_assert_num_queries: Any) -> None:
    client, url = browser(officer(HUICHENG)), reverse("recognition:receipt", args=[receipt_of(case).pk])
    client.get(url)
    with django_assert_num_queries(5):
        client.get(url)


def test_command_line_and_file_agree(case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from jiqun.config.cli import main

    file, key = tmp_path / "回执.json", tmp_path / "key.pem"
    file.write_bytes(receipts.file_of(receipt_of(case)))
    key.write_bytes(signing.public_pem())
    assert main(["receipt", "verify", str(file), "--key", str(key)]) == 0
    assert "签名与给定公钥相符" in capsys.readouterr().out
    assert main(["receipt", "verify", str(file)]) == 0
    assert "未给公钥" in capsys.readouterr().out
    file.write_bytes(file.read_bytes().replace(b"2025-0320", b"2025-0321"))
    assert main(["receipt", "verify", str(file), "--key", str(key)]) == 1
    assert "签名不符" in capsys.readouterr().err
    file.write_text("{}")
    assert main(["receipt", "verify", str(file)]) == 2
