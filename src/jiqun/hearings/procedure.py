"""The way to an adverse decision, as one table: notice → statement and defence → legal check → decision.

Nothing is decided against anybody who was not told and heard (Article 14(三) 公平、公正、公开; Article 17).
"""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Link, Procedure, State, Who, register
from jiqun.hearings import acts, forms, returning

DECIDER = Who(Role.OFFICER, Level.PROVINCE)
CONCERNED = Who(Role.OFFICER, Level.COUNTY)

BAR = (
    Text("拟处理", "Intended"),
    Text("告知", "Notified"),
    Text("听取意见", "Heard"),
    Text("法制审核", "Legality checked"),
    Text("决定", "Decided"),
)

STATES = (
    State("drafted", Text("拟处理，待告知", "Intended, notice to come"), 0),
    State("notified", Text("已告知，待陈述申辩", "Notified, statement awaited"), 1),
    State("heard", Text("已听取意见，待法制审核", "Heard, legal check to come"), 2),
    State("returned", Text("法制审核退回，待补正", "Sent back by the legal check"), 2),
    State("checked", Text("法制审核通过，待决定", "Legality checked, decision to come"), 3),
    State("decided", Text("已作出决定", "Decided"), 4, final=True),
    State("dropped", Text("不再处理", "Given up"), final=True),
)

HEARING = register(
    Procedure(
        name="hearing",
        title=Text("听取陈述申辩", "Hearing"),
        model="hearings.Hearing",
        states=STATES,
        opening=Act(
            "open_hearing",
            Text("拟作出不利决定", "Intend an adverse decision"),
            "A14.3 A17",
            DECIDER,
            form=forms.OpenForm,
            effect=acts.open_hearing,
            hint=Text(
                "先告知事实、依据并听取陈述申辩，经法制审核后才能决定",
                "Facts and grounds are told and those concerned heard before anything is decided",
            ),
            page="hearings:open",
            offered=False,
        ),
        acts=(
            Act(
                "notify",
                Text("告知", "Notify"),
                "A14.3 A17",
                DECIDER,
                source=("drafted",),
                target="notified",
                guards=(acts.own_hearing, acts.still_open),
                effect=acts.notify,
                chain=SIGNED_BY_APPROVER,
                hint=Text("签批后被告知单位可以看到，并开始计算期限", "Once signed they read it and the period runs"),
                primary=True,
            ),
            Act(
                "state_case",
                Text("陈述申辩", "State one's case"),
                "A14.3 A17",
                CONCERNED,
                source=("notified",),
                target="heard",
                form=forms.StateForm,
                guards=(acts.own_defence, acts.in_time),
                effect=acts.state_case,
                chain=SIGNED_BY_APPROVER,
                primary=True,
            ),
            Act(
                "waive",
                Text("放弃陈述申辩", "Waive the statement"),
                "A14.3 A17",
                CONCERNED,
                source=("notified",),
                target="heard",
                guards=(acts.own_defence, acts.in_time),
                effect=acts.waive,
                chain=SIGNED_BY_APPROVER,
            ),
            Act(
                "close_silent",
                Text("期满未提出意见", "Nothing was said in time"),
                "A14.3 A17",
                DECIDER,
                source=("notified",),
                target="heard",
                guards=(acts.own_hearing, acts.time_over),
                effect=acts.close_silent,
                hint=Text(
                    "期满时仍待签批的陈述申辩未提交，一并终止",
                    "A statement that still waits for its signature was not made, and falls",
                ),
                task=False,
                ends_waiting=True,
            ),
            Act(
                "record_oral",
                Text("记录听证或面谈", "Record an oral hearing"),
                "A14.3 A17",
                DECIDER,
                source=("notified", "heard"),
                form=forms.OralForm,
                guards=(acts.own_hearing,),
                effect=acts.record_oral,
                task=False,
            ),
            Act(
                "check_legality",
                Text("法制审核", "Check its legality"),
                "A14.3 A17",
                DECIDER,
                source=("heard",),
                target="checked",
                form=forms.LegalForm,
                guards=(acts.own_hearing, acts.another_person),
                effect=acts.check_legality,
                hint=Text("由拟稿人以外的法制审核人员办理", "By a legal officer who did not prepare it"),
                primary=True,
            ),
            Act(
                "return_intention",
                Text("法制审核退回", "Send it back"),
                "A14.3 A17",
                DECIDER,
                source=("heard",),
                target="returned",
                form=forms.ReturnForm,
                guards=(acts.own_hearing, acts.another_person),
                effect=returning.send_back,
                hint=Text("退回意见只供本单位查看", "Only your authority reads why"),
                task=False,
            ),
            Act(
                "resubmit",
                Text("答复后再送法制审核", "Answer and lay it before the check again"),
                "A14.3 A17",
                DECIDER,
                source=("returned",),
                target="heard",
                form=forms.ResubmitForm,
                guards=(acts.own_hearing, acts.still_open),
                effect=returning.resubmit,
                hint=Text("事实和依据不变的", "Where facts and grounds stay as they were told"),
                primary=True,
            ),
            Act(
                "notify_again",
                Text("补充告知", "Notify anew"),
                "A14.3 A17",
                DECIDER,
                source=("returned",),
                target="notified",
                form=forms.NotifyAgainForm,
                guards=(acts.own_hearing, acts.still_open),
                effect=returning.notify_again,
                chain=SIGNED_BY_APPROVER,
                hint=Text(
                    "事实或依据有变的，重新告知并另计陈述申辩期限",
                    "Where facts or grounds change: told anew, with a period of its own",
                ),
            ),
            Act(
                "decide",
                Text("作出决定", "Decide"),
                "A14.3 A17",
                DECIDER,
                source=("checked",),
                target="decided",
                form=forms.DecideForm,
                guards=(acts.own_hearing, acts.still_open),
                effect=acts.decide,
                chain=(
                    Link(
                        affirms=Text(
                            "已查看事实、依据、陈述申辩和法制审核意见，同意作出本决定。",
                            "I have read the facts, the grounds, the statement and the legal opinion, and decide so.",
                        )
                    ),
                ),
                primary=True,
                password_again=acts.sealed,
            ),
            Act(
                "drop",
                Text("不再处理", "Give it up"),
                "A14.3 A17",
                DECIDER,
                source=("drafted", "notified", "heard", "returned", "checked"),
                target="dropped",
                form=forms.DropForm,
                guards=(acts.own_hearing,),
                effect=acts.drop,
                chain=SIGNED_BY_APPROVER,
                task=False,
            ),
        ),
        bar=BAR,
        url="hearings:hearing",
    )
)
