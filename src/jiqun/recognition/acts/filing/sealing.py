"""The paper loop: printing a version to be sealed, registering the sealed copy, naming its letter (Article 14(一))."""

from __future__ import annotations

from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Refusal
from jiqun.evidence import attachments
from jiqun.recognition.models.sealing import PrintedCopy, SealedCopy
from jiqun.recognition.papers.version import version_of
from jiqun.recognition.queries.filing.printed import TRUTH, printed_as, sealed_copy

NO_SEALED = Text(
    "还没有登记盖章扫描件；请先打印盖章稿，盖章后上传扫描件。",
    "No sealed copy is registered yet; print the version, have it sealed and upload the scan.",
)


def has_sealed(doing: Doing) -> None:
    """There is a sealed copy whose letter can be named."""
    if sealed_copy(doing.subject) is None:
        raise Refusal(NO_SEALED, clause="A14.1")


def print_copy(doing: Doing) -> None:
    """Records which version was printed, when and by whom; the PDF was set and kept before."""
    by: Any = doing.by
    told = doing.payload["paper"]
    PrintedCopy.objects.create(
        id=doing.new_id(),
        case=doing.subject,
        code=told["code"],
        content_id=told["content"],
        pdf_id=told["pdf"],
        pages=told["pages"],
        by=by,
        at=doing.now,
    )
    doing.note = Text(
        f"校验码 {told['code']}，共 {told['pages']} 页", f"Version code {told['code']}, {told['pages']} pages"
    )


def register_sealed(doing: Doing) -> None:
    """Attaches the scan as the proof of truthfulness in the place of the one before; keeps which version it shows."""
    by: Any = doing.by
    case, entered = doing.subject, doing.payload
    before = sealed_copy(case)
    attachment = attachments.attach(case, TRUTH, entered["scan"], id=doing.new_id(), by=by, now=doing.now)
    if before is not None and before.attachment_id != attachment.pk:
        attachments.remove(case, before.attachment_id, by=by, now=doing.now)
    code = entered["shown"]
    matched = code == version_of(case).code
    SealedCopy.objects.create(
        id=doing.new_id(),
        case=case,
        code=code,
        printed=printed_as(case, code),
        attachment=attachment,
        read=entered["read"],
        pages=entered["pages"],
        matched=matched,
        document=entered["document"],
        dated=entered["dated"],
        by=by,
        at=doing.now,
    )
    doing.told |= {"code": code, "matched": matched}
    doing.note = Text(
        f"校验码 {code}，{'与申报内容一致' if matched else '与现在的申报内容不是同一版本'}"
        + (f"；上报文 {entered['document']}" if entered["document"] else ""),
        f"Version code {code}, {'the same as the draft' if matched else 'another version than the draft'}"
        + (f"; letter {entered['document']}" if entered["document"] else ""),
    )


def name_document(doing: Doing) -> None:
    """Enters the letter's number and date on the sealed copy that stands; the journal keeps what was there before."""
    copy = sealed_copy(doing.subject)
    assert copy is not None  # the guard has refused it otherwise
    doing.told |= {"before": {"document": copy.document, "dated": copy.dated}}
    document, dated = doing.payload["document"], doing.payload["dated"]
    SealedCopy.objects.filter(pk=copy.pk).update(document=document, dated=dated)
    doing.note = Text(f"上报文 {document}", f"Letter {document}")
