"""The receipt as a paper (回执): set from the signed receipt alone, so that it says nothing else (Article 14(一))."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import segno

from jiqun.bilingual import pick, speaking
from jiqun.documents.typesetting import typeset
from jiqun.recognition.models import Receipt
from jiqun.recognition.queries.filing import receipts

_LAYOUT = "receipt"


def pdf(receipt: Receipt, *, language: str, address: str) -> bytes:
    """A signed receipt as PDF/A; the same receipt, language and address give the same bytes.

    `address` is the public page that checks receipts. Raises `DocumentError` where nothing can be typeset.
    """
    return typeset(_LAYOUT, filled(receipt, language=language, address=address), now=receipt.at)


def filled(receipt: Receipt, *, language: str, address: str) -> dict[str, Any]:
    """All that the layout prints, as JSON can hold it."""
    told = receipts.told(receipt)
    assert told is not None
    code = receipts.code(receipt)
    with speaking(language):
        return {
            "lang": language,
            "title": pick("申报回执", "Receipt of an application"),
            "number": told["number"],
            "lead": lead(told),
            "rows": [list(row) for row in rows(told)],
            "digests": [list(row) for row in digests(told)],
            "files_title": pick(f"随案材料（{len(told['files'])} 份）", f"Files handed in ({len(told['files'])})"),
            "files_head": [
                pick("序号", "No."),
                pick("材料", "For"),
                pick("文件名", "File"),
                pick("大小", "Size"),
                pick("摘要（上 SHA-256，下 SM3）", "SHA-256 above, SM3 below"),
            ],
            "files": [list(row) for row in files(told, language)],
            "code_label": pick("校验码", "Check code"),
            "code": code,
            "check": pick(
                "扫码或到下列网址输入回执号和校验码，即可核验：", "To check it, scan or enter number and code at:"
            ),
            "address": address,
            "qr": qr(address, told["number"], code),
            "note": pick(
                "本回执证明所列内容于上述时间提交，不是审核结论。本页由签名的回执数据（JSON）生成，两者以 JSON 为准；"
                "JSON 可用公钥离线核验。",
                "It proves what was handed in and when; it is no decision. This page is made from the signed receipt "
                "(JSON), which prevails and can be verified offline with the public key.",
            ),
            "signature": [list(row) for row in signature(told)],
            "page": pick("第 {n} 页，共 {all} 页", "page {n} of {all}"),
        }


def lead(told: dict[str, Any]) -> str:
    """The sentence at the head; a corrected submission says so and names the one before."""
    if told["corrects"]:
        return pick(
            f"补正后再次提交（第 {told['submission']} 次提交），此前回执 {told['corrects']}",
            f"Corrected and handed in again (submission {told['submission']}); the receipt before: {told['corrects']}",
        )
    return pick("申报已提交", "The application is handed in")


def rows(told: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The facts, line by line."""
    measure, step = told["measure"], told["next"]
    yield pick("申报单位", "Applicant"), told["unit"]["name"]
    yield pick("申报编号", "Application"), told["application"]
    yield pick("集群名称", "Cluster"), told["cluster"]["name"]
    yield pick("申报批次", "Round"), told["round"]["title"]
    yield pick("提交时间", "Handed in"), moment(told["at"])
    yield (
        pick("适用办法", "Measure"),
        f"《{measure['title']}》（{measure['number']}），" + pick("适用日期 ", "legal date ") + measure["on"],
    )
    yield pick("申报表", "Form"), pick(f"第 {told['form']['number']} 版", f"revision {told['form']['number']}")
    if told["roster"]:
        number = told["roster"]["number"]
        yield pick("企业名册", "Roster"), pick(f"第 {number} 版", f"revision {number}")
    if told["sealed"]:
        yield pick("盖章件版本校验码", "Version of the sealed copy"), told["sealed"]
    yield pick("下一步", "Next"), pick(step["step"]["zh"], step["step"]["en"])
    yield pick("办理时限", "By"), moment(step["by"])


def digests(told: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What the receipt rests on, as digests."""
    yield pick("申报内容 SHA-256", "Content, SHA-256"), told["content"]["sha256"]
    yield pick("申报内容 SM3", "Content, SM3"), told["content"]["sm3"]
    if told["roster"]:
        yield pick("企业名册 SHA-256", "Roster, SHA-256"), told["roster"]["sha256"]
    yield pick("办法 SHA-256", "Measure, SHA-256"), told["measure"]["sha256"]
    entry = told["journal"]["seq"]
    yield pick(f"办理日志第 {entry} 号 SHA-256", f"Journal entry {entry}, SHA-256"), told["journal"]["sha256"]
    yield pick(f"办理日志第 {entry} 号 SM3", f"Journal entry {entry}, SM3"), told["journal"]["sm3"]


def files(told: dict[str, Any], language: str) -> Iterator[tuple[str, ...]]:
    """One line a file."""
    for number, each in enumerate(told["files"], start=1):
        yield (
            str(number),
            each["title"][language],
            each["name"],
            size(each["size"]),
            each["sha256"],
            each["sm3"],
        )


def size(bytes_: int) -> str:
    """A size as the paper shows it, the same whatever language the page around it speaks: `1.4 MB`."""
    return f"{bytes_ / 2**20:.1f} MB" if bytes_ >= 2**20 else f"{max(bytes_, 103) / 2**10:.1f} KB"


def signature(told: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Which key signed it, and the signature."""
    yield pick("签名算法", "Signature"), told["signature"]["algorithm"]
    yield pick("公钥编号", "Key"), told["signature"]["key"]
    yield pick("签名值", "Value"), told["signature"]["value"]


def moment(text: str) -> str:
    """`2025-03-20 10:00:00 +08:00`."""
    return f"{datetime.fromisoformat(text):%Y-%m-%d %H:%M:%S} +08:00"


def qr(address: str, number: str, code: str) -> str:
    """The QR that leads to the check with number and code filled in, as SVG."""
    made = io.BytesIO()
    text = f"{address}?{urlencode({'number': number, 'code': code})}"
    segno.make(text, error="m", micro=False).save(made, kind="svg", border=4, xmldecl=False, svgclass=None)
    return made.getvalue().decode()
