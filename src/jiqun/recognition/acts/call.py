"""Drafting, amending, issuing and cancelling a round (Articles 12, 14(一))."""

from __future__ import annotations

from datetime import date, datetime

from jiqun import law
from jiqun.authorities.hours import ZONE, closing_moment, deadline_phrase
from jiqun.authorities.models import Authority, Kind
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Audience, Case
from jiqun.casework.refusals import Refusal
from jiqun.forms.revisions import ensure_revision
from jiqun.law.errors import NoMeasureInForce
from jiqun.recognition.models import Quota, Round
from jiqun.review.rubrics import ensure_default

MEASURE = "gd_2023_4"
FORM = "申报"
DATES = ("county_deadline", "prefecture_deadline", "review_deadline")
AS_GIVEN = ("year", "supplementary", "reason", "niche_scope", "niche_digits", "call")


def round_of(case: Case) -> Round:
    """What is particular to a round's case; read once for a case in hand."""
    return case.round


def in_force_or_refuse(on: date) -> None:
    """Raises `Refusal` when the measure is not in force on a day (Article 19)."""
    measure = law.load(MEASURE)
    if not measure.in_force(on):
        said = NoMeasureInForce(measure.title, measure.start, measure.until, on).text
        raise Refusal(
            Text(f"不能据此开展认定工作：{said.zh}", f"No round can rest on it: {said.en}"),
            clause="A19",
        )


def measure_in_force(doing: Doing) -> None:
    """A round rests on the measure in force on the day it is opened."""
    in_force_or_refuse(doing.now.astimezone(ZONE).date())


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
        f"{year} 年度已有批次 {numbers}；办法第十二条规定原则上每年开展一次，再次开展请写明理由。",
        f"{year} already has {numbers}; Article 12 has one round a year in principle: give the reason for another.",
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
        measure=MEASURE,
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
    in_force_or_refuse(doing.payload["issued_on"])
    Round.objects.filter(pk=doing.subject.pk).update(
        document=doing.payload["document"], issued_on=doing.payload["issued_on"]
    )
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
    row.readings = {key: payload[f"reading_{key}"] for key in law.load(MEASURE).readings}
    row.demands = [
        {"id": f"D{number}", "text": line} for number, line in enumerate(payload["demands"].splitlines(), start=1)
    ]
    row.form = ensure_revision(FORM, doing.now)
    row.rubric = ensure_default(doing.now)


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
