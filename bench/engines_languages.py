"""The same formulas in the language of each engine, run as its own documents say.

- zen-engine: its expression language (decimals of 28 digits); a decision graph with one expression node.
- SpiffWorkflow: a DMN decision table a norm, read from XML; its expressions are Python.
- json-logic: nested objects; it has no power, so that the analyst holds end ÷ base against 1.331 worked out before.
- jiqun: the measure itself, on facts.

An engine that fails or answers nothing is taken to say "undetermined".
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any, Protocol
from xml.sax.saxutils import escape

from bench.engines_norms import Formula, norms

Figures = Mapping[str, int | None]
PLAIN, CAREFUL = "plain", "careful"


def said(answer: object) -> str:
    """An engine's answer as a verdict: a truth value of the plain form, or a number of the careful one."""
    if isinstance(answer, bool):
        return "met" if answer else "not_met"
    return {1: "met", -1: "not_met"}.get(answer, "undetermined") if isinstance(answer, (int, float)) else "undetermined"


class Engine(Protocol):
    """An engine with the eleven norms in it."""

    name: str

    def size(self) -> int:
        """Characters somebody has to write and keep."""

    def verdict(self, norm: str, figures: Figures) -> str:
        """The verdict on one norm."""

    def all(self, figures: Figures) -> Callable[[], object]:
        """A call that evaluates all eleven norms on figures already handed over as the engine wants them."""

    def total(self, rows: list[int]) -> bool:
        """Whether rows of output in fen add up to 40 亿元, added by the engine itself."""


def inputs(figures: Figures, form: str) -> dict[str, Any]:
    """Figures as an engine gets them: yuan with decimals and null; or whole fen with a count of blanks."""
    if form == PLAIN:
        return {name: _yuan(name, n) for name, n in figures.items() if not name.endswith("__na")}
    found: dict[str, Any] = {name: n or 0 for name, n in figures.items()}
    for name, n in figures.items():
        if not name.endswith("__na"):
            found[f"{name}__na"] = figures.get(f"{name}__na") or int(n is None)
    return found


def _yuan(name: str, number: int | None) -> float | None:
    return number / 100 if number is not None and name.startswith(("output", "rd")) else number


class Zen:
    """zen-engine."""

    def __init__(self, form: str) -> None:
        import zen

        self.name, self.form, self._zen = "zen-engine", form, zen
        self._texts = {norm.id: zen_text(getattr(norm, form)) for norm in norms()}
        self._compiled = {norm: zen.compile_expression(text) for norm, text in self._texts.items()}
        self._decision = zen.ZenEngine().create_decision(json.dumps(_graph(self._texts)))

    def size(self) -> int:
        return sum(map(len, self._texts.values()))

    def verdict(self, norm: str, figures: Figures) -> str:
        try:
            answer = self._compiled[norm].evaluate(inputs(figures, self.form))
        except Exception:
            return "undetermined"
        return said(answer)

    def all(self, figures: Figures) -> Callable[[], object]:
        given = inputs(figures, self.form)
        return lambda: self._decision.evaluate(given)

    def total(self, rows: list[int]) -> bool:
        if self.form == PLAIN:
            return bool(self._zen.evaluate_expression("sum(rows) >= 400000", {"rows": [n / 10**6 for n in rows]}))
        return bool(self._zen.evaluate_expression("sum(rows) >= 400000000000", {"rows": rows}))


class Spiff:
    """SpiffWorkflow, decision tables."""

    def __init__(self, form: str) -> None:
        from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine

        self.name, self.form = "SpiffWorkflow DMN", form
        self._texts = {norm.id: python_text(getattr(norm, form)) for norm in norms()}
        self._tables = {norm: _dmn(text, form) for norm, text in self._texts.items()}
        self._workflow = SimpleNamespace(script_engine=PythonScriptEngine())

    def size(self) -> int:
        return sum(map(len, self._texts.values()))

    def _task(self, data: dict[str, Any]) -> Any:
        return SimpleNamespace(data=data, workflow=self._workflow, task_spec=SimpleNamespace(name="", bpmn_name=""))

    def verdict(self, norm: str, figures: Figures) -> str:
        try:
            answer = self._tables[norm].result(self._task(inputs(figures, self.form)))
        except Exception:
            return "undetermined"
        return str(answer.get("verdict", "undetermined"))

    def all(self, figures: Figures) -> Callable[[], object]:
        task = self._task(inputs(figures, self.form))
        return lambda: [table.result(task) for table in self._tables.values()]

    def total(self, rows: list[int]) -> bool:
        given, limit = (rows, 40 * 10**10) if self.form == CAREFUL else ([n / 10**6 for n in rows], 400_000)
        engine = self._workflow.script_engine
        return bool(engine.evaluate(self._task({"rows": given}), f"sum(rows) >= {limit}"))


