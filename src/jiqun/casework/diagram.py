"""The procedures as documentation: state diagrams (Mermaid) and the matrix of who may do what, from the tables."""

from __future__ import annotations

from collections.abc import Iterable

from jiqun.casework.procedure import Act, Procedure, procedure
from jiqun.law.citation import cite

HEAD = """# Procedures · 办理流程

Written by `jiqun procedures` from the tables in the code; a test compares them. A matter changes only through these
acts. *Signed* acts are prepared by the role named and take effect with the approver's signature.
"""


def document(tables: Iterable[Procedure]) -> str:
    """All procedures as Markdown, by name: the order in which rooms happen to be loaded says nothing."""
    return "\n".join([HEAD, *(section(table) for table in sorted(tables, key=lambda table: table.name))])


def section(table: Procedure) -> str:
    """One procedure: diagram, then the acts."""
    return "\n".join([f"## {table.title.zh} · {table.title.en}\n", diagram(table), "", matrix(table), ""])


def diagram(table: Procedure) -> str:
    """States and the acts between them."""
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    {state.name}: {state.title.zh} {state.title.en}" for state in table.states]
    if table.opening is not None:
        lines += [f"    [*] --> {state}: {table.opening.title.zh}" for state in table.starts]
    for act in table.acts:
        for source in act.source:
            lines.append(f"    {source} --> {target(act, source)}: {act.title.zh}")
    for state in table.states:
        for cause in state.by:
            name, _, caused = cause.partition(".")
            lines.append(f"    note right of {state.name}: {procedure(name).by_act[caused].title.zh}")
        if state.final:
            lines.append(f"    {state.name} --> [*]")
    return "\n".join([*lines, "```"])


def target(act: Act, source: str) -> str:
    """Where an act leads from a state."""
    return act.target if isinstance(act.target, str) else source


def matrix(table: Procedure) -> str:
    """Who may do what, where, on which clause."""
    lines = ["| act | who | from | to | clause | signed |", "|---|---|---|---|---|---|"]
    for act in ([table.opening] if table.opening else []) + list(table.acts):
        to = act.target if isinstance(act.target, str) else ("" if act is table.opening else "=")
        lines.append(
            f"| {act.title.zh} {act.title.en} `{act.name}` | {act.who.title.zh} {act.who.title.en} "
            f"| {', '.join(act.source)} | {to} | {cite(act.clause).zh if act.clause else ''} "
            f"| {'yes' if act.chain else ''} |"
        )
    return "\n".join(lines)
