"""Files that are to be published are read to the last comment; what cannot be read is said so."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest
import xlsxwriter

from jiqun.evidence import process, store
from jiqun.evidence.models import LookedThrough
from jiqun.evidence.privacy.files import look_through
from tests.evidence.samples import pdf, picture
from tests.office import at

pytestmark = pytest.mark.django_db
NOW = at("2025-06-17 09:00")


def kept(data: bytes, name: str) -> str:
    return store.put(io.BytesIO(data), name, NOW).sha256


def document(fill: Callable[[docx.document.Document], object]) -> bytes:
    out, made = io.BytesIO(), docx.Document()
    made.core_properties.author = ""
    fill(made)
    made.save(out)
    return out.getvalue()


def workbook(fill: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], object]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        fill(book, book.add_worksheet("名单"))
    return out.getvalue()


SEEDED = [
    ("a.pdf", pdf(text=b"Tel 13800138000"), "mobile"),
    ("b.docx", document(lambda d: d.add_paragraph("联系人 13800138000")), "mobile"),
    ("c.docx", document(lambda d: d.sections[0].header.paragraphs[0].add_run("020-83133000")), "landline"),
    ("d.docx", document(lambda d: setattr(d.core_properties, "author", "zhang@example.com")), "email"),
    ("e.docx", document(lambda d: d.add_table(1, 1).cell(0, 0).add_paragraph("440101199003077519")), "identity"),
    ("f.docx", document(lambda d: [d.add_paragraph().add_run(part) for part in ("138", "0013", "8000")]), "mobile"),
    ("g.xlsx", workbook(lambda b, s: s.write_number(0, 0, 13800138000)), "mobile"),
    ("h.xlsx", workbook(lambda b, s: s.write_string(999, 30, "6222 0212 3456 7894")), "card"),
    ("i.xlsx", workbook(lambda b, s: s.write_comment(0, 0, "13800138000")), "mobile"),
    ("j.xlsx", workbook(lambda b, s: s.write_url(0, 0, "mailto:zhang@example.com", string="联系")), "email"),
    ("k.xlsx", workbook(lambda b, s: b.set_properties({"author": "13800138000"})), "mobile"),
    ("l.xlsx", workbook(lambda b, s: (b.add_worksheet("藏").hide(), b.get_worksheet_by_name("藏").write(0, 0, "13800138000"))), "mobile"),  # noqa: E501
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "kind"), SEEDED, ids=[name for name, _, _ in SEEDED])
def test_what_is_seeded_in_a_file_is_found(name: str, data: bytes, kind: str) -> None:
    looked = look_through(kept(data, name), name)
    assert [each.kind for each in looked.findings] == [kind]
    assert looked.readable


def test_neighbouring_cells_are_never_read_as_one_number() -> None:
    data = workbook(lambda book, sheet: sheet.write_row(0, 0, [138, 13, 8000, "0013", "8000"]))
    assert look_through(kept(data, "n.xlsx"), "n.xlsx").findings == ()


def test_a_harmless_list_has_nothing() -> None:
    data = document(
        lambda made: made.add_paragraph("惠东鞋材产业集群，统一社会信用代码91440300708461136T，产值9,973.18亿元")
    )
    looked = look_through(kept(data, "list.docx"), "list.docx")
    assert (looked.findings, looked.readable) == ((), True)


@pytest.mark.parametrize(("name", "data"), [("scan.pdf", pdf(text=b" ")), ("photo.png", picture("PNG"))])
def test_a_picture_cannot_be_read_and_says_so(name: str, data: bytes) -> None:
    looked = look_through(kept(data, name), name)
    assert (looked.findings, looked.readable) == ((), False)


def test_the_same_content_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """When it is signed, inside a transaction, nothing is parsed any more."""
    sha256 = kept(pdf(text=b"Tel 13800138000"), "a.pdf")
    first = look_through(sha256, "a.pdf")
    monkeypatch.setattr(process, "run", lambda *_, **__: pytest.fail("read twice"))
    assert look_through(sha256, "a.pdf") == first
    assert "13800138000" not in str(LookedThrough.objects.get().findings)
