"""Recommending to the nation, and importing its lists, as tables (Article 12)."""

from __future__ import annotations

from jiqun.authorities.models import Level, Role
from jiqun.bilingual import Text
from jiqun.casework.procedure import SIGNED_BY_APPROVER, Act, Link, Procedure, State, Who, register
from jiqun.recognition.nation import acts, eligible, forms, list_acts, list_forms

ANY_OFFICE = Who(Role.OFFICER)
"""The province, and Shenzhen for its own; the opening refuses everybody else, and a matter is seen by its office."""
PROVINCE = Who(Role.OFFICER, Level.PROVINCE)
PREPARING = ("preparing",)

RECOMMENDATION = register(
    Procedure(
        name="national_recommendation",
        title=Text("推荐国家级集群", "Recommendation to the nation"),
        model="casework.Case",
        states=(
            State("preparing", Text("遴选中", "Being prepared"), 0),
            State("recommended", Text("已推荐，待国家结果", "Recommended"), 1),
            State("concluded", Text("结果已登记", "Results recorded"), 2, final=True),
            State("discarded", Text("已作废", "Dropped"), final=True),
        ),
        opening=Act(
            "begin_national_recommendation",
            Text("推荐国家级集群", "Recommend to the nation"),
            "A12",
            ANY_OFFICE,
            form=forms.BeginForm,
            guards=(eligible.may_recommend,),
            effect=acts.begin,
            page="recognition:begin-nation",
            offered=False,
        ),
        acts=(
            Act("add_candidate", Text("列入候选", "Put on the list"), "A12", ANY_OFFICE, PREPARING,
                form=forms.AddForm, effect=acts.add, task=False),
            Act("take_off_candidate", Text("移出候选", "Take off the list"), "A12", ANY_OFFICE, PREPARING,
                form=forms.TakeOffForm, guards=(acts.some,), effect=acts.take_off, task=False),
            Act("order_candidates", Text("排定顺序", "Put in order"), "A12", ANY_OFFICE, PREPARING,
                form=forms.OrderForm, guards=(acts.some,), effect=acts.set_order, task=False),
            Act("assess_candidates", Text("按国家标准测算", "Assess under the national measure"), "A12", ANY_OFFICE,
                PREPARING, guards=(acts.some,), effect=acts.assess, task=False,
                hint=Text("以各集群最新名册测算；系统测算，不作为审核结论。",
                          "On the newest rosters; computed, not a conclusion.")),
            Act("attach_national", Text("上传推荐材料", "Add a file"), "A12", ANY_OFFICE, PREPARING,
                form=forms.AttachForm, effect=acts.attach_file, task=False),
            Act("recommend_to_nation", Text("推荐并拟函", "Recommend"), "A12", ANY_OFFICE, PREPARING,
                target="recommended", form=forms.SendForm, guards=(acts.ready,), effect=acts.send,
                chain=SIGNED_BY_APPROVER, primary=True),
            Act("reopen_national", Text("更正推荐", "Correct the list"), "A12", ANY_OFFICE, ("recommended",),
                target="preparing", form=forms.ReasonForm, effect=acts.reopen, chain=SIGNED_BY_APPROVER, task=False),
            Act("record_national_results", Text("登记国家结果", "Record the results"), "A12", ANY_OFFICE,
                ("recommended",), target="concluded", form=forms.ResultsForm, guards=(acts.still_on_list,),
                effect=acts.record,
                chain=(Link(affirms=Text("已与国家文件逐项核对。", "Compared with the ministry's document.")),),
                primary=True),
            Act("discard_national_recommendation", Text("作废", "Drop"), "A12", ANY_OFFICE, PREPARING,
                target="discarded", form=forms.ReasonForm, effect=acts.discard, task=False),
        ),
        bar=(Text("遴选", "Prepared"), Text("推荐", "Recommended"), Text("结果", "Results")),
        url="recognition:nation-recommendation",
    )
)  # fmt: skip

LIST = register(
    Procedure(
        name="national_list",
        title=Text("国家名单导入", "Import of a national list"),
        model="casework.Case",
        states=(
            State("drafting", Text("待对应和核对", "To be matched"), 0),
            State("confirmed", Text("已入册", "In the register"), 1, final=True),
            State("discarded", Text("已作废", "Dropped"), final=True),
        ),
        opening=Act(
            "import_national_list",
            Text("导入国家名单", "Import a national list"),
            "A12",
            PROVINCE,
            form=list_forms.ImportForm,
            effect=list_acts.begin,
            page="recognition:import-national-list",
        ),
        acts=(
            Act("match_lines", Text("对应集群", "Say which clusters are meant"), "A12", PROVINCE, ("drafting",),
                form=list_forms.MatchForm, effect=list_acts.match, task=False,
                hint=Text("名单上的名称与登记册不一致的，逐行指明是哪个集群，或作为新集群登记。",
                          "Where a name is not in the register, say line by line which cluster it is, or enter it.")),
            Act("confirm_national_list", Text("确认入册", "Enter into the register"), "A12", PROVINCE, ("drafting",),
                target="confirmed", guards=(list_acts.complete,), effect=list_acts.confirm,
                chain=(Link(affirms=Text("已与国家名单逐行核对。", "Compared with the list line by line.")),),
                primary=True),
            Act("discard_national_list", Text("作废", "Drop"), "A12", PROVINCE, ("drafting",), target="discarded",
                form=forms.ReasonForm, effect=acts.discard, task=False),
        ),
        bar=(Text("对应", "Matched"), Text("入册", "Entered")),
        url="recognition:national-list",
    )
)  # fmt: skip
