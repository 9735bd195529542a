"""Evidence of an application: attached, shared, renamed, taken away and put back, in pieces (Articles 13, 14(一))."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Account, Role
from jiqun.casework.models import Case, Participant
from jiqun.casework.refusals import NotHere, Refusal
from jiqun.config import clock
from jiqun.evidence import attachments, store, uploads
from jiqun.evidence.attachments import files
from jiqun.evidence.models import Attachment, StoredFile, Upload
from jiqun.recognition.acts.filing import evidence_drafts as drafts
from jiqun.recognition.queries.filing.evidence import evidence_page
from tests.evidence import samples
from tests.office import HUICHENG, HUIDONG, account, officer
from tests.recognition.applicant import NOW, PDF, open_round, start

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The office's clock stands at 2025-03-20 10:00."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def case() -> Case:
    return start(open_round())


def clerk() -> Account:
    return officer(HUICHENG)


def browser(by: Account) -> Client:
    client = Client()
    client.force_login(by, backend="jiqun.authorities.backends.AccountBackend")
    return client


def attach(case: Case, requirement: str = "extent", data: bytes = PDF, name: str = "范围图.pdf") -> Attachment:
    return drafts.attach_evidence(case.pk, requirement, data, name=name, by=clerk(), now=NOW)


def standing(case: Case) -> list[tuple[str, str]]:
    return [(each.requirement, each.name) for each in files(case)]


# ── attached, shared, renamed, taken away ────────────────────────────────────────────────────────────────────────


def test_evidence_is_attached_once_and_marked_when_taken_away(case: Case) -> None:
    there = attach(case)
    assert standing(case) == [("extent", "范围图.pdf")]
    assert attach(case).pk == there.pk
    drafts.remove_evidence(case.pk, there.pk, by=clerk(), now=NOW)
    assert (files(case), Attachment.objects.get().removed_by) == ([], clerk())
    for absent in (there.pk, "not an identifier"):
        with pytest.raises(Refusal, match="或已被移除"):
            drafts.remove_evidence(case.pk, absent, by=clerk(), now=NOW)


def test_what_was_taken_away_can_be_put_back_and_stays_on_record(case: Case) -> None:
    there = attach(case)
    drafts.remove_evidence(case.pk, there.pk, by=clerk(), now=NOW)
    assert [each.name for each in attachments.taken_away(case, files(case))] == ["范围图.pdf"]
    drafts.restore_evidence(case.pk, there.pk, by=clerk(), now=NOW)
    assert (standing(case), attachments.taken_away(case, files(case))) == ([("extent", "范围图.pdf")], [])
    assert Attachment.objects.filter(removed_at__isnull=False).count() == 1
    with pytest.raises(Refusal, match="或已被移除"):
        drafts.restore_evidence(case.pk, files(case)[0].id, by=clerk(), now=NOW)


def test_evidence_for_a_judged_norm_and_a_demand_of_the_call() -> None:
    case = start(open_round(demands=[{"id": "D1", "text": "须附安全生产承诺书"}]))
    assert attach(case, "13.2.pillar").requirement == "13.2.pillar"
    assert attach(case, "D1").requirement == "D1"
    with pytest.raises(Refusal, match="没有这项材料要求"):
        attach(case, "D2")


def test_one_file_serves_several_requirements_and_lies_in_the_store_once(case: Case) -> None:
    there = attach(case)
    drafts.share_evidence(case.pk, there.pk, ["truth", "extent"], by=clerk(), now=NOW)
    assert standing(case) == [("extent", "范围图.pdf"), ("truth", "范围图.pdf")]
    assert (StoredFile.objects.count(), attachments.total(case)) == (1, len(PDF))
    page = evidence_page(case, clerk(), may_edit=True)
    assert (page.files, page.size) == (1, len(PDF))
    assert page.of("truth").files[0].also == (page.of("extent").requirement.title,)
    with pytest.raises(Refusal, match="请先勾选"):
        drafts.share_evidence(case.pk, there.pk, [], by=clerk(), now=NOW)
    with pytest.raises(Refusal, match="没有这项材料要求"):
        drafts.share_evidence(case.pk, there.pk, ["truth", "nonsense"], by=clerk(), now=NOW)


def test_same_content_under_another_name_is_said(case: Case) -> None:
    attach(case)
    before = files(case)
    again = attach(case, name="另一个名字.pdf")
    assert "已在此项中" in drafts.same_as(case, again, before).zh  # type: ignore[union-attr]
    elsewhere = attach(case, "truth", name="承诺书.pdf")
    said = drafts.same_as(case, elsewhere, before)
    assert said is not None and "“范围图.pdf”相同，只存一份" in said.zh
    assert drafts.same_as(case, attach(case, data=samples.docx(), name="a.docx"), before) is None


def test_name_is_changed_with_its_ending_kept(case: Case) -> None:
    there = attach(case)
    drafts.rename_evidence(case.pk, there.pk, "集群范围图（盖章）.pdf", by=clerk(), now=NOW)
    assert standing(case) == [("extent", "集群范围图（盖章）.pdf")]
    for name, why in (("a.docx", "后缀名须保持"), ("../a.pdf", "文件名"), ("", "文件名")):
        with pytest.raises(Refusal, match=why):
            drafts.rename_evidence(case.pk, files(case)[0].id, name, by=clerk(), now=NOW)
    assert attachments.taken_away(case, files(case)) == []


def test_unfit_evidence_is_refused_and_nothing_is_attached(case: Case) -> None:
    with pytest.raises(Refusal, match="内容不是 pdf"):
        attach(case, data=b"GIF89a")
    assert not Attachment.objects.exists()


def test_matter_holds_at_most_five_hundred_megabytes(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust, Files: 500 MB an application; a file that serves twice counts once."""
    monkeypatch.setattr(attachments, "MOST_BYTES", len(PDF))
    drafts.share_evidence(case.pk, attach(case).pk, ["truth"], by=clerk(), now=NOW)
    with pytest.raises(Refusal, match="500 MB"):
        attach(case, data=samples.docx(), name="a.docx")
    with pytest.raises(Refusal, match="500 MB"):
        begin(case)


