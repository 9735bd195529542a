"""What is done to a paper. Called by the one door only."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Q

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Refusal
from jiqun.documents.official import Para, from_plain, written_day
from jiqun.outgoing import drafting
from jiqun.outgoing.kinds import kind
from jiqun.outgoing.models import TOGETHER, Paper, Wording
from jiqun.outgoing.remedies import with_remedy

WITHDRAWAL = "withdrawal"
"""The kind of paper that takes another one back."""


# ── what must hold ───────────────────────────────────────────────────────────────────────────────────────


def own_paper(doing: Doing) -> None:
    """A paper is handled by the authority that issues it."""
    actor = doing.preparer
    if actor.authority is None or actor.authority.pk != doing.subject.authority_id:
        raise Refusal(Text("文稿由发文单位办理。", "A paper is handled by the authority that issues it."))
    paper: Paper = doing.subject
    if paper.batch is not None and paper.state in TOGETHER:
        raise Refusal(
            Text(
                f"本文在批量发文《{paper.batch.title}》中统一办理；需单独办理的，请先从该批移出。",
                f"The paper is handled with its batch, “{paper.batch.title}”; take it out there to handle it alone.",
            )
        )


def not_the_drafter(doing: Doing) -> None:
    """Nobody looks through the secrecy of what he drafted himself, or worded last."""
    paper: Paper = doing.subject
    written = paper.wordings.exclude(origin=Wording.Origin.REMEDY)  # who chose the remedy wrote nothing else
    last = written.select_related("by").order_by("-position").first()
    writers = {each.person_id for each in (paper.drafted_by, last.by if last else None) if each is not None}
    if isinstance(doing.by, Account) and doing.by.person_id in writers:
        raise Refusal(
            Text(
                "保密审查由拟稿人以外的人员办理，请由本单位其他人员审查。",
                "Whoever drafted a paper does not look through its secrecy; somebody else of your authority does.",
            )
        )


def sheet_complete(doing: Doing) -> None:
    """A paper is laid before its signers with its outgoing sheet filled in."""
    if not doing.subject.secrecy:
        raise Refusal(
            Text(
                "发文稿纸缺少保密审查意见，请先由本单位审核岗办理“保密审查”，再送签。",
                "The outgoing sheet lacks the confidentiality review: the approver's post enters it first.",
            )
        )


def remedy_chosen(doing: Doing) -> None:
    """A decision against somebody goes no further before somebody other than its drafter chose what remedy it tells."""
    paper: Paper = doing.subject
    if kind(paper.kind_slug).remedies and paper.replaces_id is None and not paper.context.get("appeal"):
        raise Refusal(
            Text(
                "这是不利决定，须先由法制审核人员（没有法制审核人员的，由审核岗）办理“选定救济途径”。",
                "This decides against somebody: the legal officer, or the approver where there is none, chooses the "
                "remedy first.",
            ),
            clause="A14.2",
        )


def has_remedies(doing: Doing) -> None:
    """There is a remedy to choose, by somebody who did not draft the paper."""
    paper: Paper = doing.subject
    if not kind(paper.kind_slug).remedies or paper.replaces_id is not None:
        raise Refusal(Text("该文不是不利决定，没有救济途径可选。", "The paper decides against nobody."))
    drafter = paper.drafted_by
    if drafter is not None and isinstance(doing.by, Account) and doing.by.person_id == drafter.person_id:
        raise Refusal(
            Text(
                "救济途径由拟稿人以外的人员选定，请由法制审核人员或者审核岗办理。",
                "Somebody other than the drafter chooses the remedy: the legal officer or the approver.",
            )
        )


def composed_again(doing: Doing) -> None:
    """A text that was not composed from data of its matter cannot be composed anew."""
    if doing.subject.replaces_id is not None:
        raise Refusal(
            Text(
                "更正、撤回的文稿由原文生成，不能按数据重拟，请直接修改文稿。",
                "A correction is made from the paper it corrects; word it by hand.",
            )
        )


def has_addressee(doing: Doing) -> None:
    """What goes to nobody in particular is signed for by nobody."""
    paper: Paper = doing.subject
    if paper.addressee_id is None:
        raise Refusal(Text("该文没有特定收文单位，无需签收。", "The paper has no one addressee; nobody signs for it."))
    if doing.by.authority is None or doing.by.authority.pk != paper.addressee_id:
        raise Refusal(Text("该文由收文单位签收。", "The addressee signs for the paper."))


def by_the_one_between(doing: Doing) -> None:
    """It is passed on by the authority it goes through."""
    if doing.by.authority is None or doing.by.authority.pk != doing.subject.through_id:
        raise Refusal(
            Text("该文由转送单位送达，请等待其办理。", "Another authority passes this paper on; wait for it to do so.")
        )


def not_overtaken(doing: Doing) -> None:
    """One paper at a time corrects or withdraws another."""
    newer = newer_of(doing.subject)
    if newer is not None:
        raise Refusal(
            Text(
                f"本文已有更正或撤回的文稿《{newer.heading}》，请先办结该文稿或不再发出。",
                f"“{newer.heading}” already corrects or withdraws this paper; finish or drop it first.",
            )
        )


def newer_of(paper: Paper) -> Paper | None:
    """The paper that corrects or withdraws this one, drafted or sent; `None` while it stands alone."""
    return Paper.objects.filter(~Q(state="dropped"), replaces=paper).order_by("drafted_at").first()


# ── what is done ─────────────────────────────────────────────────────────────────────────────────────────


def revise(doing: Doing) -> None:
    """Keeps another wording of the text."""
    reason = doing.payload["reason"]
    doing.note = Text(reason, reason)
    drafting.reword(doing, from_plain(doing.payload["content"]), Wording.Origin.REVISED, reason)


def redraft(doing: Doing) -> None:
    """Composes the text anew from what is known now; what was worded by hand stays among the wordings."""
    paper: Paper = doing.subject
    official = kind(paper.kind_slug).compose(paper.case, paper.context)
    drafting.reword(doing, official, Wording.Origin.REDRAFTED, "")


def choose_remedy(doing: Doing) -> None:
    """Writes the chosen remedy into the text; whoever chose it stands in the paper's history."""
    paper: Paper = doing.subject
    remedies, chosen = kind(paper.kind_slug).remedies, doing.payload["appeal"]
    paper.context = {**paper.context, "appeal": chosen}
    paper.save(update_fields=["context"])
    doing.note = next(each.title for each in remedies if each.slug == chosen)
    official = with_remedy(from_plain(paper.content), remedies, chosen)
    drafting.reword(doing, official, Wording.Origin.REMEDY, doing.note.zh)


