"""Automatic recognition of the first national batch, as one table (Article 14(三))."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Link, Procedure, State, Who, register
from jiqun.law.citation import citing
from jiqun.recognition.acts import national as acts
from jiqun.recognition.forms.backfill import DiscardForm
from jiqun.recognition.forms.national import NationalForm

OFFICER = Who(Role.OFFICER, Level.PROVINCE)

NATIONAL = register(
    Procedure(
        name="national_recognition",
        title=Text("首批国家级自动认定", "Automatic recognition of the first national batch"),
        model="casework.Case",
        states=(
            State("drafting", Text("待签批", "To be signed"), 0),
            State("recognised", Text("已认定", "Recognised"), 1, final=True),
            State("discarded", Text("已作废", "Dropped"), final=True),
        ),
        opening=Act(
            "begin_national",
            Text("首批国家级集群自动认定", "Recognise the first national batch"),
            "A14.3",
            OFFICER,
            form=NationalForm,
            effect=acts.draft,
            hint=citing(
                "依{A14.3}直接认定：无须申报、评审、名额和公示。",
                "By {A14.3} itself: no application, review, quota or notice.",
            ),
        ),
        acts=(
            Act(
                "recognise_national",
                Text("确认自动认定", "Declare the recognition"),
                "A14.3 A15",
                OFFICER,
                source=("drafting",),
                target="recognised",
                guards=(acts.still_open,),
                effect=acts.recognise,
                chain=(
                    Link(
                        affirms=citing(
                            "已与首批国家级名单逐项核对，依据{A14.3}自动认定为省级集群。",
                            "Compared with the first national list; recognised by {A14.3}.",
                        )
                    ),
                ),
                primary=True,
            ),
            Act(
                "discard_national",
                Text("作废", "Drop"),
                "A14.3",
                OFFICER,
                source=("drafting",),
                target="discarded",
                form=DiscardForm,
                effect=acts.discard,
                task=False,
            ),
        ),
        bar=(Text("拟定", "Drafted"), Text("认定", "Recognised")),
        url="recognition:national",
    )
)
