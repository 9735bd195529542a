"""The paper loop: print, seal, scan, match of version, letter (Article 14(一)); a person decides, nothing blocks."""

from __future__ import annotations

import io
import json
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader, PdfWriter

from jiqun.authorities.models import Account
from jiqun.casework.models import ActRecord, Case, Proposal
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.config import clock
from jiqun.documents import book as documents
from jiqun.evidence import store
from jiqun.evidence.attachments import files
from jiqun.recognition.acts.filing import drafts, evidence_drafts
from jiqun.recognition.models import Application, PrintedCopy, Round, SealedCopy
from jiqun.recognition.papers import printing
from jiqun.recognition.papers.blank import blank
from jiqun.recognition.papers.version import version_of
from tests.office import HUICHENG, HUIDONG, approver, officer
from tests.recognition.applicant import NOW, PDF, do, open_round, submitted, upload, whole

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The office's clock stands at 2025-03-20 10:00."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def row() -> Round:
    return open_round()


@pytest.fixture
def case(row: Round) -> Case:
    return whole(row)


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def print_copy(case: Case, key: str = "print") -> PrintedCopy:
    do(case, "print_copy", officer(HUICHENG), key=key, **printing.prepare(fresh(case), officer(HUICHENG), NOW))
    return PrintedCopy.objects.filter(case=case).latest("at", "id")


def scan(made: bytes, pages: tuple[int, ...] = (1,)) -> bytes:
    """Pages of a printed set as a scanner gives them back: pictures in a PDF."""
    paper = pypdfium2.PdfDocument(made)
    drawn = [paper[n].render(scale=2, grayscale=True).to_pil().convert("L") for n in pages]
    paper.close()
    return in_pdf(drawn)


def in_pdf(drawn: list[Image.Image]) -> bytes:
    made = io.BytesIO()
    drawn[0].save(made, "PDF", save_all=True, append_images=drawn[1:], resolution=144, quality=70)
    return made.getvalue()


def unread() -> bytes:
    """A scan without a readable mark."""
    return in_pdf([Image.new("L", (1190, 1684), 255)])


def register(case: Case, data: bytes, key: str = "seal", name: str = "盖章件.pdf", **entered: Any) -> SealedCopy:
    do(case, "register_sealed", officer(HUICHENG), key=key, files={"scan": upload(data, name)}, **entered)
    return SealedCopy.objects.filter(case=case).latest("at", "id")


def faults(case: Case, data: bytes, name: str = "盖章件.pdf", **entered: Any) -> dict[str, list[str]]:
    before = SealedCopy.objects.count()
    with pytest.raises(Invalid) as said:
        register(case, data, key="refused", name=name, **entered)
    assert SealedCopy.objects.count() == before
    return said.value.faults


def change(case: Case, value: str = "片式元件") -> None:
    drafts.save_answers(case.pk, 1, {"niche": value}, by=officer(HUICHENG), now=NOW)


def browser(by: Account) -> Client:
    client = Client()
    client.force_login(by, backend="jiqun.authorities.backends.AccountBackend")
    return client


def page(case: Case, by: Account | None = None) -> str:
    response = browser(by or officer(HUICHENG)).get(reverse("recognition:papers", args=[case.pk]))
    assert response.status_code == 200
    return response.content.decode()


# ── print ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_print_records_version_time_and_person(case: Case) -> None:
    copy = print_copy(case)
    assert (copy.code, copy.by, copy.at) == (version_of(fresh(case)).code, officer(HUICHENG), NOW)
    made = store.read(copy.pdf_id)
    assert copy.pages == len(PdfReader(io.BytesIO(made)).pages)
    assert store.read(copy.content_id) == version_of(fresh(case)).data


def test_print_of_a_draft_that_changed_meanwhile_is_refused(case: Case) -> None:
    """What is recorded is what is on the paper."""
    prepared = printing.prepare(fresh(case), officer(HUICHENG), NOW)
    change(case)
    with pytest.raises(Invalid) as said:
        do(case, "print_copy", officer(HUICHENG), key="print", **prepared)
    assert said.value.faults == {"paper": ["打印稿生成期间申报内容有改动，请重新点“打印盖章稿”。"]}
    assert not PrintedCopy.objects.exists()


def test_print_that_nobody_prepared_is_refused(case: Case) -> None:
    with pytest.raises(Invalid):
        do(case, "print_copy", officer(HUICHENG), key="print", paper="made-up")
    assert not PrintedCopy.objects.exists()