class JsonLogic:
    """json-logic."""

    def __init__(self, form: str) -> None:
        from json_logic import jsonLogic

        self.name, self.form, self._run = "json-logic", form, jsonLogic
        self._rules = {norm.id: json_logic(getattr(norm, form)) for norm in norms()}

    def size(self) -> int:
        return sum(len(json.dumps(rule)) for rule in self._rules.values())

    def verdict(self, norm: str, figures: Figures) -> str:
        try:
            return said(self._run(self._rules[norm], inputs(figures, self.form)))
        except Exception:
            return "undetermined"

    def all(self, figures: Figures) -> Callable[[], object]:
        given = inputs(figures, self.form)
        return lambda: [self._run(rule, given) for rule in self._rules.values()]

    def total(self, rows: list[int]) -> bool:
        given, limit = (rows, 40 * 10**10) if self.form == CAREFUL else ([n / 10**6 for n in rows], 400_000)
        add = {"reduce": [{"var": "rows"}, {"+": [{"var": "current"}, {"var": "accumulator"}]}, 0]}
        return bool(self._run({">=": [add, limit]}, {"rows": given}))


# ── printing ──


def zen_text(formula: Formula) -> str:
    """A formula in zen's expression language."""
    match formula:
        case ("if", test, yes, no):
            return f"({zen_text(test)} ? {zen_text(yes)} : {zen_text(no)})"
        case ("root3", value, _):
            return f"({zen_text(value)}) ^ (1 / 3)"
        case ("min" | "max" as name, one, other):
            return f"{name}([{zen_text(one)}, {zen_text(other)}])"
        case (operator, one, other):
            return f"({zen_text(one)} {operator} {zen_text(other)})"
    return str(formula)


def python_text(formula: Formula) -> str:
    """A formula in Python."""
    match formula:
        case ("if", test, yes, no):
            return f"({python_text(yes)} if {python_text(test)} else {python_text(no)})"
        case ("root3", value, _):
            return f"({python_text(value)}) ** (1 / 3)"
        case ("min" | "max" as name, one, other):
            return f"{name}({python_text(one)}, {python_text(other)})"
        case (operator, one, other):
            return f"({python_text(one)} {operator} {python_text(other)})"
    return str(formula)


def json_logic(formula: Formula) -> Any:
    """A formula as JSON Logic."""
    match formula:
        case (op, ("-", ("root3", value, rate), 1), _):
            return {op: [json_logic(value), round(rate**3, 9)]}
        case (operator, *operands):
            return {operator: [json_logic(operand) for operand in operands]}
        case str(name):
            return {"var": name}
    return formula


def _graph(texts: Mapping[str, str]) -> dict[str, Any]:
    expressions = [{"id": key, "key": key.replace(".", "_"), "value": text} for key, text in texts.items()]
    content = {"expressions": expressions}
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}},
        {"id": "norms", "type": "expressionNode", "name": "norms", "content": content, "position": {"x": 1, "y": 0}},
        {"id": "out", "type": "outputNode", "name": "out", "position": {"x": 2, "y": 0}},
    ]
    edges = [
        {"id": "a", "type": "edge", "sourceId": "in", "targetId": "norms"},
        {"id": "b", "type": "edge", "sourceId": "norms", "targetId": "out"},
    ]
    return {"nodes": nodes, "edges": edges}


_DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def _dmn(text: str, form: str) -> Any:
    """A decision table with one input and one rule for each answer."""
    from lxml import etree
    from SpiffWorkflow.dmn.engine.DMNEngine import DMNEngine
    from SpiffWorkflow.dmn.parser.DMNParser import DMNParser

    answers = (
        {"True": "met", "False": "not_met"} if form == PLAIN else {"1": "met", "0": "undetermined", "-1": "not_met"}
    )
    rules = "".join(
        f'<rule id="r{n}"><inputEntry id="i{n}"><text>{answer}</text></inputEntry>'
        f'<outputEntry id="o{n}"><text>"{said}"</text></outputEntry></rule>'
        for n, (answer, said) in enumerate(answers.items())
    )
    xml = (
        f'<definitions xmlns="{_DMN}"><decision id="d" name="d"><decisionTable id="t">'
        f'<input id="i"><inputExpression id="e"><text>{escape(text)}</text></inputExpression></input>'
        f'<output id="o" name="verdict"/>{rules}</decisionTable></decision></definitions>'
    )
    parser = DMNParser(None, etree.fromstring(xml), {"dmn": _DMN})
    parser.parse()
    return DMNEngine(parser.decision.decisionTables[0])
