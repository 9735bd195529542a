"""What people write in the place of generated sentences, while a report is drafted (autosave; no act, but kept)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from jiqun.authorities.models import Account, Role
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.refusals import Conflict, NotHere, Refusal
from jiqun.supervision.evaluation.content.composing import numbers, sentences
from jiqun.supervision.evaluation.content.writing import Plain
from jiqun.supervision.models.evaluation import Evaluation, SentenceWording
from jiqun.web.single import single

LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Worded:
    """A sentence as it stands: generated beside what a person wrote, which is blank where nobody did.

    `doubtful`: its numbers changed since it was written; it is to be confirmed or written anew before issue.
    """

    key: str
    generated: Plain
    zh: str
    en: str
    number: int
    doubtful: bool

    @property
    def edited(self) -> bool:
        """Whether a person's wording stands in the place of the generated one."""
        return bool(self.zh)

    @property
    def text(self) -> Text:
        """What the report prints; an edited sentence without English stands in Chinese."""
        if self.edited:
            return Text(self.zh, self.en or self.zh)
        return Text(self.generated["zh"], self.generated["en"])


def worded(evaluation: Evaluation) -> dict[str, Worded]:
    """Every sentence of the draft as it stands; one query."""
    latest = {row.key: row for row in evaluation.wordings.order_by("key", "number")}
    return {
        sentence["key"]: _stands(sentence, latest.get(sentence["key"])) for sentence in sentences(evaluation.content)
    }


def _stands(sentence: Plain, row: SentenceWording | None) -> Worded:
    if row is None:
        return Worded(sentence["key"], sentence, "", "", 0, doubtful=False)
    doubtful = bool(row.zh) and row.basis != numbers(sentence)
    return Worded(row.key, sentence, row.zh, row.en, row.number, doubtful)


def write(pk: UUID, key: str, zh: str, en: str, seen: int, *, by: Account, now: datetime) -> Worded:
    """Keeps a wording after the one that was seen (`seen` is its number, 0 for none); blank takes the generated one.

    Raises `NotHere`, `Conflict` when a colleague wrote meanwhile, and `Refusal` when the draft is not to be edited.
    """
    with transaction.atomic():
        case = single(Case.objects.visible_to(by).select_for_update().filter(pk=pk, procedure_name="evaluation"))
        evaluation = single(Evaluation.objects.filter(pk=pk)) if case else None
        if case is None or evaluation is None:
            raise NotHere
        editable(case, by)
        sentence = next((each for each in sentences(evaluation.content) if each["key"] == key), None)
        if sentence is None:
            raise NotHere
        zh, en = zh.strip(), en.strip()
        if max(len(zh), len(en)) > LONGEST:
            raise Refusal(
                Text(
                    f"一句话最多 {LONGEST} 字，请分段或删减。", f"At most {LONGEST} characters a sentence; shorten it."
                )
            )
        if en and not zh:
            raise Refusal(Text("填写了英文，请同时填写中文。", "English is given; write the Chinese too."))
        last = evaluation.wordings.filter(key=key).order_by("-number").first()
        if (last.number if last else 0) != seen:
            raise _told(last)
        if (last.zh, last.en, last.basis) == (zh, en, numbers(sentence)) if last else not zh:
            return _stands(sentence, last)
        try:
            with transaction.atomic():
                row = SentenceWording.objects.create(
                    evaluation=evaluation,
                    key=key,
                    number=seen + 1,
                    zh=zh,
                    en=en,
                    basis=numbers(sentence),
                    by=by,
                    at=now,
                )
        except IntegrityError:
            raise _told(evaluation.wordings.filter(key=key).order_by("-number").first()) from None
    return _stands(sentence, row)


def editable(case: Case, by: Account) -> None:
    """Raises `Refusal` unless the account drafts at the authority that reports, and nothing waits for a signature."""
    if by.role != Role.OFFICER or by.authority_id != case.authority_id:
        raise Refusal(
            Text("报告由编制单位的经办岗修改。", "The report is edited by the officer of the authority that makes it."),
            clause="A16",
        )
    if case.state != "drafting":
        raise Refusal(
            Text(
                "报告已印发或作废，不能修改；需要修改的，请编制新版。",
                "The report is issued or discarded; make a new edition.",
            ),
            clause="A16",
        )
    if case.pending:
        raise Refusal(
            Text(
                "报告正在等待签批，签批或退回后才能修改。",
                "The report waits for its signature; edit it once that is done.",
            )
        )


def _told(last: SentenceWording | None) -> Conflict:
    name = last.by.person.name if last else ""
    return Conflict(
        Text(
            f"{name}刚刚改写了这句话，您的改写没有保存。请刷新核对后再改。",
            f"{name} has just rewritten this sentence; yours was not kept. Reload and look again.",
        )
    )
