"""What the province asks the prefecture for a revocation (核查通知), and its report (Articles 16, 17)."""

from __future__ import annotations

from datetime import datetime

from jiqun.authorities.hours import ZONE, closing_moment
from jiqun.authorities.models import Authority, Level, Role
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Audience, Case
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Procedure, State, Who, register
from jiqun.casework.refusals import Refusal
from jiqun.documents.official import written_day
from jiqun.evidence.attachments import attach
from jiqun.outgoing.drafting import draft
from jiqun.supervision.models import ProofRequest, Revocation
from jiqun.supervision.revocation import acts, after_forms, forms
from jiqun.supervision.revocation.grounds import MEASURE

CLAUSE = "A16 A17"
REPORT = "revocation-report"
"""What the prefecture's documents are attached as."""
PROVINCE, PREFECTURE = (Who(Role.OFFICER, level) for level in (Level.PROVINCE, Level.PREFECTURE))


def request_of(doing: Doing) -> ProofRequest:
    """The request of the matter."""
    return ProofRequest.objects.select_related("revocation__cluster", "prefecture", "case").get(pk=doing.subject.pk)


def still_asked_for(doing: Doing) -> None:
    """Its revocation is still under inquiry, and its day is to come. Raises `Refusal`."""
    found = request_of(doing)
    if Case.objects.get(pk=found.revocation_id).state != "inquiring":
        raise Refusal(
            Text("撤销办件已不在调查中，不再发出核查通知。", "The inquiry is over; nothing is asked."), clause=CLAUSE
        )
    if found.due_on <= doing.today:
        raise Refusal(
            Text("报告期限须在签发日之后，请作废后重拟。", "The time set has passed; discard it and draft anew."),
            clause=CLAUSE,
        )


def own(doing: Doing) -> None:
    """The prefecture that was asked reports. Raises `Refusal`."""
    actor = doing.preparer
    if actor.authority is None or actor.authority.pk != doing.subject.authority_id:
        raise Refusal(Text("由被要求核查的单位报告。", "The authority that was asked reports."), clause=CLAUSE)


def draft_request(doing: Doing) -> None:
    """Drafts the request; the province alone sees it until it is signed."""
    told, by = doing.payload, doing.clerk
    assert by.authority is not None
    of = Revocation.objects.select_related("cluster__authority", "case").get(pk=told["matter"])
    prefecture = Authority.objects.get(pk=of.cluster.authority.prefecture_code or of.cluster.authority_id)
    year = doing.now.astimezone(ZONE).year
    doing.subject = open_case(
        doing,
        number=f"HC-{year}-{next_number(f'revocation-request/{year}'):03d}",
        title=f"核查：{of.cluster.name}",
        authority=by.authority,
        measure=MEASURE,
        state="drafted",
        cluster=of.cluster,
    )
    ProofRequest.objects.create(
        case=doing.subject,
        revocation=of,
        prefecture=prefecture,
        questions=told["questions"],
        due_on=told["due_on"],
    )


def send(doing: Doing) -> None:
    """The signed request becomes a paper; from now on it is the prefecture's to answer."""
    found, issuer = request_of(doing), doing.by.authority
    assert issuer is not None
    context = {
        "issuer": issuer.body,
        "to": found.prefecture.body,
        "cluster": found.revocation.cluster.name,
        "questions": found.questions,
        "due": written_day(found.due_on),
        "invented": found.revocation.cluster.invented,
    }
    draft(doing, "revocation_request", doing.subject, issuer, context, addressee=found.prefecture)
    ProofRequest.objects.filter(pk=found.pk).update(asked_at=doing.now)
    Case.objects.filter(pk=found.pk).update(
        audience=Audience.CHAIN, authority=found.prefecture, path=found.prefecture.path
    )


def due(doing: Doing) -> datetime:
    """The close of the day set."""
    found = request_of(doing)
    return closing_moment(found.due_on, found.prefecture)


def answer(doing: Doing) -> None:
    """The report, signed at the prefecture; a late one is taken all the same."""
    told = doing.payload
    if told["file"]:
        attach(doing.subject, REPORT, told["file"], id=doing.new_id(), by=doing.clerk, now=doing.now)
    ProofRequest.objects.filter(pk=doing.subject.pk).update(answer=told["answer"], answered_at=doing.now)


REQUEST = register(
    Procedure(
        name="revocation_request",
        title=Text("核查通知", "Request to look into it"),
        model="casework.Case",
        states=(
            State("drafted", Text("待签发", "To be signed"), 0),
            State("asked", Text("待市级报告", "Report awaited"), 1),
            State("answered", Text("已报告", "Reported"), 2, final=True),
            State("taken_back", Text("已撤回", "Taken back"), final=True),
        ),
        opening=Act(
            "draft_request",
            Text("要求市级核查", "Ask the prefecture"),
            CLAUSE,
            PROVINCE,
            form=after_forms.AskForm,
            effect=draft_request,
            page="supervision:revocation-ask",
            offered=False,
        ),
        acts=(
            Act(
                "send_request",
                Text("发出核查通知", "Send the request"),
                CLAUSE,
                PROVINCE,
                ("drafted",),
                target="asked",
                guards=(still_asked_for,),
                effect=send,
                chain=SIGNED_BY_APPROVER,
                due=due,
                primary=True,
            ),
            Act(
                "answer_request",
                Text("报告核查情况", "Report"),
                CLAUSE,
                PREFECTURE,
                ("asked",),
                target="answered",
                form=after_forms.AnswerForm,
                guards=(own,),
                effect=answer,
                chain=SIGNED_BY_APPROVER,
                primary=True,
            ),
            Act(
                "take_back_request",
                Text("撤回", "Take it back"),
                CLAUSE,
                PROVINCE,
                ("drafted", "asked"),
                target="taken_back",
                form=forms.ReasonForm,
                effect=acts.say_why,
                task=False,
            ),
        ),
        bar=(Text("拟稿", "Drafted"), Text("市级核查", "Looked into"), Text("已报告", "Reported")),
        url="supervision:revocation-request",
    )
)
