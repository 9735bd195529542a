"""核验回执: anybody holds a receipt against the office's own, by number and check code or by its file. Nothing is kept.

It says no more than the receipt already does: number, time, unit; the cluster's name only where it is public.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from jiqun.bilingual import Text
from jiqun.console.verifier import Unreadable
from jiqun.documents.errors import DocumentError
from jiqun.journal import signing
from jiqun.portal.selfcheck.views import forgetful
from jiqun.recognition.papers import receipt as paper
from jiqun.recognition.queries.filing import receipts
from jiqun.recognition.queries.filing.receipts import Checked
from jiqun.web.exports import download
from jiqun.web.throttle import too_many

MOST = 60
MOST_BYTES = 5 * 2**20
KEY_NAME = "jiqun-public-key.pem"
_NUMBER = re.compile(r"\d{4}-\d{4}-\d{4,}")
SLOW_DOWN = Text(
    "这个网络地址一小时内的核验次数过多，请稍后再试；也可下载公钥，离线核验。",
    "Too many checks from this address within the hour; try later, or take the public key and check offline.",
)
ASK = Text(
    "请填写回执号和校验码，或选择回执文件（JSON 或 PDF）。",
    "Enter the number and the check code of the receipt, or choose its file (JSON or PDF).",
)
TOO_LARGE = Text("文件超过 5 MB，不是本系统的回执。", "The file is over 5 MB; it is no receipt of this office.")
NO_RECEIPT = Text(
    "这个文件不是本系统的回执。请选择从回执页下载的 JSON 或 PDF 原件；纸质件、截图和扫描件请改用回执号和校验码核验。",
    "This is no receipt of this office. Choose the JSON or PDF as it was downloaded; for paper and scans enter number "
    "and check code.",
)
NAME_IT = Text("核验 PDF 时，请同时填写回执号。", "To check a PDF, enter the number of the receipt as well.")
OTHER_PDF = Text(
    "这个 PDF 与本系统现在生成的回执不是逐字节一致（可能经过打印、扫描、另存或修改，也可能是旧版式）。"
    "请填写纸面上的回执号和校验码核验，并以 JSON 原件为准。",
    "This PDF is not byte for byte the one made here now: printed, scanned, saved anew, altered or of an older layout. "
    "Enter the number and check code it shows; the JSON prevails.",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a check came to: an outcome, or a sentence that says what to do."""

    checked: Checked | None = None
    refusal: Text | None = None


@require_http_methods(["GET", "HEAD", "POST"])
@forgetful
def check(request: HttpRequest) -> HttpResponse:
    """The page with its form, and the outcome; a QR leads here with number and code."""
    given = request.POST if request.method == "POST" else request.GET
    number, code = given.get("number", "").strip()[:60], given.get("code", "").strip()[:200]
    file = request.FILES.get("file") if request.method == "POST" else None
    answer, status = Answer(), 200
    if request.method == "POST" or (number and code):
        if too_many(request, "receipts", MOST):
            answer, status = Answer(refusal=SLOW_DOWN), 429
        else:
            answer = by_file(request, file, number) if file is not None else typed(number, code)
            status = 422 if answer.refusal else 200
    context: dict[str, Any] = {
        "answer": answer,
        "number": number,
        "code": code,
        "key": signing.key_id(signing.public_key()),
        "address": request.build_absolute_uri(reverse("portal:receipt")),
    }
    return render(request, "portal/receipt.html", context, status=status)


def typed(number: str, code: str) -> Answer:
    """A number and a check code, or the content's digest, as they stand on the receipt."""
    return Answer(receipts.check_typed(number, code)) if number and code else Answer(refusal=ASK)


def by_file(request: HttpRequest, file: Any, number: str) -> Answer:
    """The receipt's JSON, or its PDF held against the one made here from the signed receipt; no PDF is opened."""
    if file.size > MOST_BYTES:
        return Answer(refusal=TOO_LARGE)
    data: bytes = file.read()
    if not data.startswith(b"%PDF-"):
        try:
            return Answer(receipts.check_file(data))
        except Unreadable:
            return Answer(refusal=NO_RECEIPT)
    named = number or next(iter(_NUMBER.findall(file.name)), "")
    if not named:
        return Answer(refusal=NAME_IT)
    receipt = receipts.find(named)
    if receipt is None:
        return Answer(receipts.UNKNOWN)
    address = request.build_absolute_uri(reverse("portal:receipt"))
    try:
        same = any(paper.pdf(receipt, language=tongue, address=address) == data for tongue in ("zh", "en"))
    except DocumentError as none:
        return Answer(refusal=none.text)
    return Answer(receipts.public(receipt)) if same else Answer(refusal=OTHER_PDF)


@require_safe
def key(request: HttpRequest) -> HttpResponse:
    """The office's public key as PEM, to be kept beside receipts and dossiers."""
    return download(signing.public_pem(), KEY_NAME)
