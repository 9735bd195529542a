"""How a round's sheets become an order, chosen before the draw (Article 14(三)); and the supervisor of the draw."""

from __future__ import annotations

from typing import Any

from django import forms

from jiqun.casework.procedure import PayloadForm
from jiqun.recognition.forms.words import T
from jiqun.recognition.queries.experts import panel_of
from jiqun.review.aggregation import AGGREGATIONS, COMPUTED, LEAST_TRIMMED, SHARES, Rule
from jiqun.review.rubrics import read

TIES = ("tie_1", "tie_2", "tie_3")
WHOLE = "1/1"
AGGREGATION_HELP = T(
    "与种子摘要同时入日志，抽取专家前固定，此后不能更改", "Journalled with the seed's digest; it changes no more"
)
TIE_HELP = T("得分相同时依次比较；都不选则并列", "What tells equal scores apart; none: they share a rank")


def tie(label: Any) -> forms.ChoiceField:
    """One step of the tie rule."""
    return forms.ChoiceField(label=label, required=False)


class RuleForm(PayloadForm):
    """The rule; left out, it is the mean of all sheets, equal means share a rank, reviewed online."""

    aggregation = forms.ChoiceField(
        label=T("计分规则", "How totals become a score"),
        choices=tuple(AGGREGATIONS.items()),
        initial="mean",
        required=False,
        widget=forms.RadioSelect,
        help_text=AGGREGATION_HELP,
        error_messages={"invalid_choice": T("请从所列计分规则中选择。", "Choose one of the rules listed.")},
    )
    share = forms.ChoiceField(
        label=T("有效评审表不少于", "Sheets a cluster needs"),
        choices=tuple((f"{over}/{under}", words) for (over, under), words in SHARES.items()),
        initial=WHOLE,
        required=False,
        widget=forms.RadioSelect,
        help_text=T(
            "任何情况下不少于 3 份；未达全部席位即可开启的，逾期未交的评审表不计入",
            "Never fewer than 3; where not all seats are needed, sheets that are late do not count",
        ),
        error_messages={"invalid_choice": T("请从所列比例中选择。", "Choose one of the shares listed.")},
    )
    tie_1 = tie(T("同分比较（一）", "Equal scores: first"))
    tie_2 = tie(T("同分比较（二）", "Equal scores: second"))
    tie_3 = tie(T("同分比较（三）", "Equal scores: third"))
    mode = forms.ChoiceField(
        label=T("评审方式", "Way of reviewing"),
        choices=(
            ("online", T("在线评审：专家在系统内评分", "Online: experts score in the system")),
            (
                "offline",
                T("集中评审：现场填写纸质评审表，由两人分别录入", "On paper in one room, entered by two persons apart"),
            ),
        ),
        initial="online",
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": T("请选择评审方式。", "Choose how it is reviewed.")},
    )

    def prepare(self) -> None:
        """Offers the dimensions of the round's rubric as steps of the tie rule."""
        super().prepare()
        self.fields[TIES[0]].help_text = TIE_HELP
        if self.doing is None or self.doing.subject is None:
            return
        rubric = read(self.doing.subject.round.rubric.definition)
        choices = [
            ("", T("不比较", "none")),
            *((each.clause, each.title) for each in rubric.dimensions),
            (COMPUTED, T("系统测算部分得分", "Computed part")),
        ]
        for name in TIES:
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The rule as data. Each step once; leaving two sheets out asks for five seats."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        ties = [data[name] for name in TIES if data.get(name)]
        for number, name in enumerate(TIES):
            if data.get(name) and data[name] in [data.get(before) for before in TIES[:number]]:
                self.add_error(name, T("同分比较的各步不能重复。", "Each step of the tie rule is named once."))
        aggregation = data.get("aggregation") or "mean"
        seats = data.get("per_case")
        if aggregation == "trimmed" and seats is not None and seats < LEAST_TRIMMED:
            self.add_error(
                "aggregation",
                T(
                    f"去掉最高分和最低分的，每个集群的评审专家不少于 {LEAST_TRIMMED} 名；现为 {seats} 名。",
                    f"Leaving out the highest and the lowest takes at least {LEAST_TRIMMED} experts; you have {seats}.",
                ),
            )
        over, under = (data.get("share") or WHOLE).split("/")
        data["rule"] = Rule(aggregation, share=(int(over), int(under)), ties=tuple(ties)).plain()
        data["offline"] = data.get("mode") == "offline"
        return data


class WitnessForm(PayloadForm):
    """The name of the supervisor who is present when experts are drawn for a review on paper."""

    def prepare(self) -> None:
        """Asks for the name where the round is reviewed on paper."""
        super().prepare()
        panel = panel_of(self.doing.subject) if self.doing and self.doing.subject else None
        if panel is None or not panel.offline:
            return
        self.fields["witness"] = forms.CharField(
            label=T("抽取监督人（纪检监督）", "Supervisor of the draw"),
            max_length=60,
            help_text=T("集中评审的专家抽取须有监督人在场", "A review on paper is drawn for under a supervisor's eyes"),
            error_messages={"required": T("请填写抽取监督人姓名。", "Name the supervisor of the draw.")},
        )
