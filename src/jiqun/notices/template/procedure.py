"""The way of a template, as one table: two persons, as for forms and rubrics (trust, Separation)."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Link, Procedure, State, Who, register
from jiqun.notices.template import acts, forms

CLAUSE = "A14.3"
OFFICER = Who(Role.OFFICER, Level.PROVINCE)

TEMPLATE = register(
    Procedure(
        name="notice_template",
        title=Text("公示范本", "Notice texts"),
        model="casework.Case",
        states=(
            State("drafting", Text("拟替换", "Drafted"), 0),
            State("in_force", Text("已启用", "In force"), 1, final=True),
            State("discarded", Text("不予启用", "Discarded"), final=True),
        ),
        opening=Act(
            "propose_template",
            Text("替换公示范本", "Replace the text"),
            CLAUSE,
            OFFICER,
            form=forms.TemplateForm,
            effect=acts.propose,
            page="notices:propose-template",
            offered=False,
        ),
        acts=(
            Act(
                "take_over_template",
                Text("启用范本", "Put into force"),
                CLAUSE,
                OFFICER,
                source=("drafting",),
                target="in_force",
                effect=acts.take_over,
                chain=(
                    Link(
                        affirms=Text(
                            "已对照现行文本逐处核对，同意启用。",
                            "I have read it against the text in force and agree to it.",
                        )
                    ),
                ),
                primary=True,
                hint=Text("审核岗签批后，新拟的公示按此起草", "Notices drafted from then on begin from it"),
            ),
            Act(
                "discard_template",
                Text("不予启用", "Discard"),
                CLAUSE,
                OFFICER,
                source=("drafting",),
                target="discarded",
                form=forms.ReasonForm,
                effect=acts.say_why,
                task=False,
            ),
        ),
        bar=(Text("拟替换", "Drafted"), Text("已启用", "In force")),
        url="notices:template",
    )
)