def review_secrecy(doing: Doing) -> None:
    """Keeps who looked whether the paper may go out, and what came of it."""
    paper: Paper = doing.subject
    assert isinstance(doing.by, Account)
    paper.secrecy, paper.secrecy_by, paper.secrecy_at = doing.payload["secrecy"], doing.by, doing.now
    paper.save(update_fields=["secrecy", "secrecy_by", "secrecy_at"])
    doing.note = Text(paper.secrecy, paper.secrecy)
    doing.told["sha256"] = paper.sha256


def fill_sheet(doing: Doing) -> None:
    """Keeps the publicity that was signed."""
    paper: Paper = doing.subject
    paper.openness, paper.openness_reason = doing.payload["openness"], doing.payload["openness_reason"]
    paper.save(update_fields=["openness", "openness_reason"])
    doing.told["sha256"] = paper.sha256


def register_number(doing: Doing) -> None:
    """Keeps number and date as the office gave them, and the paper as it was set with them."""
    paper: Paper = doing.subject
    paper.number, paper.dated_on, paper.pdf_id = (doing.payload[name] for name in ("number", "dated_on", "pdf"))
    paper.year = doing.payload["dated_on"].year
    paper.save(update_fields=["number", "dated_on", "year", "pdf"])
    doing.note = Text(paper.number, paper.number) if paper.number else None
    doing.told["sha256"] = paper.sha256


def attach_sealed(doing: Doing) -> None:
    """Keeps the scan of the sealed copy: from now on it is what the office hands out."""
    paper: Paper = doing.subject
    scan = doing.payload["scan"]
    paper.sealed_file_id, paper.sealed_name, paper.sealed_at = scan["sha256"], scan["name"], doing.now
    paper.save(update_fields=["sealed_file", "sealed_name", "sealed_at"])
    doing.told["sealed"] = {"sha256": scan["sha256"], "read": doing.payload["read"]}


def whither(doing: Doing) -> str:
    """To the one it goes through, otherwise to where it was meant to go."""
    return "passing" if doing.subject.through_id else "delivered"


def deliver(doing: Doing) -> None:
    """It left the house: to the authority between, to its addressee, or to the public."""
    paper: Paper = doing.subject
    if paper.through_id:
        paper.hand_id = paper.through_id
        paper.save(update_fields=["hand"])
    else:
        reach(doing)


def reach(doing: Doing) -> None:
    """It has reached the one it is addressed to, who is to sign for it."""
    paper: Paper = doing.subject
    paper.delivered_at, paper.hand_id = doing.now, paper.addressee_id
    paper.save(update_fields=["delivered_at", "hand"])


def receive(doing: Doing) -> None:
    """The addressee signed for it."""
    paper: Paper = doing.subject
    assert isinstance(doing.by, Account)
    paper.received_at, paper.received_by, paper.hand = doing.now, doing.by, None
    paper.save(update_fields=["received_at", "received_by", "hand"])


def drop(doing: Doing) -> None:
    """It is not sent, for the reason given."""
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])
    Paper.objects.filter(pk=doing.subject.pk).update(hand=None)


def follow_up(doing: Doing) -> None:
    """Drafts the paper that corrects this one or takes it back, naming it by number and title."""
    old: Paper = doing.subject
    reason = doing.payload["reason"]
    official = from_plain(old.content)
    named = f"《{old.heading}》" + (f"（{old.number}）" if old.number else "")
    if doing.payload["how"] == "withdraw":
        context = {"named": named, "reason": reason, "issuer": official.issuer, "to": official.to}
        slug, new = WITHDRAWAL, kind(WITHDRAWAL).compose(old.case, context)
    else:
        context = {}
        because = reason.rstrip("。；")
        assert old.dated_on is not None  # it is finished
        lead = Para(f"{written_day(old.dated_on)}印发的{named}，因{because}，现更正如下，以本文为准。")
        slug, new = old.kind_slug, replace(official, body=(lead, *official.body))
    drafting.lay(
        doing,
        new,
        slug,
        old.case,
        old.authority,
        context,
        addressee=old.addressee,
        through=old.through,
        replaces=old,
    )
    doing.note = Text(reason, reason)
