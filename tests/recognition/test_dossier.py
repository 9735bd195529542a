"""The dossier: the whole matter in one archive, each edition with what is its reader's (issue 4, trust.md Secrecy)."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from random import Random
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from jiqun.authorities.models import Account, Role
from jiqun.casework.identity import uuid7
from jiqun.casework.models import ActRecord, Case, Participant
from jiqun.config import clock
from jiqun.console import verifier
from jiqun.evidence import store
from jiqun.journal import signing
from jiqun.journal.models import Entry as Link
from jiqun.law import receipts as records
from jiqun.recognition.models import Application, Conclusion, CorrectionItem, DossierDownload, Receipt
from jiqun.recognition.queries.filing.application import application_of
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, account, approver, chance, officer
from tests.recognition.applicant import NOW, do, open_round, start, submitted, workbook
from tests.visits import spot

pytestmark = pytest.mark.django_db
CANARY = "金丝雀"
HEADER = 30 + 20
"""Bytes of a local header and its ZIP64 field, beside the name."""


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The office's clock stands at 2025-03-20 10:00."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def case() -> Case:
    return submitted(open_round())


def browser(by: Account) -> Client:
    client = Client()
    client.force_login(by, backend="jiqun.authorities.backends.AccountBackend")
    return client


def asked(case: Case, by: Account) -> Any:
    return browser(by).post(reverse("recognition:dossier", args=[case.pk]))


def taken(case: Case, by: Account) -> bytes:
    answered = asked(case, by)
    assert answered.status_code == 200, answered.content
    found: bytes = b"".join(answered.streaming_content)
    return found


def files(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def held(case: Case, by: Account) -> dict[str, bytes]:
    return files(taken(case, by))


def reviewed(case: Case) -> Case:
    """Every secret of a review in its place, each marked so that it is found wherever it comes out."""
    clerk = officer(HUIZHOU)
    Application.objects.filter(pk=case.pk).update(
        rank=1,
        opinion=f"{CANARY}推荐意见",
        niche_reason=f"{CANARY}理由",
        province_remarks=f"{CANARY}省级意见",
        outcome_reason=f"{CANARY}结果",
        notices=1,
    )
    application = Application.objects.get(pk=case.pk)
    Conclusion.objects.create(
        application=application,
        norm="13.2.area",
        verdict="met",
        computed="met",
        reason=f"{CANARY}结论",
        by=clerk,
        at=NOW,
    )
    sheet = store.keep(b"%PDF-1.4 sheet", "application/pdf", NOW)
    spot.told(case, application.roster, clerk, NOW, chance(9), sheet, said=f"{CANARY}抽查", name=f"{CANARY}记录表.pdf")
    CorrectionItem.objects.create(
        application=application, notice=0, place="field:extent", text=f"{CANARY}未告知", by=clerk, at=NOW
    )
    CorrectionItem.objects.create(
        application=application, notice=1, place="field:extent", text="范围不清", by=clerk, at=NOW
    )
    ActRecord.objects.create(
        id=uuid7(NOW, chance(10)),
        procedure_name="application",
        subject_id=str(case.pk),
        act="accept",
        by=clerk,
        at=NOW,
        version=90,
        key="canary",
        digest="0" * 64,
        note={"zh": f"{CANARY}办理", "en": CANARY},
    )
    return Case.objects.get(pk=case.pk)


# ── what it holds ──


def test_dossier_holds_the_whole_matter_in_one_order(case: Case) -> None:
    names = list(held(case, officer(HUICHENG)))
    assert names[:4] == ["README.txt", "verify.py", "01-申报表/申报表.json", "01-申报表/申报书.pdf"]
    assert names[-2:] == ["manifest.json", "manifest.sig.json"]
    folders = list(dict.fromkeys(name.split("/")[0] for name in names if "/" in name))
    assert folders == [
        "01-申报表",
        "02-企业名册",
        "03-佐证材料",
        "04-集群台账",
        "05-对标核验",
        "06-三年目标",
        "08-提交与回执",
        "10-办理记录",
        "11-签批",
    ]
    assert sum(name.startswith("03-") for name in names) == 11


def test_dossier_holds_roster_and_record_as_they_count(case: Case) -> None:
    """The roster's digest is the revision's, the workbook is the imported one, the findings can be computed again."""
    found, roster = held(case, officer(HUICHENG)), application_of(case).roster
    assert roster is not None
    assert hashlib.sha256(found["02-企业名册/名册.json"]).hexdigest() == roster.sha256
    assert found["02-企业名册/名册.xlsx"] == workbook()
    assert records.replay(records.read(found["05-对标核验/测算记录.json"].decode())).same
    receipt = Receipt.objects.get(case=case)
    folder = "08-提交与回执/第1次提交"
    assert found[f"{folder}/提交内容.json"] == store.read(receipt.sha256)
    assert verifier.receipt_faults(found[f"{folder}/回执-{receipt.pk}.json"], signing.public_key()) == []
    assert len(PdfReader(io.BytesIO(found["01-申报表/申报书.pdf"])).pages) > 3


def test_journal_slice_gives_its_digests_and_what_one_did_oneself(case: Case) -> None:
    """The bytes of each entry give its digests; the payload goes along for the authority's own acts."""
    told = json.loads(held(case, officer(HUICHENG))["10-办理记录/办理日志.json"])
    assert told["entries"]
    for each in told["entries"]:
        body = each["canonical"].encode()
        assert (hashlib.sha256(body).hexdigest(), hashlib.new("sm3", body).hexdigest()) == (each["sha256"], each["sm3"])
        assert body == bytes(Link.objects.get(pk=each["seq"]).canonical)
        spoken = bytes.fromhex(each["payload"]["salt"]) + each["payload"]["canonical"].encode()
        assert hashlib.sha256(spoken).hexdigest() == json.loads(body)["payload_sha256"]


