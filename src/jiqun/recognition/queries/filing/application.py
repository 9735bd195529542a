"""One application: its row with what belongs to it, its deadlines, and what it still lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from jiqun import law
from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.procedure import Actor
from jiqun.casework.refusals import NotHere
from jiqun.evidence import attachments
from jiqun.forms import answers
from jiqun.forms.computed import Counted
from jiqun.forms.definitions import Field, Form
from jiqun.forms.revisions import form_of
from jiqun.law.norms import Norm
from jiqun.ledgers.counting import Row
from jiqun.recognition.models import Application
from jiqun.recognition.queries.filing import boundary, ledger_slice
from jiqun.recognition.queries.filing.ledger_slice import Slice
from jiqun.recognition.queries.forwarding import demands_of, first_closing
from jiqun.register.models import Goal
from jiqun.web.single import single

DRAFT_STATES = ("drafting", "correcting")
RELATED = ("round__case", "round__form", "cluster__authority", "prefecture", "roster", "forwarded")
"""What is read along with an application, as every page of it needs it."""
HEAVY = ("round__form__definition", "round__call")
"""Of that, what is read only where it is asked for: long texts."""

ROSTER_FILE, SNAPSHOT_FILE = "roster", "snapshot"
"""What workbooks and snapshots are attached as; neither is evidence for a requirement."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something evidence is asked for: `id` is a field's, a norm's or a demand's. `met`: the ledger has it all."""

    id: str
    title: Text
    asks: Text
    clause: str
    required: bool
    met: bool = False


@dataclass(frozen=True, slots=True)
class Lacks:
    """What an application still lacks before it can be handed in.

    `reasons` names figures whose difference is not explained, where a page has looked for them: it is told, and does
    not stand against handing in.
    """

    answers: tuple[Text, ...]
    roster: bool
    goals: bool
    evidence: tuple[Text, ...]
    reasons: tuple[Text, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.answers or self.roster or self.goals or self.evidence)

    @property
    def sentence(self) -> Text:
        """Everything at once, by kind."""
        zh, en = [], []
        if self.answers:
            zh.append(f"申报表未填 {len(self.answers)} 项：{joined(self.answers).zh}")
            en.append(f"{len(self.answers)} answers: {joined(self.answers).en}")
        if self.roster:
            zh.append("企业名册未导入")
            en.append("the roster")
        if self.goals:
            zh.append("三年目标未填")
            en.append("the three-year goals")
        if self.evidence:
            zh.append(f"佐证材料缺 {len(self.evidence)} 项：{joined(self.evidence).zh}")
            en.append(f"{len(self.evidence)} pieces of evidence: {joined(self.evidence).en}")
        return Text(f"还不能提交。{'；'.join(zh)}。", f"It cannot be handed in yet. Missing: {'; '.join(en)}.")

    @property
    def reminder(self) -> Text | None:
        """The differences without a reason, in a sentence of its own; `None` where there are none."""
        if not self.reasons:
            return None
        named, n = joined(self.reasons), len(self.reasons)
        return Text(
            f"有 {n} 项数据与以往相差较大，未填差异说明：{named.zh}。不影响提交，市级审核时会一并看到。",
            f"Figures that differ much from earlier ones without a reason ({n}): {named.en}. It may be handed in "
            "nevertheless; the prefecture will see it.",
        )


@dataclass(frozen=True, slots=True)
class Drafted:
    """What a page has read of a draft: answers, requirements with evidence, whether there are goals, and what the
    fields count from the ledgers."""

    answers: Mapping[str, Any]
    attached: set[str]
    goals: bool
    counts: Mapping[str, Counted] | None = None


def remember(case: Case, drafted: Drafted) -> None:
    """Leaves what a page has read on its case, so that the offers beside it need not read it again.

    Acts load a case of their own, so their guards always look at the draft as it stands.
    """
    held: Any = case
    held.drafted = drafted


def joined(texts: tuple[Text, ...]) -> Text:
    """Texts as one, in both languages."""
    return Text("、".join(text.zh for text in texts), ", ".join(text.en for text in texts))


def application_of(case: Case) -> Application:
    """What is particular to an application's case, with round, form, cluster and roster; one query, read once."""
    held: Any = case
    if "application" not in held._state.fields_cache:
        held.application = Application.objects.select_related(*RELATED).defer(*HEAVY).get(pk=case.pk)
        share_authority(case)
    found: Application = held.application
    return found


def with_application(by: Actor, pk: UUID | str, *more: str) -> QuerySet[Case]:
    """The case of an application as far as `by` may see it, read together with what `application_of` gives.

    `more` names what else hangs on the application and is read along, such as `built_facts`.
    """
    rows = Case.objects.visible_to(by).filter(procedure_name="application", pk=pk)
    return (
        rows.annotate(**boundary.COLUMNS)
        .select_related(*(f"application__{name}" for name in (*RELATED, *more)))
        .defer(*(f"application__{name}" for name in HEAVY))
    )


def only(rows: QuerySet[Case]) -> Case:
    """The case of `with_application`; one query. Raises `NotHere`."""
    try:
        case: Any = single(rows)
    except ValidationError:  # not even an identifier
        case = None
    if case is None:
        raise NotHere
    boundary.keep(case)
    share_authority(case)
    found: Case = case
    return found