def test_print_after_handing_in_is_refused(row: Round) -> None:
    handed_in = submitted(row)
    with pytest.raises(Refusal, match="现处于“待受理”"):
        print_copy(handed_in)


# ── scan ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_scan_of_the_present_version_matches(case: Case) -> None:
    copy = print_copy(case)
    sealed = register(case, scan(store.read(copy.pdf_id), (0, 1)))
    assert (sealed.code, sealed.printed, sealed.matched, sealed.read, sealed.pages) == (copy.code, copy, True, "qr", 2)
    assert (sealed.document, sealed.dated) == ("", None)


def test_scan_proves_the_statement_of_truth(case: Case) -> None:
    """The evidence asked for by the field 真实完整性承诺 is the scan; a second one takes the first one's place."""
    for attached in files(fresh(case)):
        if attached.requirement == "truth":
            evidence_drafts.remove_evidence(case.pk, attached.id, by=officer(HUICHENG), now=NOW)
    made = store.read(print_copy(case).pdf_id)
    register(case, scan(made), name="甲.pdf")
    register(case, scan(made, (1, 2)), key="seal-2", name="乙.pdf")
    assert [each.name for each in files(fresh(case)) if each.requirement == "truth"] == ["乙.pdf"]


def test_photograph_of_a_page_matches(case: Case) -> None:
    paper = pypdfium2.PdfDocument(store.read(print_copy(case).pdf_id))
    made = io.BytesIO()
    paper[1].render(scale=2).to_pil().convert("RGB").rotate(90, expand=True).save(made, "JPEG", quality=70)
    paper.close()
    assert register(case, made.getvalue(), name="盖章页.jpg").matched


def test_scan_of_another_version_is_told_what_changed(case: Case) -> None:
    """Exactly the fields and files that changed, and the ways on."""
    copy = print_copy(case)
    change(case)
    evidence_drafts.attach_evidence(case.pk, "extent", PDF + b"2", name="新图.pdf", by=officer(HUICHENG), now=NOW)
    now = version_of(fresh(case)).code
    assert faults(case, scan(store.read(copy.pdf_id))) == {
        "scan": [
            f"盖章件是校验码 {copy.code} 的版本，申报内容现在是 {now}，此后改动 2 处："
            "“细分领域”：细分领域：说明 → 片式元件；佐证材料新增“新图.pdf”（空间范围（四至、涉及镇街和园区））。"
            "请按现在的内容重新打印盖章；或将上述改动改回后再上传；仍要按此件登记的，请勾选“仍按它登记”。"
        ]
    }


def test_scan_of_another_version_is_registered_when_a_person_says_so(case: Case) -> None:
    copy = print_copy(case)
    change(case)
    sealed = register(case, scan(store.read(copy.pdf_id)), anyway="on")
    assert (sealed.code, sealed.matched) == (copy.code, False)


def test_change_that_was_undone_matches_again(case: Case) -> None:
    copy = print_copy(case)
    change(case)
    change(case, "细分领域：说明")
    assert register(case, scan(store.read(copy.pdf_id))).matched


def test_unreadable_scan_asks_for_the_code_and_takes_it_typed(case: Case) -> None:
    copy = print_copy(case)
    said = faults(case, unread())
    assert list(said) == ["scan"] and "照纸面输入 12 位校验码" in said["scan"][0]
    typed = copy.code.lower().replace("-", " ").replace("0", "o")
    sealed = register(case, unread(), code=typed)
    assert (sealed.code, sealed.read, sealed.matched) == (copy.code, "typed", True)


def test_code_that_was_never_printed_is_refused(case: Case) -> None:
    print_copy(case)
    assert faults(case, unread(), code="0000-0000-0000") == {
        "code": [
            "本申报没有打印过校验码为 0000-0000-0000 的版本。请核对校验码和文件；不是本申报的盖章件，请重新打印盖章。"
        ]
    }


def test_code_of_another_shape_is_refused(case: Case) -> None:
    assert list(faults(case, unread(), code="123")) == ["code"]


def test_code_typed_against_the_qr_is_refused(case: Case) -> None:
    copy = print_copy(case)
    said = faults(case, scan(store.read(copy.pdf_id)), code="0000-0000-0000")
    assert said == {
        "code": [
            f"输入的校验码 0000-0000-0000 与扫描件二维码读出的 {copy.code} 不同。请核对；以二维码为准的，清空此项即可。"
        ]
    }