# ── in pieces ────────────────────────────────────────────────────────────────────────────────────────────────────


def begin(case: Case, data: bytes = PDF, name: str = "规划.pdf", by: Account | None = None, **more: Any) -> Upload:
    told = {"requirement": "extent", "size": len(data), "mark": f"{name}/1", **more}
    return drafts.begin_upload(case.pk, name=name, by=by or clerk(), now=NOW, at=NOW, **told)


def test_file_in_pieces_is_checked_and_attached_when_it_is_whole(case: Case) -> None:
    found = begin(case)
    half = len(PDF) // 2
    assert uploads.receive(found, 0, PDF[:half], NOW) == half
    with pytest.raises(Refusal, match="还没有传完"):
        drafts.finish_upload(case.pk, found.pk, by=clerk(), now=NOW)
    assert uploads.receive(found, half, PDF[half:], NOW) == len(PDF)
    attached = drafts.finish_upload(case.pk, found.pk, by=clerk(), now=NOW)
    assert (store.read(attached.file_id), standing(case)) == (PDF, [("extent", "规划.pdf")])
    assert (Upload.objects.count(), list((store.folder() / "incoming").iterdir())) == (0, [])


def test_unfit_file_in_pieces_is_refused_and_leaves_nothing(case: Case) -> None:
    found = begin(case, b"GIF89a")
    uploads.receive(found, 0, b"GIF89a", NOW)
    with pytest.raises(Refusal, match="内容不是 pdf"):
        drafts.finish_upload(case.pk, found.pk, by=clerk(), now=NOW)
    assert (Upload.objects.count(), Attachment.objects.count()) == (0, 0)
    assert [path for path in store.folder().rglob("*") if path.is_file()] == []


def test_what_would_not_be_taken_is_said_before_a_byte_is_sent(case: Case) -> None:
    with pytest.raises(Refusal, match="不接收"):
        begin(case, name="a.exe")
    with pytest.raises(Refusal, match="50 MB"):
        begin(case, size=50 * 2**20 + 1)
    with pytest.raises(Refusal, match="没有这项材料要求"):
        begin(case, requirement="nonsense")


def test_upload_is_its_accounts_own(case: Case) -> None:
    found = begin(case)
    colleague = account(Role.OFFICER, HUICHENG, name="colleague")
    with pytest.raises(Refusal, match="已失效"):
        drafts.upload_of(case.pk, found.pk, by=colleague)
    with pytest.raises(NotHere):
        drafts.upload_of(case.pk, found.pk, by=officer(HUIDONG))
    assert drafts.upload_of(case.pk, found.pk, by=clerk()) == found


def test_handed_in_application_takes_no_further_piece(case: Case) -> None:
    found = begin(case)
    Case.objects.filter(pk=case.pk).update(state="submitted")
    with pytest.raises(Refusal, match="已提交"):
        drafts.upload_of(case.pk, found.pk, by=clerk())
    with pytest.raises(Refusal, match="已提交"):
        begin(case, name="b.pdf")


# ── pages ────────────────────────────────────────────────────────────────────────────────────────────────────────


