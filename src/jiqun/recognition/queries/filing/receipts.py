"""Receipts (回执) of submissions: what they say, and whether one that somebody shows is genuine (Article 14(一)).

A receipt is canonical JSON under the office's signature, written in the act's own transaction (`docs/decisions/0011`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jiqun import law
from jiqun.authorities.hours import ZONE
from jiqun.authorities.models import Account, Role
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.console.verifier import RECEIPT, receipt_faults
from jiqun.documents.book.mark import code_of, normal
from jiqun.evidence import attachments
from jiqun.journal.canonical import canonical, digests, plain
from jiqun.journal.models import PublicKey
from jiqun.recognition.models import Application, Receipt
from jiqun.recognition.queries.filing.application import (
    ROSTER_FILE,
    requirements,
)
from jiqun.recognition.queries.filing.ledger_slice import LEDGER_FILE
from jiqun.recognition.queries.filing.precheck import legal_date, measure_of
from jiqun.recognition.queries.filing.printed import sealed_plain

WORKBOOK, OF_LEDGERS = Text("企业名册工作簿", "Workbook of the roster"), Text("集群台账佐证", "Proof of the ledgers")
NEXT = Text(
    "由{body}受理、初审，择优推荐；需要补正的，一次性告知。",
    "{body} accepts and reviews it and recommends the best; what is to be corrected is told at once.",
)


def content(case: Case, application: Application, number: str, at: datetime, frozen: tuple[str, str]) -> dict[str, Any]:
    """What a receipt says but for its place in the journal; about eight queries. `frozen` are the content's digests."""
    row, roster, sealed = application.round, application.roster, sealed_plain(case)
    measure = law.load(case.measure)
    earlier = Receipt.objects.filter(case=case).exclude(pk=number).order_by("-at", "-number").values_list("number")
    before = earlier.first()
    said: dict[str, Any] = {
        "format": RECEIPT,
        "number": number,
        "at": at.astimezone(ZONE),
        "unit": {"code": case.authority_id, "name": case.authority.body},
        "application": case.number,
        "cluster": {"id": application.cluster_id, "name": application.cluster.name},
        "round": {"number": row.case.number, "title": row.case.title},
        "submission": earlier.count() + 1,
        "corrects": before and before[0],
        "content": {"sha256": frozen[0], "sm3": frozen[1]},
        "files": files(case, application),
        "measure": {
            "id": case.measure,
            "number": measure.number,
            "title": measure.title,
            "sha256": measure_of(row).sha256,
            "on": legal_date(row),
        },
        "form": {"number": row.form.number, "sha256": row.form.sha256},
        "roster": roster and {"number": roster.number, "sha256": roster.sha256},
        "sealed": sealed and sealed["code"],
        "next": {
            "step": NEXT.format(body=application.prefecture.body),
            "by": row.prefecture_deadline.astimezone(ZONE),
        },
    }
    return said


def files(case: Case, application: Application) -> list[dict[str, Any]]:
    """Every file handed in with its digests, in the order of the form; one query and those of the requirements."""
    titles = {each.id: each.title for each in requirements(application, case.measure)}
    titles |= {ROSTER_FILE: WORKBOOK, LEDGER_FILE: OF_LEDGERS}
    order = list(titles)
    workbook = application.roster.file_sha256 if application.roster else ""
    found = [  # what others attached to the matter is not the applicant's to hand in
        each
        for each in attachments.files(case)
        if each.requirement in titles and (each.requirement != ROSTER_FILE or each.sha256 == workbook)
    ]
    return [
        {
            "requirement": each.requirement,
            "title": titles[each.requirement],
            "name": each.name,
            "size": each.size,
            "sha256": each.sha256,
            "sm3": each.sm3,
        }
        for each in sorted(found, key=lambda file: (order.index(file.requirement), file.name, file.sha256))
    ]


def told(receipt: Receipt) -> dict[str, Any] | None:
    """A receipt as it was handed out; `None` for one from before receipts were signed."""
    found: dict[str, Any] | None = json.loads(bytes(receipt.signed)) if receipt.signed else None
    return found


def file_of(receipt: Receipt) -> bytes:
    """The receipt as a file: the same JSON, written so that it can be read."""
    return (json.dumps(told(receipt), ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def code(receipt: Receipt) -> str:
    """The check code (校验码) printed on a receipt: sixty bits of the SHA-256 of its signed JSON."""
    return code_of(digests(bytes(receipt.signed)).sha256)


def seen_by(user: Account, number: str) -> Receipt | None:
    """The receipt, if the account may see its matter; experts, who are to know nobody, see none. One query."""
    if user.role == Role.EXPERT:
        return None
    visible = Case.objects.visible_to(user).filter(procedure_name="application")
    return Receipt.objects.filter(pk=number, case__in=visible).select_related("case__authority").first()


def of_case(case: Case) -> list[Receipt]:
    """Every receipt of an application, the first one first; one query."""
    return list(Receipt.objects.filter(case=case).order_by("at", "number"))


# ── is it genuine? ──


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a receipt that somebody shows: `genuine`, `changed` or `unknown`.

    Of a genuine one: number, time, unit; the cluster's name only where it is public already.
    """

    outcome: str
    number: str = ""
    at: datetime | None = None
    unit: str = ""
    cluster: str = ""


UNKNOWN, CHANGED = Checked("unknown"), Checked("changed")


def check_typed(number: str, typed: str) -> Checked:
    """A number with its check code or with the content's SHA-256, as they stand on a receipt; two queries at most."""
    receipt = find(number)
    if receipt is None:
        return UNKNOWN
    digest = "".join(typed.split()).lower()
    whole = digests(bytes(receipt.signed)).sha256
    right = normal(typed) == code_of(whole) or digest in (receipt.sha256, receipt.sm3, whole)
    return public(receipt) if right else CHANGED


def check_file(data: bytes) -> Checked:
    """The JSON of a receipt: signed by a key of this office, and the one that was handed out; three queries at most.

    Raises `Unreadable` for what is no receipt.
    """
    wrong = receipt_faults(data, None)
    shown = json.loads(data)
    number = shown.get("number")
    receipt = find(number) if isinstance(number, str) else None
    if receipt is None:
        return UNKNOWN
    if wrong or canonical(shown) != bytes(receipt.signed):
        return CHANGED
    known = PublicKey.objects.filter(pk=shown["signature"]["key"], public=shown["signature"]["public"]).exists()
    return public(receipt) if known else CHANGED


def find(number: str) -> Receipt | None:
    """A signed receipt by its number, as the public may ask for one; one query."""
    found = Receipt.objects.filter(pk=number.strip()).select_related("case__authority", "case__cluster").first()
    return found if found is not None and found.signed else None


def public(receipt: Receipt) -> Checked:
    """What anybody may know of a genuine receipt."""
    cluster = receipt.case.cluster
    known = cluster is not None and type(cluster).objects.public().filter(pk=cluster.pk).exists()
    return Checked(
        "genuine",
        receipt.pk,
        receipt.at,
        receipt.case.authority.body,
        cluster.name if cluster is not None and known else "",
    )


def signed_content(said: dict[str, Any], seq: int, sha256: str, sm3: str) -> dict[str, Any]:
    """What is signed: the content with the place of the act in the journal, as JSON holds it."""
    found: Any = plain({**said, "journal": {"seq": seq, "sha256": sha256, "sm3": sm3}})
    return dict(found)