def test_scan_of_another_application_is_refused(case: Case, row: Round) -> None:
    other = whole(row, key="other", name="惠城区照明器具产业集群")
    copy = print_copy(other, key="print-other")
    assert faults(case, scan(store.read(copy.pdf_id))) == {
        "scan": [f"扫描件第 1 页是申报 {other.number} 的打印稿，本申报是 {case.number}。请核对文件后重新上传。"]
    }


def test_scan_with_pages_of_two_versions_is_refused(case: Case) -> None:
    first = print_copy(case)
    change(case)
    second = print_copy(case, key="print-2")
    mixed = PdfWriter()
    for copy in (first, second):
        mixed.append(io.BytesIO(scan(store.read(copy.pdf_id))))
    made = io.BytesIO()
    mixed.write(made)
    assert faults(case, made.getvalue()) == {
        "scan": [
            f"扫描件混有不同版本的页：第 1 页起为 {first.code}；第 2 页起为 {second.code}。"
            "盖章件应为同一次打印的稿件，请重新扫描。"
        ]
    }


def test_sealed_copy_in_another_format_is_refused(case: Case) -> None:
    made = documents.docx(blank(case.application.round), now=NOW)
    assert "不接收其他格式" in faults(case, made, "盖章件.docx")["scan"][0]


def test_sealed_copy_is_the_applicants_to_register(case: Case) -> None:
    copy = print_copy(case)
    with pytest.raises(Refusal):
        do(case, "register_sealed", officer(HUIDONG), files={"scan": upload(scan(store.read(copy.pdf_id)), "a.pdf")})
    with pytest.raises(Refusal, match="您的岗位不能办理"):
        do(case, "register_sealed", approver(HUICHENG), files={"scan": upload(unread(), "a.pdf")})
    assert not SealedCopy.objects.exists()


# ── letter ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_letter_is_named_with_the_scan_or_later(case: Case) -> None:
    """The number is the office's, never invented; it may come after the application was handed in."""
    copy = print_copy(case)
    register(case, scan(store.read(copy.pdf_id)), document="惠城工信〔2025〕12号", dated="2025-03-20")
    do(case, "name_document", officer(HUICHENG), document="惠城工信函〔2025〕13号", dated="2025-03-21")
    do(case, "submit", officer(HUICHENG))
    do(case, "sign", approver(HUICHENG), affirmed="on")
    do(case, "name_document", officer(HUICHENG), key="late", document="惠城工信函〔2025〕14号")
    sealed = SealedCopy.objects.get()
    assert (sealed.document, sealed.dated) == ("惠城工信函〔2025〕14号", None)
    notes = ActRecord.objects.filter(subject_id=str(case.pk), act="name_document").order_by("seq")
    assert [record.note["zh"] for record in notes] == ["上报文 惠城工信函〔2025〕13号", "上报文 惠城工信函〔2025〕14号"]


def test_letter_without_a_sealed_copy_is_refused(case: Case) -> None:
    with pytest.raises(Refusal, match="还没有登记盖章扫描件"):
        do(case, "name_document", officer(HUICHENG), document="惠城工信〔2025〕12号")


def test_letter_without_a_number_is_refused(case: Case) -> None:
    register(case, scan(store.read(print_copy(case).pdf_id)))
    with pytest.raises(Invalid) as said:
        do(case, "name_document", officer(HUICHENG), dated="2025-03-21")
    assert "请填写上报文文号。" in said.value.faults["document"]


# ── handing in ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_another_version_is_warned_of_and_handed_in_all_the_same(case: Case) -> None:
    """The system warns, a person decides."""
    register(case, scan(store.read(print_copy(case).pdf_id)))
    act = reverse("casework:act", args=["application", case.pk, "submit"])
    assert "不是同一版本" not in browser(officer(HUICHENG)).get(act).content.decode()
    change(case)
    said = browser(officer(HUICHENG)).get(act).content.decode()
    assert "不是同一版本，此后改动 1 处：“细分领域”：细分领域：说明 → 片式元件" in said
    do(case, "submit", officer(HUICHENG))
    sign = reverse("casework:act", args=["application", case.pk, "sign"])
    assert "不是同一版本" in browser(approver(HUICHENG)).get(sign).content.decode()
    do(case, "sign", approver(HUICHENG), affirmed="on")
    assert fresh(case).state == "submitted"
    assert not Proposal.objects.filter(status=Proposal.Status.PENDING).exists()


