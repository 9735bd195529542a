"""The way of a cluster through the library, as one table (Articles 6, 8)."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Link, Procedure, State, Who, register
from jiqun.cultivation.library import acts, forms
from jiqun.cultivation.models import ACTIVE

OFFICER = Who(Role.OFFICER)
COUNTY, PREFECTURE = Who(Role.OFFICER, Level.COUNTY), Who(Role.OFFICER, Level.PREFECTURE)

ENTRY = register(
    Procedure(
        name="library_entry",
        title=Text("集群培育库", "Cultivation library"),
        model="casework.Case",
        states=(
            State("reserve", Text("储备", "Reserve"), 0),
            State("growing", Text("培育", "Growing"), 1),
            State("ripe", Text("成熟", "Ripe"), 2),
            State("left", Text("已出库", "Left the library")),
        ),
        opening=Act(
            "enter",
            Text("登记入库", "Enter into the library"),
            acts.CLAUSE,
            OFFICER,
            form=forms.EntryForm,
            guards=(acts.county_or_prefecture,),
            effect=acts.enter,
            hint=Text(
                "先入“储备”，阶段由市级调整；入库不是申报认定的条件",
                "It begins as a reserve, the prefecture moves it; it is no condition of applying",
            ),
            page="cultivation:enter",
            offered=False,
        ),
        acts=(
            Act(
                "move_stage",
                Text("调整阶段", "Move to another stage"),
                acts.CLAUSE,
                PREFECTURE,
                source=ACTIVE,
                target=acts.stage_chosen,
                form=forms.StageForm,
                effect=acts.move,
                task=False,
            ),
            Act(
                "advise",
                Text("记录指导", "Note guidance given"),
                acts.CLAUSE,
                OFFICER,
                source=ACTIVE,
                form=forms.AdviceForm,
                effect=acts.advise,
                task=False,
            ),
            Act(
                "report_done",
                Text("反馈落实情况", "Say what was done"),
                acts.CLAUSE,
                COUNTY,
                source=ACTIVE,
                form=forms.DoneForm,
                guards=(acts.own_county, acts.something_open),
                effect=acts.report_done,
                task=False,
            ),
            Act(
                "recognise_municipal",
                Text("登记市级认定", "Enter the prefecture's recognition"),
                "A6",
                PREFECTURE,
                source=ACTIVE,
                form=forms.MunicipalForm,
                effect=acts.recognise,
                chain=(
                    Link(
                        affirms=Text(
                            "已核对认定文件原文，批次、文号和有效期与文件一致。",
                            "The decision was read: batch, number and term are as it says.",
                        )
                    ),
                ),
                hint=Text(
                    "依本市办法作出的认定，登记其文件；不是申报省级认定的条件",
                    "Made under the prefecture's own measure; no condition of applying to the province",
                ),
                task=False,
            ),
            Act(
                "leave",
                Text("出库", "Let it leave"),
                acts.CLAUSE,
                PREFECTURE,
                source=ACTIVE,
                target="left",
                form=forms.LeaveForm,
                effect=acts.leave,
                hint=Text("历史记录保留，可再次入库", "What stands stays readable; it may be entered again"),
                task=False,
            ),
            Act(
                "enter_again",
                Text("再次入库", "Enter again"),
                acts.CLAUSE,
                OFFICER,
                source=("left",),
                target="reserve",
                form=forms.ReasonForm,
                guards=(acts.county_or_prefecture,),
                effect=acts.enter_again,
                task=False,
            ),
        ),
        bar=(Text("储备", "Reserve"), Text("培育", "Growing"), Text("成熟", "Ripe")),
        url="cultivation:entry",
    )
)