def test_payload_of_another_authoritys_acts_stays_where_it_is(case: Case) -> None:
    """Sign-offs and their words do not travel with the matter (docs/decisions/0010)."""
    found = held(case, officer(HUIZHOU))
    assert {each["payload"] for each in json.loads(found["10-办理记录/办理日志.json"])["entries"]} == {None}
    assert not any(name.startswith("11-签批") for name in found)


def test_same_moment_gives_the_same_bytes(case: Case) -> None:
    assert taken(case, officer(HUICHENG)) == taken(case, officer(HUICHENG))


def test_draft_has_a_dossier_too() -> None:
    case = start(open_round())
    names = list(held(case, officer(HUICHENG)))
    assert "01-申报表/申报表.json" in names and not any(name.startswith(("02-", "08-")) for name in names)


# ── whose it is ──


def test_applicants_edition_holds_nothing_of_the_review(case: Case) -> None:
    """Its own acts and issued papers: no conclusions, ranks, opinions, site check, notes, nor acts of others."""
    found = held(reviewed(case), officer(HUICHENG))
    for name, data in found.items():
        text = "".join(p.extract_text() for p in PdfReader(io.BytesIO(data)).pages) if name.endswith(".pdf") else ""
        assert CANARY.encode() not in data and CANARY not in name + text, name
        assert CANARY.encode("unicode_escape") not in data, name
    acts = json.loads(found["10-办理记录/办理记录.json"])
    assert {act["authority"] for act in acts} == {officer(HUICHENG).authority.body}  # type: ignore[union-attr]
    assert [each["text"] for each in json.loads(found["09-补正/补正通知.json"])] == ["范围不清"]
    assert json.loads(found["manifest.json"])["edition"] == "applicant"


def canaries(found: dict[str, bytes]) -> set[str]:
    said = b"".join(found.values()).decode(errors="ignore")
    words = ("推荐意见", "理由", "省级意见", "结果", "结论", "抽查", "未告知", "办理", "记录表")
    return {word for word in words if f"{CANARY}{word}" in said}


def test_officials_edition_holds_what_its_reader_may_see(case: Case) -> None:
    """Untold notes are the prefecture's own, the reasons of the outcome the province's."""
    reviewed(case)
    both = {"推荐意见", "理由", "省级意见", "结论", "抽查", "办理", "记录表"}
    assert canaries(held(case, officer(HUIZHOU))) == both | {"未告知"}
    assert canaries(held(case, officer(PROVINCE))) == both | {"结果"}
    assert canaries(held(case, account(Role.SUPERVISOR, PROVINCE))) == both | {"结果"}


