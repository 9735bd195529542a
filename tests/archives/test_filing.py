"""Filing (归档): what waits, its codes, the package that is verified without the product, the handing over."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from jiqun.archives.filing import queries
from jiqun.archives.models import FiledMatter, PackageTaken
from jiqun.authorities.models import Account, Role
from jiqun.casework.models import Case
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.casework.searching.sources import search
from jiqun.console import verifier
from jiqun.journal import signing
from tests.archives.filed import CODES, FILING, REVIEW, closed, drafted, filed
from tests.evidence.samples import pdf
from tests.office import HUICHENG, HUIZHOU, PROVINCE, account, officer
from tests.recognition.listed_round import decisions, ranked_round
from tests.recognition.prefecture import Office

HAND_OVER = {"receiver": "广东省档案馆", "received_by": "何某", "received_on": "2026-02-10", "proof": "交2026-7"}


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The province in February 2026."""
    found = Office(now=FILING)
    monkeypatch.setattr("jiqun.config.clock.now", lambda: found.now)
    return found


def browser(by: Account) -> Client:
    client = Client()
    client.force_login(by)
    return client


def lines(case: Case) -> list[FiledMatter]:
    return queries.lines(Case.objects.get(pk=case.pk).filing)


def package(case: Case, by: Account) -> bytes:
    answer: Any = browser(by).post(reverse("archives:package", args=[case.pk]))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def test_closed_matters_of_a_year_wait_to_be_filed_once(office: Office) -> None:
    one, two = closed(office, "2023", "2024")
    assert [each.case for each in queries.closed(officer(PROVINCE), 2025, 2025)] == [one, two]
    assert queries.closed(officer(HUIZHOU), 2025, 2025) == []
    assert queries.waiting_years(officer(PROVINCE), 2026) == [(2026, 0), (2025, 2), (2024, 0)]
    drafted(office)
    assert queries.closed(officer(PROVINCE), 2025, 2025) == []


def test_a_matter_still_in_hand_is_not_filed(office: Office) -> None:
    closed(office, "2023")
    office.open("filing", officer(PROVINCE), CODES)
    with pytest.raises(Invalid) as none:
        office.open("filing", officer(PROVINCE), CODES)
    assert none.value.faults == {"year": ["2025 年没有待归档的办结事项。"]}
    with pytest.raises(Invalid, match="年度应在 2012 至 2026 之间"):
        office.open("filing", officer(PROVINCE), {**CODES, "year": "2027"})
    with pytest.raises(Invalid, match="只用数字和英文字母"):
        office.open("filing", officer(PROVINCE), {**CODES, "fonds": "A 043"})


def test_codes_follow_period_and_day_and_go_on_where_they_stopped(office: Office) -> None:
    closed(office, "2022", "2023", "2024")
    case = drafted(office)
    first, second, third = lines(case)
    assert {each.retention for each in lines(case)} == {"D30"}
    keep = {f"keep-{first.case_id}": "-", f"keep-{second.case_id}": "D30", f"keep-{third.case_id}": "Y"}
    office.act(case, "choose_matters", officer(PROVINCE), keep)
    assert [(each.case, each.code) for each in lines(case)] == [(third.case, ""), (second.case, "")]
    office.signed(case, "put_on_file", PROVINCE)
    assert [each.code for each in lines(case)] == ["A043-WS·2025-Y-ZXQYC-0001", "A043-WS·2025-D30-ZXQYC-0001"]
    another = filed(office)
    assert [(each.case, each.code) for each in lines(another)] == [(first.case, "A043-WS·2025-D30-ZXQYC-0002")]
    assert [hit.title for hit in files_found("ZXQYC-0002")] == ["A043-WS·2025-D30-ZXQYC-0002"]


def files_found(words: str, by: Account | None = None) -> list[Any]:
    return [hit for kind in search(by or officer(PROVINCE), words) if kind.source.name == "files" for hit in kind.hits]


def test_at_least_one_matter_stays_in_a_filing(office: Office) -> None:
    closed(office, "2023")
    case = drafted(office)
    with pytest.raises(Invalid, match="至少保留一件"):
        office.act(case, "choose_matters", officer(PROVINCE), {f"keep-{lines(case)[0].case_id}": "-"})
    assert len(lines(case)) == 1


def test_the_preparer_does_not_sign_a_filing(office: Office) -> None:
    closed(office, "2023")
    case = drafted(office)
    office.act(case, "put_on_file", officer(PROVINCE))
    with pytest.raises(Refusal):
        office.act(case, "sign", officer(PROVINCE), {"affirmed": "on"})
    assert lines(case)[0].code == ""


