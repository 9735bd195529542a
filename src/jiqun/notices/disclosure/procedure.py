"""The way of an opening to the public, as one table."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Link, Procedure, State, Who, register
from jiqun.notices.disclosure import acts, forms

CLAUSE = "A14.3"
OFFICER = Who(Role.OFFICER, Level.PROVINCE)

DISCLOSURE = register(
    Procedure(
        name="disclosure",
        title=Text("数据公开", "Disclosure"),
        model="casework.Case",
        states=(
            State("drafting", Text("拟公开", "Drafted"), 0),
            State("open", Text("已公开", "Open"), 1),
            State("closed", Text("已停止公开", "Closed"), final=True),
            State("discarded", Text("不予公开", "Discarded"), final=True),
        ),
        opening=Act(
            "draft_disclosure",
            Text("拟公开数据", "Draft a disclosure"),
            CLAUSE,
            OFFICER,
            form=forms.DisclosureForm,
            effect=acts.draft,
            page="notices:draft-disclosure",
            offered=False,
        ),
        acts=(
            Act(
                "publish_disclosure",
                Text("公开", "Open"),
                CLAUSE,
                OFFICER,
                source=("drafting",),
                target="open",
                guards=(acts.not_open_yet,),
                effect=acts.publish,
                chain=(
                    Link(
                        affirms=Text(
                            "已核对保密审查结论和公开属性，同意公开所列内容。",
                            "I have checked the secrecy review and the attribute, and agree to what is listed.",
                        )
                    ),
                ),
                password_again=True,
                primary=True,
                hint=Text("审核岗签批后公众可见", "The public reads it once it is signed"),
            ),
            Act(
                "discard_disclosure",
                Text("不予公开", "Discard"),
                CLAUSE,
                OFFICER,
                source=("drafting",),
                target="discarded",
                form=forms.ReasonForm,
                effect=acts.say_why,
                task=False,
            ),
            Act(
                "close_disclosure",
                Text("停止公开", "Close"),
                CLAUSE,
                OFFICER,
                source=("open",),
                target="closed",
                form=forms.ReasonForm,
                effect=acts.close,
                task=False,
                hint=Text("立即生效；记录保留", "At once; the record stays"),
            ),
        ),
        bar=(Text("拟公开", "Drafted"), Text("已公开", "Open")),
        url="notices:disclosure",
    )
)