def test_dossier_is_not_for_strangers_and_experts(case: Case) -> None:
    expert = account(Role.EXPERT, None)
    Participant.objects.create(case=case, account=expert, capacity="expert", since=NOW)
    for by in (officer(HUIDONG), expert):
        assert (asked(case, by).status_code, DossierDownload.objects.count()) == (404, 0)
        assert browser(by).get(reverse("recognition:dossier", args=[case.pk])).status_code == 404


def test_sign_offs_are_in_the_dossier_of_those_who_gave_them(case: Case) -> None:
    lines = json.loads(held(case, approver(HUICHENG))["11-签批/签批.json"])
    said = [(each["act"]["zh"], each["by"]["zh"]) for each in lines]
    assert said == [("提交申报", f"{approver(HUICHENG).username}某")]


# ── who took it ──


def test_every_download_is_written_down_and_seen_by_the_supervisor(case: Case) -> None:
    taken(case, officer(HUICHENG))
    data = taken(case, officer(HUIZHOU))
    rows = list(DossierDownload.objects.order_by("id").values_list("by__username", "edition", "at"))
    assert sorted(rows) == [
        (f"officer-{HUIZHOU}", "official", NOW),
        (f"officer-{HUICHENG}", "applicant", NOW),
    ]
    last = DossierDownload.objects.get(edition="official")
    whole = files(data)
    assert last.manifest_sha256 == hashlib.sha256(whole["manifest.json"]).hexdigest()
    assert (last.files, last.size) == (
        len(whole) - 2,
        sum(map(len, whole.values())) - sum(len(whole[name]) for name in ("manifest.json", "manifest.sig.json")),
    )
    seen = {
        name: DossierDownload.objects.visible_to(by).count()
        for name, by in (
            ("county", officer(HUICHENG)),
            ("city", officer(HUIZHOU)),
            ("province", officer(PROVINCE)),
            ("supervisor", account(Role.SUPERVISOR, PROVINCE)),
            ("expert", account(Role.EXPERT, None)),
        )
    }
    assert seen == {"county": 1, "city": 1, "province": 0, "supervisor": 2, "expert": 0}


def test_looking_at_the_page_takes_nothing(case: Case, django_assert_max_num_queries: Any) -> None:
    client, url = browser(officer(HUICHENG)), reverse("recognition:dossier", args=[case.pk])
    assert "申报单位版" in client.get(url).content.decode()
    with django_assert_max_num_queries(6):
        client.get(url)
    assert DossierDownload.objects.count() == 0


def test_file_the_store_has_lost_is_named_and_the_rest_given(case: Case) -> None:
    """Nothing is left out in silence."""
    sha256 = case.attachments.filter(requirement="truth").values_list("file_id", flat=True).get()
    store.path_of(sha256).unlink()
    found = held(case, officer(HUICHENG))
    (absent,) = json.loads(found["manifest.json"])["absent"]
    assert absent["name"].endswith("/truth.pdf") and absent["why"]["zh"].startswith("文件库中没有这个文件")
    assert absent["name"] not in found


def test_dossier_of_a_corrected_application_holds_both_hand_ins(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(state="correcting")
    do(case, "submit", officer(HUICHENG), key="again")
    do(case, "sign", approver(HUICHENG), key="again-sign", affirmed="on")
    names = list(held(case, officer(HUICHENG)))
    assert [name for name in names if name.endswith("提交内容.json")] == [
        "08-提交与回执/第1次提交/提交内容.json",
        "08-提交与回执/第2次提交/提交内容.json",
    ]


def test_flipped_byte_anywhere_in_a_real_dossier_is_found_and_named(case: Case, tmp_path: Any) -> None:
    data, public = taken(case, officer(HUICHENG)), signing.public_key()
    path, luck = tmp_path / "卷宗.zip", Random(7)
    path.write_bytes(data)
    assert verifier.faults(path, public) == []
    with zipfile.ZipFile(path) as archive:
        spans = [
            (i.filename, i.header_offset + 30 + len(i.filename.encode()) + 20, i.file_size) for i in archive.infolist()
        ]
    for name, begin, size in spans:
        changed = bytearray(data)
        at = begin + luck.randrange(size)
        changed[at] ^= 1 << luck.randrange(8)
        path.write_bytes(changed)
        assert name in [found for found, _ in verifier.faults(path, public)], name
