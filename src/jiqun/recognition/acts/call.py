"""Drafting, amending, issuing and cancelling a round (Articles 12, 14(一))."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from jiqun.authorities.hours import closing_moment, deadline_phrase
from jiqun.authorities.models import Authority, Kind
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Audience, Case
from jiqun.casework.refusals import Refusal
from jiqun.forms.revisions import current
from jiqun.instruments import queries as instruments
from jiqun.law.citation import here
from jiqun.law.errors import LawError
from jiqun.law.measure import Measure
from jiqun.recognition.models import Quota, Round
from jiqun.recognition.queries import demands, interpretations
from jiqun.review.rubrics import current as current_rubric

FORM = "申报"
DATES = ("county_deadline", "prefecture_deadline", "review_deadline")
AS_GIVEN = ("year", "supplementary", "reason", "niche_scope", "niche_digits", "call", "certificates")


def round_of(case: Case) -> Round:
    """What is particular to a round's case; read once for a case in hand."""
    return case.round


def governing(on: date) -> Measure:
    """The measure a round of that day rests on, by its own text, by a registered basis, or as a successor.

    Raises `Refusal`, naming the remedy, when none is in force (Article 19).
    """
    try:
        return instruments.governing(on)
    except LawError as none:
        raise Refusal(
            Text(
                f"不能据此开展认定工作：{none.text.zh}依据在“依据”页登记，由省级经办提请、审核岗签批。",
                f"No round can rest on it: {none.text.en} Bases are entered on the page Bases by the province's "
                "officer and signed by the approver.",
            ),
            clause="A19",
        ) from none


def measure_in_force(doing: Doing) -> None:
    """A round rests on the measure in force on the day it is opened; one once drafted stays with its own."""
    rests_on(doing.subject, doing.today)


def rests_on(case: Case | None, on: date) -> Measure:
    """The measure governing on a day. Raises `Refusal` when it is another than the one a round was drafted under."""
    found = governing(on)
    if case is not None and case.measure != found.id:
        raise Refusal(
            Text(
                f"{on} 适用的办法已是《{found.title}》（{found.number}），本批次按原办法拟定；请取消后重新拟定。",
                f"On {on} 《{found.title}》 ({found.number}) applies, but this round was drafted under another; "
                "cancel it and draft it anew.",
            ),
            clause="A19",
        )
    return found


def county_deadline_ahead(doing: Doing) -> None:
    """Applications need time: the counties' deadline lies ahead when the call goes out."""
    closes = round_of(doing.subject).county_deadline
    if closes <= doing.now:
        when = deadline_phrase(closes)
        raise Refusal(
            Text(
                f"县级申报截止时间（{when.zh}）已过，请先修改通知稿中的时间。",
                f"The counties' deadline ({when.en}) has passed; amend the dates of the draft first.",
            ),
            clause="A14.1",
        )


def answers_heeded(doing: Doing) -> None:
    """A call that reads a phrase otherwise than the province has answered does so knowingly (Article 18).

    Raises `Refusal` when an interpretation in effect on the day of the call was not before the officer who drafted it
    or amended the draft last.
    """
    on = doing.payload.get("issued_on", doing.today)
    try:
        missed = interpretations.unheeded(round_of(doing.subject), on)
    except LawError as contradiction:
        raise Refusal(contradiction.text, clause="A18") from contradiction
    if missed:
        zh = "；".join(f"口径“{each.phrase.zh}”，{each.source.zh}按“{each.value.zh}”掌握" for each in missed)
        en = "; ".join(f"{each.phrase.en} is read as {each.value.en} by {each.source.en}" for each in missed)
        raise Refusal(
            Text(
                f"通知稿的口径与拟稿后的解释不一致：{zh}。请先修改通知稿，按解释确定口径，或在知悉解释后另定。",
                f"The draft reads otherwise than interpretations that it does not know: {en}. Amend the draft first, "
                "following them or departing from them knowingly.",
            ),
            clause="A18",
        )


def others_of_year(year: int, but: Case | None = None) -> list[str]:
    """Numbers of the other rounds of a year that were not cancelled (Article 12: once a year in principle)."""
    rounds = Round.objects.filter(year=year).exclude(case__state="cancelled")
    if but is not None:
        rounds = rounds.exclude(case=but.pk)
    return list(rounds.order_by("case__number").values_list("case__number", flat=True))