def address(name: str, *args: Any) -> str:
    return reverse(f"recognition:{name}", args=args)


def send(client: Client, case: Case, data: bytes, name: str = "规划.pdf", **more: Any) -> Any:
    body = {"requirement": "extent", "name": name, "size": len(data), "mark": "m", **more}
    return client.post(address("evidence-uploads", case.pk), json.dumps(body), "application/json")


def put(client: Client, url: str, offset: object, piece: bytes) -> Any:
    return client.put(url, piece, "application/octet-stream", headers={"Upload-Offset": str(offset)})


def test_script_sends_a_file_in_pieces_and_gets_the_parts_of_the_page(case: Case) -> None:
    client = browser(clerk())
    begun = send(client, case, PDF).json()
    assert (begun["offset"], begun["piece"]) == (0, uploads.PIECE)
    assert put(client, begun["url"], 0, PDF[:10]).json() == {"offset": 10}
    again = put(client, begun["url"], 0, PDF[:10])
    assert (again.status_code, again.json()) == (409, {"offset": 10})
    assert (client.get(begun["url"]).json(), send(client, case, PDF).json()["offset"]) == ({"offset": 10}, 10)
    assert "已传 " in client.get(address("application-evidence", case.pk)).content.decode()
    put(client, begun["url"], 10, PDF[10:])
    done = client.post(begun["url"], content_type="application/json").json()
    assert "规划.pdf" in done["held"] and "已附 1 份" in done["held"] and "已附 1 项" in done["checklist"]
    assert client.get(begun["url"]).status_code == 422


def test_script_is_told_in_words_what_is_wrong(case: Case) -> None:
    client = browser(clerk())
    assert "不接收" in send(client, case, PDF, name="a.exe").json()["error"]
    assert "不完整" in send(client, case, PDF, size="many").json()["error"]
    url = send(client, case, PDF).json()["url"]
    assert "不完整" in put(client, url, "-1", b"x").json()["error"]
    assert "超出文件大小" in put(client, url, 0, PDF + b"x").json()["error"]
    assert client.delete(url).status_code == 204
    assert "已失效" in client.get(url).json()["error"]
    assert send(browser(officer(HUIDONG)), case, PDF).status_code == 404


def test_page_lists_what_is_missing_and_costs_the_same_for_many_files(
    case: Case, django_assert_max_num_queries: Any
) -> None:
    client = browser(clerk())
    for number in range(3):
        attach(case, data=PDF + b"%d" % number, name=f"{number}.pdf")
    client.get(address("applications"))  # once a minute the session is written
    with django_assert_max_num_queries(14):
        body = client.get(address("application-evidence", case.pk)).content.decode()
    page = evidence_page(case, clerk(), may_edit=True)
    assert f"还缺 {len(page.missing)} 项" in body and "已附 3 份" in body
    assert body.count('class="choose"') == len(page.required) + len(page.optional)


def test_page_works_without_script(case: Case) -> None:
    client, url = browser(clerk()), address("application-evidence", case.pk)
    both = [SimpleUploadedFile("一.pdf", PDF), SimpleUploadedFile("二.exe", b"MZ")]
    answer = client.post(url, {"file-extent": both})
    assert (answer.status_code, standing(case)) == (422, [("extent", "一.pdf")])
    assert "不接收“二.exe”" in answer.content.decode() and "已上传 1 份材料" in answer.content.decode()
    assert "请先选择要上传的文件" in client.post(url).content.decode()
    there = files(case)[0].id
    assert client.post(url, {"remove": there}).status_code == 302
    assert client.post(url, {"restore": there}).status_code == 302
    assert standing(case) == [("extent", "一.pdf")]
    waiting = begin(case)
    assert client.post(url, {"forget": waiting.pk}).status_code == 302
    assert client.post(url, {"forget": "nonsense"}).status_code == 422
    assert not Upload.objects.exists()


def test_file_page_renames_and_shares(case: Case) -> None:
    client, there = browser(clerk()), attach(case)
    url = address("evidence-file", case.pk, there.pk)
    assert "已用于此项" in client.get(url).content.decode()
    assert client.post(url, {"share": "1", "also": ["truth"]}).status_code == 302
    assert "后缀名须保持" in client.post(url, {"rename": "1", "name": "a.exe.docx"}).content.decode()
    assert client.post(url, {"rename": "1", "name": "改名.pdf"}).status_code == 302
    assert standing(case) == [("extent", "改名.pdf"), ("truth", "范围图.pdf")]
    assert client.get(url).status_code == 404  # it has another name now, and another address
    for who in (officer(HUIDONG), account(Role.APPROVER, HUICHENG)):
        assert browser(who).get(address("evidence-file", case.pk, files(case)[0].id)).status_code == 404


