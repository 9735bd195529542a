"""What stands behind the text: every cluster's figures, and the source of every number."""

from __future__ import annotations

from jiqun.bilingual import Text, listing
from jiqun.supervision.evaluation.content import blocks
from jiqun.supervision.evaluation.content.figures import FIGURES
from jiqun.supervision.evaluation.content.writing import Plain, Source, Writer, both, text_of

NAMES = ("firms", "employees", "output", "rd", "patents", "listed_firms")


def clusters(writer: Writer) -> None:
    """Each cluster's main figures of the year."""
    facts = writer.facts
    writer.chapter("clusters", Text("各集群主要指标", "Main figures of each cluster"), annex=True)
    head = [Text("集群", "Cluster"), Text("所在地", "Place"), *(FIGURES[name].head for name in NAMES)]
    rows: list[list[Text | str]] = [
        [member.name, member.place, *(blocks.cell(member, name, facts.year) for name in NAMES)]
        for member in facts.members
    ]
    everybody = tuple(member.id for member in facts.members)
    source = Source(Text("各集群年度数据", "each cluster's yearly figures"), NAMES, (facts.year,), everybody, len(rows))
    title = Text(f"{facts.year}年各集群主要指标", f"Each cluster's figures, {facts.year}")
    writer.table(title, head, rows, words=2, source=source, long=True, widths=(24, 18, 9, 10, 11, 10, 9, 9))


def sources(kept: list[Plain], of: int) -> Plain:
    """The sources of all numbers as a chapter: what was counted, of which years, over how many clusters."""
    rows = []
    for number, source in enumerate(kept, 1):
        figures = listing(FIGURES[name].title for name in source["figures"])
        years = listing(source["years"])
        n, asked, blanks = len(source["clusters"]), source["of"] or of, source["blanks"]
        counted = Text(f"{n}/{asked} 个", f"{n} of {asked}")
        if blanks:
            counted = Text(
                f"{counted.zh}；{blanks} 家企业未填，为下限", f"{counted.en}; {blanks} firms blank: at least"
            )
        rows.append([both(str(number)), both(text_of(source["how"])), both(figures), both(years), both(counted)])
    names = (("编号", "No."), ("口径", "How"), ("指标", "Figures"), ("年份", "Years"), ("计入集群", "Clusters counted"))
    title = Text("数据来源一览", "Sources of the numbers")
    table = {
        "kind": "table",
        "title": both(title),
        "head": [both(Text(*name)) for name in names],
        "rows": rows,
        "words": 5,
        "long": True,
        "widths": [7, 34, 27, 14, 18],
        "source": None,
    }
    return {"key": "sources", "title": both(Text("数据来源", "Sources")), "annex": True, "blocks": [table]}
