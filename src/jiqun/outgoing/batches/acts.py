"""What is done to a batch: for each of its papers what is done to one alone. Called by the one door only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.db.models import F

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Conflict, Refusal
from jiqun.outgoing import acts
from jiqun.outgoing.models import Paper, PaperBatch


def papers_of(batch: PaperBatch) -> list[Paper]:
    """The papers of a batch in their order (one query)."""
    return list(Paper.objects.filter(batch=batch).select_related("case", "addressee", "through").order_by("place"))


# ── what must hold ───────────────────────────────────────────────────────────────────────────────────────


def own_batch(doing: Doing) -> None:
    """A batch is handled by the authority that issues its papers."""
    actor = doing.preparer
    if actor.authority is None or actor.authority.pk != doing.subject.authority_id:
        raise Refusal(Text("文稿由发文单位办理。", "Papers are handled by the authority that issues them."))


def not_the_drafter(doing: Doing) -> None:
    """Nobody looks through the secrecy of what he drafted himself."""
    drafter = doing.subject.drafted_by
    if drafter is not None and isinstance(doing.by, Account) and doing.by.person_id == drafter.person_id:
        raise Refusal(
            Text(
                "保密审查由拟稿人以外的人员办理，请由本单位其他人员审查。",
                "Whoever drafted the papers does not look through their secrecy; somebody else of your authority does.",
            )
        )


def sheet_complete(doing: Doing) -> None:
    """The papers are laid before their signers with the confidentiality review done."""
    if not doing.subject.secrecy:
        raise Refusal(
            Text(
                "缺少保密审查意见，请先由本单位审核岗办理“保密审查”，再送签。",
                "The confidentiality review is missing: the approver's post enters it first.",
            )
        )


def some_left(doing: Doing) -> None:
    """A batch keeps one paper at least."""
    if Paper.objects.filter(batch=doing.subject).count() < 2:
        raise Refusal(Text("本批只剩一份文稿，不能再移出。", "One paper is left; it stays in the batch."))


def all_set(doing: Doing) -> None:
    """Every paper was set with its number before the first one leaves."""
    if n := Paper.objects.filter(batch=doing.subject, pdf__isnull=True).count():
        raise Refusal(
            Text(
                f"还有 {n} 份尚未生成定稿，请在批量发文页面继续生成后再发出。",
                f"{n} papers are not set yet; go on setting them on the batch's page, then send.",
            )
        )


# ── what is done ─────────────────────────────────────────────────────────────────────────────────────────


def each(doing: Doing, state: Callable[[Doing], str] | None, effect: Callable[[Doing], None]) -> None:
    """Does to every paper what is done to one alone, and tells the journal each text's digest.

    Raises `Conflict` when one of them changed meanwhile; then nothing is done to any.
    """
    told: list[dict[str, object]] = []
    for paper in papers_of(doing.subject):
        one = replace(doing, subject=paper, told={}, note=None)
        came_from = paper.version
        effect(one)
        changes = {"version": F("version") + 1} if state is None else {"version": F("version") + 1, "state": state(one)}
        if not Paper.objects.filter(pk=paper.pk, version=came_from).update(**changes):
            raise Conflict(
                Text(f"《{paper.heading}》刚刚有变化，请刷新后重办。", f"“{paper.heading}” has just changed; reload.")
            )
        told.append({"id": str(paper.pk), "sha256": paper.sha256, "number": paper.number, "pdf": paper.pdf_id or ""})
    doing.told["papers"] = told
    doing.note = Text(f"{len(told)} 份", f"{len(told)} papers")


def review_secrecy(doing: Doing) -> None:
    """Keeps who looked through all of them, and what came of it."""
    batch: PaperBatch = doing.subject
    assert isinstance(doing.by, Account)
    batch.secrecy, batch.secrecy_by, batch.secrecy_at = doing.payload["secrecy"], doing.by, doing.now
    batch.save(update_fields=["secrecy", "secrecy_by", "secrecy_at"])
    each(doing, None, acts.review_secrecy)


def issue(doing: Doing) -> None:
    """All of them are signed."""
    batch: PaperBatch = doing.subject
    batch.openness, batch.openness_reason = doing.payload["openness"], doing.payload["openness_reason"]
    batch.save(update_fields=["openness", "openness_reason"])
    each(doing, lambda _: "signed", acts.fill_sheet)


def take_out(doing: Doing) -> None:
    """One paper is handled alone from now on."""
    paper = Paper.objects.get(pk=doing.payload["paper"], batch=doing.subject)
    Paper.objects.filter(pk=paper.pk).update(batch=None, place=None, version=F("version") + 1)
    doing.told["taken_out"] = {"id": str(paper.pk), "sha256": paper.sha256}
    doing.note = Text(f"《{paper.heading}》改为单独办理", f"“{paper.heading}” is handled alone")


def drop(doing: Doing) -> None:
    """None of them is sent, for the reason given; what they told of may be drafted anew."""
    each(doing, lambda _: "dropped", acts.drop)
    reason = doing.payload["reason"]
    doing.note = Text(reason, reason)


def register_numbers(doing: Doing) -> None:
    """Keeps numbers and date as the office gave them; the papers are set with them afterwards, outside of any act."""
    numbers: dict[str, str] = doing.payload["numbers"]

    def keep(one: Doing) -> None:
        paper: Paper = one.subject
        paper.number, paper.dated_on = numbers.get(str(paper.pk), ""), doing.payload["dated_on"]
        paper.year = paper.dated_on.year
        paper.save(update_fields=["number", "dated_on", "year"])

    each(doing, lambda _: "numbered", keep)


def send(doing: Doing) -> None:
    """Each goes its way: to the authority between, or to its addressee. The journal keeps the digest of every PDF."""
    doing.subject.sent_at = doing.now
    doing.subject.save(update_fields=["sent_at"])
    each(doing, acts.whither, acts.deliver)