# ── previews ─────────────────────────────────────────────────────────────────────────────────────────────────────


def shown(client: Client, there: Attachment, **query: str) -> str:
    answer = client.get(reverse("evidence:preview", args=[there.pk]), query)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    return answer.content.decode()


def test_preview_shows_pages_sheets_and_words_through_the_matter(case: Case) -> None:
    client = browser(clerk())
    paper = attach(case)
    assert "共 1 页" in shown(client, paper, page="7", zoom="9")
    picture = client.get(reverse("evidence:picture", args=[paper.pk, 1]))
    assert (picture["Content-Type"], picture["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert client.get(reverse("evidence:picture", args=[paper.pk, 2])).status_code == 404
    assert "甲公司" in shown(client, attach(case, data=samples.xlsx("甲公司"), name="a.xlsx"))
    assert "情况说明" in shown(client, attach(case, data=samples.docx("情况说明"), name="a.docx"))
    assert "此格式不解析，请下载查看" in shown(client, attach(case, data=samples.ole(), name="a.doc"))
    stranger = browser(officer(HUIDONG))
    for name, args in (("preview", [paper.pk]), ("picture", [paper.pk, 1]), ("download", [paper.pk])):
        assert stranger.get(reverse(f"evidence:{name}", args=args)).status_code == 404
        assert client.get(reverse(f"evidence:{name}", args=[UUID(int=1), *args[1:]])).status_code == 404


def test_expert_gets_a_photo_without_its_place(case: Case) -> None:
    """Trust, Files: photo GPS is kept for the case; experts do not see it."""
    from tests.evidence.benign import photo

    there = attach(case, data=photo(), name="现场.jpg")
    expert = account(Role.EXPERT, None)
    Case.objects.filter(pk=case.pk).update(state="submitted")
    Participant.objects.create(case=case, account=expert, capacity="expert", since=NOW)
    url = reverse("evidence:download", args=[there.pk])
    kept = b"".join(browser(clerk()).get(url).streaming_content)  # type: ignore[attr-defined]
    copy = browser(expert).get(url)
    assert b"HUAWEI" in kept and copy.status_code == 200
    assert b"HUAWEI" not in copy.content and b"Exif\0\0MM" in copy.content
    assert "filename*=utf-8''" in copy["Content-Disposition"]


def test_what_acts_attach_is_nobodys_to_take_away_by_hand(case: Case) -> None:
    """A roster's workbook and what was handed in are no evidence for a requirement, whoever knows their keys."""
    kept = attachments.attach(
        case, "snapshot", {"sha256": attach(case).file_id, "name": "a.pdf"}, id=UUID(int=7), by=None, now=NOW
    )
    for change in (
        lambda: drafts.remove_evidence(case.pk, kept.pk, by=clerk(), now=NOW),
        lambda: drafts.rename_evidence(case.pk, kept.pk, "b.pdf", by=clerk(), now=NOW),
        lambda: drafts.share_evidence(case.pk, kept.pk, ["truth"], by=clerk(), now=NOW),
    ):
        with pytest.raises(Refusal, match="没有这份材料"):
            change()
    attachments.remove(case, kept.pk, by=clerk(), now=NOW)
    with pytest.raises(Refusal):
        drafts.restore_evidence(case.pk, kept.pk, by=clerk(), now=NOW)
    assert standing(case) == [("extent", "范围图.pdf")]


def test_a_request_that_is_no_upload_is_told_so(case: Case) -> None:
    url, client = reverse("recognition:evidence-uploads", args=[case.pk]), browser(clerk())
    whole = {"requirement": "extent", "name": "a.pdf", "mark": "m"}
    for body in ("", "[]", "[" * 100_000, json.dumps(whole), json.dumps(whole)[:-1] + ', "size": 1e999}'):
        assert client.post(url, body, content_type="application/json").status_code == 422
    assert client.post(url, whole).status_code == 422  # a plain form


def test_pieces_stay_when_something_else_goes_wrong(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = drafts.begin_upload(case.pk, "extent", name="a.pdf", size=len(PDF), mark="m", by=clerk(), now=NOW, at=NOW)
    uploads.receive(begun, 0, PDF, NOW)
    with monkeypatch.context() as broken:
        broken.setattr(store, "put", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
        with pytest.raises(OSError, match="disk full"):
            drafts.finish_upload(case.pk, begun.pk, by=clerk(), now=NOW)
    assert drafts.finish_upload(case.pk, begun.pk, by=clerk(), now=NOW).name == "a.pdf"
    assert not Upload.objects.exists()