def test_what_is_handed_in_names_the_sealed_copy(case: Case) -> None:
    sealed = register(
        case, scan(store.read(print_copy(case).pdf_id)), document="惠城工信〔2025〕12号", dated="2025-03-20"
    )
    do(case, "submit", officer(HUICHENG))
    do(case, "sign", approver(HUICHENG), affirmed="on")
    frozen = json.loads(store.read(Application.objects.get(case=case).snapshot_sha256))
    assert frozen["sealed"] == {
        "code": sealed.code,
        "scan": {
            "name": "盖章件.pdf",
            "sha256": sealed.attachment.file_id,
            "sm3": sealed.attachment.file.sm3,
        },
        "document": "惠城工信〔2025〕12号",
        "dated": "2025-03-20",
    }
    assert version_of(fresh(case)).code == sealed.code


# ── page ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_loop_by_its_pages(case: Case) -> None:
    """Print, take the PDF, upload the scan, name the letter: every step leads back to the page."""
    client, loop = browser(officer(HUICHENG)), reverse("recognition:papers", args=[case.pk])
    assert "还没有打印过" in page(case)
    version = fresh(case).version
    assert client.post(loop, {"version": version, "key": "web-print"}).url == loop
    copy = PrintedCopy.objects.get()
    made = client.get(reverse("recognition:papers-printed", args=[case.pk, copy.pk]))
    assert made.content == store.read(copy.pdf_id)
    sent = {"scan": upload(scan(made.content), "盖章件.pdf"), "version": version + 1, "key": "web-seal"}
    assert client.post(reverse("recognition:register-sealed", args=[case.pk]), sent).url == loop
    letter = {"document": "惠城工信〔2025〕12号", "dated": "2025-03-20", "version": version + 2, "key": "web-letter"}
    assert client.post(reverse("recognition:name-document", args=[case.pk]), letter).url == loop
    shown = page(case)
    assert "盖章件与现在的申报内容是同一版本" in shown and "惠城工信〔2025〕12号" in shown


def test_page_says_what_changed_since_the_sealed_copy(case: Case) -> None:
    register(case, scan(store.read(print_copy(case).pdf_id)))
    change(case)
    shown = page(case)
    assert "<li>“细分领域”：细分领域：说明 → 片式元件</li>" in shown and "此后有改动" in shown


def test_refused_scan_is_kept_for_the_next_try(case: Case) -> None:
    """What was uploaded is never lost: only the code has to be typed."""
    copy, client = print_copy(case), browser(officer(HUICHENG))
    address = reverse("recognition:register-sealed", args=[case.pk])
    version = fresh(case).version
    answer = client.post(address, {"scan": upload(unread(), "盖章件.pdf"), "version": version, "key": "k"})
    assert answer.status_code == 422
    kept = answer.context["form"].fields["scan"].widget.kept
    assert kept["name"] == "盖章件.pdf"
    hidden = answer.content.decode().split('name="scan-kept" value="')[1].split('"')[0]
    sent = {"scan-kept": hidden, "code": copy.code, "version": version, "key": "k"}
    assert client.post(address, sent).status_code == 302
    assert SealedCopy.objects.get().read == "typed"


def test_pages_acts_are_not_offered_after_handing_in(row: Round) -> None:
    handed_in = submitted(row)
    client = browser(officer(HUICHENG))
    answer = client.post(reverse("recognition:papers", args=[handed_in.pk]), {"version": 99, "key": "k"}, follow=True)
    assert "申报已提交或已办结，不能再修改" in answer.content.decode()
    assert "打印盖章稿</button>" not in page(handed_in)


def test_print_of_another_application_is_not_there(case: Case, row: Round) -> None:
    other = whole(row, key="other", name="惠城区照明器具产业集群")
    copy = print_copy(other, key="print-other")
    address = reverse("recognition:papers-printed", args=[case.pk, copy.pk])
    assert browser(officer(HUICHENG)).get(address).status_code == 404


def test_page_costs_few_queries(case: Case, django_assert_max_num_queries: Any) -> None:
    register(case, scan(store.read(print_copy(case).pdf_id)))
    client = browser(officer(HUICHENG))
    with django_assert_max_num_queries(26):
        client.get(reverse("recognition:papers", args=[case.pk]))