def second_needs_reason(year: int, others: list[str]) -> Text:
    """What Article 12 asks of a second round."""
    numbers = "、".join(others)
    return Text(
        f"{year} 年度已有批次 {numbers}；办法{here('A12').zh}规定原则上每年开展一次，再次开展请写明理由。",
        f"{year} already has {numbers}; {here('A12').en} has one round a year in principle: "
        "give the reason for another.",
    )


def draft_round(doing: Doing) -> None:
    """Opens the round's case in drafting, with everything its applications will be judged by."""
    authority = doing.by.authority
    assert authority is not None
    year = doing.payload["year"]
    number = f"{year}-R{next_number(f'round/{year}')}"
    refuse_second_without_reason(doing, None)
    doing.subject = open_case(
        doing,
        number=number,
        title=title(year, doing.payload["supplementary"]),
        authority=authority,
        measure=governing(doing.today).id,
        state="drafting",
    )
    row = Round(case=doing.subject)
    settle(row, doing, authority)
    row.save(force_insert=True)
    lay_quotas(row, doing)


def amend(doing: Doing) -> None:
    """Changes the draft; the latest revisions of form and rubric are pinned anew."""
    row = round_of(doing.subject)
    refuse_second_without_reason(doing, doing.subject)
    settle(row, doing, doing.subject.authority)
    row.save()
    Case.objects.filter(pk=doing.subject.pk).update(title=title(row.year, row.supplementary))
    Quota.objects.filter(round=row).delete()
    lay_quotas(row, doing)


def issue_call(doing: Doing) -> None:
    """The call goes out: from now on nothing here changes, and all staff see the round.

    The document number is the one the office system gave; a blank one is printed as 〔year〕  号.
    """
    on = doing.payload["issued_on"]
    bases, answers = pinned(rests_on(doing.subject, on), on)
    Round.objects.filter(pk=doing.subject.pk).update(
        document=doing.payload["document"], issued_on=on, bases=bases, interpretations=answers
    )
    doing.told["bases"] = bases
    Case.objects.filter(pk=doing.subject.pk).update(audience=Audience.STAFF)
    doing.note = Text(doing.payload["document"], doing.payload["document"]) if doing.payload["document"] else None


def cancel(doing: Doing) -> None:
    """A draft that will not be issued; its reason is kept in the history."""
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])


def title(year: int, supplementary: bool) -> str:
    """What the round is called."""
    return f"{year}年度认定批次（增补）" if supplementary else f"{year}年度认定批次"


def refuse_second_without_reason(doing: Doing, but: Case | None) -> None:
    """Again inside the transaction, where no other round of the year can slip in between."""
    others = others_of_year(doing.payload["year"], but)
    if others and not doing.payload["reason"]:
        raise Refusal(second_needs_reason(doing.payload["year"], others), clause="A12")


def settle(row: Round, doing: Doing, authority: Authority) -> None:
    """Puts what was entered into the round's row; a date closes when the authority's working day ends."""
    payload = doing.payload
    for name in AS_GIVEN:
        setattr(row, name, payload[name])
    for name in DATES:
        setattr(row, name, moment(payload[name], authority))
    on = doing.today
    measure = rests_on(doing.subject, on)
    row.readings = {key: payload[f"reading_{key}"] for key in measure.readings}
    row.bases, row.interpretations = pinned(measure, on)
    row.demands = demands.listed(payload["demands"], measure)
    row.form = current(FORM, doing.now)
    row.rubric = current_rubric(doing.now)


def pinned(measure: Measure, on: date) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The registered bases and the interpretations in effect, as a round keeps them."""
    fixed = instruments.readings(measure.id, on).values()
    return [basis.plain() for basis in measure.bases], [each.plain() for each in fixed]


def moment(day: date | None, authority: Authority) -> datetime | None:
    """The closing instant of a day; no day, no instant."""
    return None if day is None else closing_moment(day, authority)


def lay_quotas(row: Round, doing: Doing) -> None:
    """A ceiling for each prefecture: its own figure, or the one for all."""
    default = doing.payload["quota_default"]
    Quota.objects.bulk_create(
        Quota(round=row, prefecture=prefecture, ceiling=default if own is None else own)
        for prefecture in prefectures()
        for own in (doing.payload[f"quota_{prefecture.code}"],)
    )


def prefectures() -> list[Authority]:
    """The prefectures a round gives quotas to, in the order of their codes."""
    return list(Authority.objects.filter(kind=Kind.PREFECTURE).order_by("code"))
