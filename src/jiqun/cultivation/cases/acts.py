"""What is done to a typical case: begun, illustrated, handed in, published, selected, withdrawn (Article 11)."""

from __future__ import annotations

from django.db.models import Max, QuerySet

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Audience, Case
from jiqun.casework.refusals import Refusal
from jiqun.cultivation.cases import filling
from jiqun.cultivation.cases.filling import BODY, CLAUSE, SUMMARY, TITLE
from jiqun.cultivation.models import CasePicture, TypicalCase
from jiqun.forms.answers import values
from jiqun.instruments.queries import PROVINCIAL
from jiqun.journal.canonical import canonical, digests
from jiqun.register.models import Cluster

LOCATED = Text("原图带有拍摄位置，已去除", "the upload told where it was taken; that is gone")
STRIPPED = Text("拍摄和设备信息已去除", "what the camera wrote is gone")


# ── what must hold ───────────────────────────────────────────────────────────────────────────────────────


def own(doing: Doing) -> None:
    """Only the county whose cluster it is. Raises `Refusal`."""
    if doing.clerk.authority_id != doing.subject.authority_id:
        raise Refusal(filling.NOT_YOURS, clause=CLAUSE)


def sound(doing: Doing) -> None:
    """Nothing is wrong with the draft; every fault at once. Raises `Refusal`."""
    found = faults_of(doing.subject)
    if found:
        zh, en = "；".join(each.zh for each in found), "; ".join(each.en for each in found)
        raise Refusal(Text(f"还不能报送：{zh}。", f"It cannot be handed in yet: {en}."), clause=CLAUSE)


def faults_of(case: Case) -> list[Text]:
    """What is wrong with a draft; two queries."""
    return filling.faults(values(case), set(pictures(case).values_list("number", flat=True)))


def pictures(case: Case) -> QuerySet[CasePicture]:
    """The pictures of a case that were not taken out."""
    return CasePicture.objects.filter(of=case.pk, removed_at=None)


# ── what is done ─────────────────────────────────────────────────────────────────────────────────────────


def begin(doing: Doing) -> None:
    """Opens an empty draft."""
    cluster = Cluster.objects.get(pk=doing.payload["cluster"])
    year = doing.today.year
    case = open_case(
        doing,
        number=f"AL-{year}-{next_number(f'typical/{year}'):04d}",
        title=f"典型案例：{cluster.name}"[:120],
        authority=doing.clerk.authority,
        measure=PROVINCIAL,
        state="drafting",
        cluster=cluster,
    )
    TypicalCase.objects.create(case=case, cluster=cluster, theme=doing.payload["theme"])
    doing.subject = case


def add_picture(doing: Doing) -> None:
    """One more picture, under the next number."""
    told = doing.payload["picture"]
    last = CasePicture.objects.filter(of=doing.subject.pk).aggregate(last=Max("number"))["last"] or 0
    CasePicture.objects.create(
        id=doing.new_id(),
        of_id=doing.subject.pk,
        number=last + 1,
        file_id=told["sha256"],
        alt=doing.payload["alt"],
        caption=doing.payload["caption"],
        width=told["width"],
        height=told["height"],
        by=doing.clerk,
        at=doing.now,
    )
    said = LOCATED if told["located"] else STRIPPED
    doing.note = Text(f"图{last + 1}（{said.zh}）", f"picture {last + 1} ({said.en})")


def remove_picture(doing: Doing) -> None:
    """Takes a picture out; its number is not given again."""
    number = doing.payload["picture"]
    pictures(doing.subject).filter(number=number).update(removed_at=doing.now)
    doing.note = Text(f"删去图{number}", f"picture {number} taken out")


def submit(doing: Doing) -> None:
    """The draft as it is becomes what the prefecture reads."""
    case, given = doing.subject, values(doing.subject)
    content = {"title": given[TITLE].strip(), "summary": given[SUMMARY].strip(), "text": given[BODY].strip()}
    files = list(pictures(case).values_list("number", "file_id", "alt", "caption"))
    doing.told["sha256"] = digests(canonical({**content, "pictures": [list(row) for row in files]})).sha256
    TypicalCase.objects.filter(pk=case.pk).update(**content, theme=doing.payload["theme"])
    title = f"典型案例：{content['title']}"[:120]
    Case.objects.filter(pk=case.pk).update(audience=Audience.CHAIN, title=title)
    case.audience, case.title = Audience.CHAIN, title
    doing.note = Text(content["title"], content["title"])


def say_why(doing: Doing) -> None:
    """The reason stands on the case and in its history."""
    reason = doing.payload["reason"]
    TypicalCase.objects.filter(pk=doing.subject.pk).update(reason=reason)
    doing.note = Text(reason, reason)


def publish(doing: Doing) -> None:
    """The public reads it from now on."""
    TypicalCase.objects.filter(pk=doing.subject.pk).update(published_on=doing.today, reason="")


def select(doing: Doing) -> None:
    """It is one of the province's."""
    honour, reason = doing.payload["honour"], doing.payload["reason"]
    TypicalCase.objects.filter(pk=doing.subject.pk).update(selected_on=doing.today, honour=honour)
    doing.note = Text(f"{honour}：{reason}", f"{honour}: {reason}")