def test_voided_codes_are_not_given_again(office: Office) -> None:
    closed(office, "2023")
    case = filed(office)
    office.signed(case, "void_filing", PROVINCE, {"reason": "全宗号有误"})
    again = filed(office)
    assert [each.code for each in lines(again)] == ["A043-WS·2025-D30-ZXQYC-0002"]
    assert [hit.title for hit in files_found("A043")] == ["A043-WS·2025-D30-ZXQYC-0002"]


def test_package_holds_list_and_files_and_is_verified_without_the_product(office: Office, tmp_path: Path) -> None:
    closed(office, "2023", pdf=pdf())
    case = filed(office)
    data = package(case, officer(PROVINCE))
    code = "A043-WS·2025-D30-ZXQYC-0001"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        assert {f"{code}/附件/{REVIEW}", f"{code}/办理记录/办理记录.json", f"{code}/办理记录/办理日志.json"} <= names
        assert archive.read(f"{code}/附件/{REVIEW}") == pdf()
        listed = json.loads(archive.read("归档文件目录.json"))
        acts = json.loads(archive.read(f"{code}/办理记录/办理记录.json"))
        book = load_workbook(io.BytesIO(archive.read("归档文件目录.xlsx")))
    assert [row["档号"] for row in listed["files"]] == [code]
    assert [row["保管期限"] for row in listed["files"]] == ["30年"]
    assert [each["act"]["zh"] for each in acts] == ["拟公开数据", "不予公开"]
    assert [cell.value for cell in book.active[4]][:2] == ["1", code]
    target = tmp_path / "a.zip"
    target.write_bytes(data)
    assert verifier.faults(target, signing.public_key()) == []
    taken = PackageTaken.objects.get()
    assert (taken.by, taken.absent) == (officer(PROVINCE), 0)


def test_handing_over_needs_a_package_and_names_it(office: Office) -> None:
    closed(office, "2023")
    case = filed(office)
    with pytest.raises(Refusal, match="移交包还没有生成"):
        office.act(case, "hand_over", officer(PROVINCE), HAND_OVER)
    package(case, officer(PROVINCE))
    with pytest.raises(Invalid, match="交接日期不能晚于今天"):
        office.act(case, "hand_over", officer(PROVINCE), {**HAND_OVER, "received_on": "2026-02-11"})
    office.act(case, "hand_over", officer(PROVINCE), HAND_OVER)
    found = Case.objects.get(pk=case.pk)
    assert (found.state, found.filing.receiver) == ("handed", "广东省档案馆")
    assert found.filing.taken == PackageTaken.objects.get().manifest_sha256
    page = browser(officer(PROVINCE)).get(reverse("archives:filing", args=[case.pk])).content.decode()
    assert "交2026-7" in page


def test_filings_of_another_authority_look_absent(office: Office) -> None:
    closed(office, "2023")
    case = filed(office)
    for by in (officer(HUIZHOU), officer(HUICHENG), account(Role.SYSTEM_ADMIN, PROVINCE)):
        for name in ("filing", "choose-matters", "catalogue"):
            assert browser(by).get(reverse(f"archives:{name}", args=[case.pk])).status_code == 404
        assert browser(by).post(reverse("archives:package", args=[case.pk])).status_code == 404
        assert files_found("A043", by) == []
    assert browser(account(Role.SUPERVISOR, PROVINCE)).get(reverse("archives:filings")).status_code == 200


def test_every_authority_files_an_application_with_what_is_its_own(office: Office) -> None:
    """A14.3: the county its side, the province the whole matter without scores; the year is that of the end."""
    stage = ranked_round()
    taken = {"application": str(stage.cases[0].pk), "ground": "facts", "objection": "", "reason": "核查发现新情况"}
    stage.signed("propose_list", decisions(stage, "listed", "not", "not", "not", "not"))
    stage.signed("take_off", taken)
    stage.signed("close_empty", {"reason": "拟认定集群经核查不符合条件，无可递补。"})
    assert {each.case for each in queries.closed(officer(PROVINCE), 2025, 2025)} >= {stage.cases[0], stage.round}
    office.keys = 1000  # beyond those of the round
    case = filed(office)
    with zipfile.ZipFile(io.BytesIO(package(case, officer(PROVINCE)))) as archive:
        names = archive.namelist()
        whole = b"".join(archive.read(name) for name in names if name.endswith(".json")).decode()
    of = {each.case.number: each.code for each in lines(case)}
    assert f"{of[stage.cases[0].number]}/01-申报表/申报表.json" in names
    assert f"{of[stage.cases[0].number]}/10-办理记录/办理记录.json" in names
    assert '"score"' not in whole
