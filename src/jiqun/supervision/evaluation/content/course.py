"""What a report says of a figure in a sentence, and of goals, reports and problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from jiqun.bilingual import Text
from jiqun.supervision.evaluation.content.facts import Member, Problem
from jiqun.supervision.evaluation.content.figures import FIGURES
from jiqun.supervision.evaluation.content.goals import Reached, reached
from jiqun.supervision.evaluation.content.writing import NAMELESS, Source, Writer

STANDINGS = {
    "received": Text("已由省厅收到", "received by the province"),
    "on_the_way": Text("正在填报或审核", "being filled in or checked"),
    "missing": Text("尚未填报", "not begun"),
}


def told(writer: Writer, key: str, name: str, text: Text) -> None:
    """A sentence about a figure's sum and its growth, with how many clusters it counts when that is not all of those
    with data (`coverage` says how many these are); without data the sentence says that there are none."""
    facts, total = writer.facts, writer.sum(name)
    if total is None:
        title = FIGURES[name].title
        writer.say(
            key,
            Text(f"{title.zh}：{facts.year}年尚无数据。", f"{title.en}: no data of {facts.year} yet."),
        )
        return
    zh, en, numbers = text.zh, text.en, {"n": total}
    if (grown := writer.growth(name)) is not None:
        zh, en = f"{zh}，比上年{{g}}", f"{en}, {{g}} on the year before"
        numbers["g"] = grown
        same = len(grown.source.clusters)
        if grown.source.clusters != facts.having(facts.year - 1, facts.year):
            how = Text("两年均有数据的集群", "clusters with both years")
            zh, en = f"{zh}（按两年可比的{{s}}集群计）", f"{en} (on the {{s}} clusters with both years)"
            numbers["s"] = writer.count(same, how, grown.source.clusters)
    if total.source.clusters != facts.having(facts.year):
        how = Text("填报该项数据的集群", "clusters that gave the figure")
        zh, en = f"{zh}；填报该项的集群{{k}}", f"{en}; {{k}} clusters gave the figure"
        numbers["k"] = writer.count(len(total.source.clusters), how, total.source.clusters)
    writer.say(key, Text(f"{zh}。", f"{en}."), NAMELESS, **numbers)


def coverage(writer: Writer) -> None:
    """How many clusters the sums that follow count, and how many the growth, where that is not all of them."""
    facts = writer.facts
    having, both = facts.having(facts.year), facts.having(facts.year - 1, facts.year)
    if having and len(having) < len(facts.members):
        how = Text(f"有{facts.year}年数据的集群", f"clusters with data of {facts.year}")
        writer.say(
            "having",
            Text(
                f"有{facts.year}年数据的集群{{n}}，下列合计以此为限。",
                f"{{n}} clusters have data of {facts.year}; the sums below are theirs.",
            ),
            n=writer.count(len(having), how, having),
        )
    if both and len(both) < len(facts.members):
        how = Text("两年均有数据的集群", "clusters with both years")
        writer.say(
            "both",
            Text(
                "与上年比较只计两年均有数据的集群{n}。",
                "Growth is computed on the {n} clusters with data of both years.",
            ),
            n=writer.count(len(both), how, both),
        )


def rate(writer: Writer, key: str, part: str, whole: str, text: Text) -> None:
    """A sentence about a share; none where no cluster has both figures."""
    if (found := writer.share(part, whole)) is None:
        return
    zh, en, numbers = text.zh, text.en, {"n": found}
    if found.source.clusters != writer.facts.having(writer.facts.year):
        how = Text("两项数据齐全的集群", "clusters with both figures")
        zh, en = f"{zh}（两项数据齐全的集群{{k}}）", f"{en} ({{k}} clusters have both figures)"
        numbers["k"] = writer.count(len(found.source.clusters), how, found.source.clusters)
    writer.say(key, Text(f"{zh}。", f"{en}."), NAMELESS, **numbers)


def goals(writer: Writer) -> None:
    """How the goals frozen at recognition stand in the year."""
    facts = writer.facts
    writer.chapter("goals", Text("规划目标进展", "Progress of the plans' goals"))
    writer.paragraph()
    counted = Counter(reached(goal) for member in facts.members for goal in member.goals)
    having = [member.id for member in facts.members if member.goals]
    everything = sum(counted.values())
    goals_unit = Text("项", "goals")
    if not everything:
        writer.say("none", Text("认定时没有登记规划目标。", "No goals were kept at recognition."))
        return
    how = Text(f"认定时固定的目标，{facts.year}年", f"goals frozen at recognition, {facts.year}")
    writer.say(
        "all",
        Text("认定时固定的三年规划目标共{n}，涉及{k}集群。", "{n} were frozen at recognition, in {k} clusters."),
        n=writer.count(everything, how, having, goals_unit),
        k=writer.count(len(having), how, having),
    )
    for standing in Reached:
        ids = [m.id for m in facts.members if any(reached(goal) is standing for goal in m.goals)]
        title = standing.title
        writer.say(
            standing.value,
            Text(f"{title.zh}{{n}}。", f"{title.en}: {{n}}."),
            n=writer.count(counted[standing], title, ids, goals_unit),
        )
    head = [Text("集群", "Cluster"), Text("目标合计", "Goals"), *(standing.title for standing in Reached)]
    rows = [_goal_line(member) for member in facts.members if member.goals]
    source = Source(how, (), (facts.year,), tuple(having), len(facts.members))
    title = Text(f"{facts.year}年规划目标进展", f"Goals of {facts.year}")
    writer.table(title, head, rows, source=source, long=True, widths=(34, 12, 14, 14, 14, 12))


def _goal_line(member: Member) -> list[Text | str]:
    counted = Counter(reached(goal) for goal in member.goals)
    return [member.name, str(len(member.goals)), *(str(counted[standing]) for standing in Reached)]


def reports(writer: Writer) -> None:
    """Where the annual reports of the year stand."""
    facts = writer.facts
    writer.chapter("reports", Text("年度报送", "Annual reports"))
    writer.paragraph()
    asked = [member for member in facts.members if member.report]
    if not asked:
        writer.say(
            "none",
            Text(f"{facts.year}年度没有在本系统报送的年度情况。", f"No reports of {facts.year} are in this system."),
        )
        return
    everybody = [member.id for member in asked]
    how = Text(f"应报送{facts.year}年度情况的集群", f"clusters to report on {facts.year}")
    writer.say(
        "asked",
        Text("应报送年度情况的集群{n}。", "{n} clusters were to report on the year."),
        n=writer.count(len(asked), how, everybody),
    )
    for name, title in STANDINGS.items():
        ids = [member.id for member in asked if member.report == name]
        writer.say(name, Text(f"{title.zh}的{{n}}。", f"{{n}} {title.en}."), n=writer.count(len(ids), title, ids))


def problems(writer: Writer) -> None:
    """What was found wanting, and what became of it."""
    facts = writer.facts
    writer.chapter("problems", Text("问题与改进措施", "Problems and what is done about them"))
    writer.paragraph()
    found = [(member, problem) for member in facts.members for problem in member.problems]
    if not found:
        writer.say("none", Text("没有登记在案的问题。", "No problem is on record."))
        return
    closed = [(member, problem) for member, problem in found if problem.closed]
    late = [(member, problem) for member, problem in found if problem.late]
    unit = Text("项", "problems")
    writer.say(
        "all",
        Text("登记问题{n}，已办结{c}，逾期未办结{d}。", "{n} are on record, {c} closed and {d} overdue."),
        n=writer.count(len(found), Text("登记的问题", "problems on record"), _ids(found), unit),
        c=writer.count(len(closed), Text("已办结的问题", "problems closed"), _ids(closed), unit),
        d=writer.count(len(late), Text("逾期未办结的问题", "problems overdue"), _ids(late), unit),
    )
    rows: list[list[Text | str]] = [
        [member.name, problem.text, problem.owner, problem.due, _state(problem.closed, problem.late)]
        for member, problem in found
        if not problem.closed
    ]
    if rows:
        names = (("集群", "Cluster"), ("问题", "Problem"), ("责任单位", "Owner"), ("期限", "Due"), ("状态", "State"))
        head = [Text(*name) for name in names]
        title = Text("尚未办结的问题", "Problems still open")
        writer.table(title, head, rows, words=5, long=True, widths=(20, 40, 16, 12, 12))


def _state(closed: bool, late: bool) -> Text:
    if closed:
        return Text("已办结", "closed")
    return Text("逾期", "overdue") if late else Text("办理中", "under way")


def _ids(found: Sequence[tuple[Member, Problem]]) -> list[str]:
    return list(dict.fromkeys(member.id for member, _ in found))