def share_authority(case: Case) -> None:
    """The applicant was read with its cluster; the case need not read it again."""
    held: Any = case
    if held.application.cluster.authority_id == case.authority_id:
        case.authority = held.application.cluster.authority


def read_anew(case: Case) -> None:
    """Lets the next `application_of` read what is particular to the case again."""
    held: Any = case
    held._state.fields_cache.pop("application", None)


def form_for(application: Application) -> Form:
    """The form the round pinned."""
    return form_of(application.round.form)


def closes_at(application: Application, state: str) -> datetime:
    """Until when it may be handed in: a first submission by the county's deadline, which the prefecture may have set
    earlier in its forwarded call; a correction by the prefecture's."""
    return application.round.prefecture_deadline if state == "correcting" else first_closing(application)


def judged_norms(measure: str) -> list[Norm]:
    """The norms a person judges on evidence."""
    return [norm for norm in law.load(measure).norms if not norm.computed]


def requirements(application: Application, measure: str) -> list[Requirement]:
    """Everything evidence can be attached to: the form's fields, the demands of the call and of the prefecture's
    forwarded one, the norms to be judged."""
    found = [
        Requirement(field.id, field.label, asked_of(field), field.clause, True)
        for field in form_for(application).evidence()
    ]
    found += [
        Requirement(
            demand["id"],
            Text(f"附加要求 {demand['id']}：{demand['text']}", f"Demand {demand['id']}: {demand['text']}"),
            Text("证明材料", "Proof"),
            "A5",
            True,
        )
        for demand in application.round.demands
    ]
    found += [
        Requirement(
            demand["id"],
            Text(f"市级附加要求 {demand['id']}：{demand['text']}", f"City demand {demand['id']}: {demand['text']}"),
            Text(f"证明材料（{demand['source']}）", f"Proof ({demand['source']})"),
            "A5",
            True,
        )
        for demand in demands_of(application)
    ]
    found += [
        Requirement(norm.id, Text(norm.quote, norm.title.en), Text("可附材料", "May be supported"), norm.clause, False)
        for norm in judged_norms(measure)
    ]
    return found


def asked_of(field: Field) -> Text:
    """The proof a field asks for; what the ledger holds with proof is not asked again."""
    if not field.ledger:
        return field.evidence
    return Text(
        f"{field.evidence.zh}；在集群台账中逐条附齐的，不必在此重复上传",
        f"{field.evidence.en}; what has its proof in the ledger is not uploaded here again",
    )


def goals(case: Case) -> list[Goal]:
    """The goals entered in an application, in order; one query."""
    return list(Goal.objects.filter(case_id=case.pk).order_by("number"))


def ledger_of(case: Case, user: Account | None = None) -> Slice:
    """The slice of the ledgers an application shows: the living one to the county that drafts or corrects it, to all
    others and after that what was handed in."""
    application = application_of(case)
    if shows_living(case, user):
        return ledger_slice.living(application, form_for(application))
    return ledger_slice.frozen(application)


def ledger_rows(case: Case, user: Account | None = None) -> tuple[Row, ...]:
    """That slice as counting looks at it; one query at most."""
    application = application_of(case)
    if not any(field.ledger for field in form_for(application).fields()):
        return ()
    if shows_living(case, user):
        return ledger_slice.rows(application)
    return tuple(each.row for each in ledger_slice.frozen(application).entries)


def shows_living(case: Case, user: Account | None = None) -> bool:
    """Whether the ledgers count as they stand now: in the draft of one's own authority."""
    if not application_of(case).snapshot_sha256:
        return True
    return case.state in DRAFT_STATES and (user is None or user.authority_id == case.authority_id)


def counts_of(case: Case, user: Account | None = None) -> dict[str, Counted]:
    """What the fields count from the ledgers, by field id; one query at most."""
    application = application_of(case)
    return ledger_slice.counts(form_for(application), ledger_rows(case, user), application)


def unanswered(application: Application, given: Mapping[str, Any], counts: Mapping[str, Counted]) -> set[str]:
    """The required fields without an answer, and those that are counted from the ledgers and count nothing."""
    form = form_for(application)
    asked = answers.missing(form, given, application.round.base_year)
    return {field.id for field in asked} | ledger_slice.empty(form, counts)


def lacks(case: Case) -> Lacks:
    """What an application lacks; four queries, none where the page has read the draft already."""
    application = application_of(case)
    form = form_for(application)
    drafted: Drafted = getattr(case, "drafted", None) or Drafted(
        answers.values(case), attachments.answered(case), Goal.objects.filter(case_id=case.pk).exists()
    )
    counts = counts_of(case) if drafted.counts is None else drafted.counts
    blank = unanswered(application, drafted.answers, counts)
    met = drafted.attached | ledger_slice.proved(form, counts)
    if boundary.boundary_of(application, draft=case.state in DRAFT_STATES) is not None:
        met.add(boundary.FIELD)
    return Lacks(
        answers=tuple(field.label for field in form.fields() if field.id in blank),
        roster=application.roster_id is None,
        goals=not drafted.goals,
        evidence=tuple(
            each.title for each in requirements(application, case.measure) if each.required and each.id not in met
        ),
    )
