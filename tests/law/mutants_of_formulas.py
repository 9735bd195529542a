"""Slips in the formulas of a measure: every small change of a function's syntax tree that still compiles.

A mutant is put in place of the function's own code and taken out again, so that the measure need not be loaded anew.
What a person reads (docstrings, labels, units of display) is no formula and is left alone.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise
from types import CodeType, FunctionType, ModuleType
from typing import Any

from jiqun.facts.declarations import BY_NAME
from jiqun.law.conditions import Indicator

Place = tuple[int, str, int | None]
"""Where a node hangs: the number of its parent in the walk, the field, and the place in a list."""


@dataclass(frozen=True)
class Mutant:
    """A function of a module with one change; `name` says where and what."""

    name: str
    function: str
    code: CodeType


@contextmanager
def in_place(module: ModuleType, mutant: Mutant) -> Iterator[None]:
    """The module with the mutant's code in force."""
    function = function_of(module, mutant.function)
    own = function.__code__
    function.__code__ = mutant.code
    try:
        yield
    finally:
        function.__code__ = own


def function_of(module: ModuleType, name: str) -> FunctionType:
    """The plain function behind a name: of an indicator, its formula."""
    found = getattr(module, name)
    function = found.formula if isinstance(found, Indicator) else found
    assert isinstance(function, FunctionType)
    return function


def users_of(module: ModuleType, name: str) -> set[str]:
    """The indicators of a module whose code reaches a function, itself included."""
    calls = {f: {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} for f, node in functions(module).items()}
    reached, grown = {name}, True
    while grown:
        more = {function for function, names in calls.items() if names & reached} - reached
        reached, grown = reached | more, bool(more)
    return {function for function in reached if isinstance(getattr(module, function), Indicator)}


def functions(module: ModuleType) -> dict[str, ast.FunctionDef]:
    """The functions a module defines, by name."""
    tree = ast.parse(inspect.getsource(module))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def mutants(module: ModuleType, name: str) -> Iterator[Mutant]:
    """Every mutant of a function of a module."""
    function = functions(module)[name]
    strings = {n.value for n in ast.walk(function) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    strings -= {ast.get_docstring(function, clean=False)}
    for place, node in _places(function):
        for changed in _changes(node, strings):
            what = f"{ast.unparse(node)} → {ast.unparse(ast.fix_missing_locations(deepcopy(changed)))}"
            yield _made(function, place, what, changed)


def _made(function: ast.FunctionDef, place: Place, what: str, changed: ast.AST) -> Mutant:
    copy = deepcopy(function)
    copy.decorator_list = []
    parent, field, n = place
    holder = list(ast.walk(copy))[parent]
    if n is None:
        setattr(holder, field, changed)
    else:
        getattr(holder, field)[n] = changed
    tree = ast.fix_missing_locations(ast.Module([*_FUTURE, copy], []))
    compiled = compile(tree, f"<{function.name}>", "exec")
    code = next(c for c in compiled.co_consts if isinstance(c, CodeType) and c.co_name == function.name)
    return Mutant(f"{function.name}: {what}", function.name, code)


_FUTURE = ast.parse("from __future__ import annotations").body


def _places(function: ast.FunctionDef) -> Iterator[tuple[Place, ast.AST]]:
    """Every node below a function that is part of the reckoning, and where it hangs."""
    bare = deepcopy(function)
    bare.decorator_list = []
    silent: set[ast.AST] = set()
    for parent, holder in enumerate(ast.walk(bare)):
        if holder in silent or isinstance(holder, ast.arg):
            silent.update(ast.iter_child_nodes(holder))
            continue
        for field, value in ast.iter_fields(holder):
            for n, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if not isinstance(node, ast.AST):
                    continue
                if _for_readers(holder, field, n, node):
                    silent.add(node)
                else:
                    yield (parent, field, n), node


def _for_readers(holder: ast.AST, field: str, n: int | None, node: ast.AST) -> bool:
    """Docstrings, labels, annotations, and the unit a figure is shown in."""
    if field in ("returns", "annotation") or (isinstance(holder, ast.Expr) and isinstance(node, ast.Constant)):
        return True
    if isinstance(holder, ast.Call) and field == "args" and isinstance(holder.func, ast.Attribute):
        return holder.func.attr == "figure" and bool(n)
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text"


def _changes(node: ast.AST, strings: set[str]) -> Iterator[ast.AST]:
    """What else could stand in a node's place."""
    match node:
        case ast.Compare(left, [ast.Eq() | ast.NotEq() as op], [ast.Constant(str()) as right]):
            yield ast.Compare(left, [ast.NotEq() if isinstance(op, ast.Eq) else ast.Eq()], [right])
        case ast.Compare(left, [op], [right]):
            for other in (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE):
                if not isinstance(op, other):
                    yield ast.Compare(left, [other()], [right])
        case ast.IfExp(test, body, orelse):
            yield ast.IfExp(test, orelse, body)
        case ast.If(test, body, orelse):
            yield ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.Delete():
            yield ast.Pass()
        case ast.Constant(bool()):
            pass
        case ast.Constant(int(number)):
            yield from (ast.Constant(number + step) for step in (-1, 1) if number or step > 0)
        case ast.Constant(str(text)):
            fact = BY_NAME.get(text)
            others = {name for name, f in BY_NAME.items() if fact and f.unit == fact.unit} | strings | {f"{text}?"}
            yield from (ast.Constant(other) for other in sorted(others - {text}))
        case ast.BinOp(left, ast.Sub() | ast.Add() as op, right):
            yield ast.BinOp(left, ast.Add() if isinstance(op, ast.Sub) else ast.Sub(), right)
            yield left
        case ast.BoolOp(ast.Or(), values):
            yield from values
            yield ast.BoolOp(ast.And(), values)
        case ast.Tuple(parts, ctx) | ast.List(parts, ctx) if len(parts) > 1:
            yield from (type(node)(changed, ctx) for changed in _swapped(parts))
        case ast.Call(ast.Attribute(_, "figure"), _, _):
            pass
        case ast.Call(func, args, keywords):
            yield from (ast.Call(func, changed, keywords) for changed in _swapped(args))
        case ast.Attribute(_, "base_year", ast.Load()):
            yield from (ast.BinOp(node, ast.Add(), ast.Constant(step)) for step in (-1, 1))
        case ast.Attribute(_, "three_years", ast.Load()):
            for text in ("[y - 1 for y in {}]", "[y + 1 for y in {}]", "{}[:2] * 2", "{}[1:]", "{}[:2]", "{}[::-1]"):
                yield ast.parse(text.format(ast.unparse(node)), mode="eval").body


def _swapped(parts: list[Any]) -> Iterator[list[Any]]:
    """Each two neighbours changed over."""
    for n, (one, other) in enumerate(pairwise(parts)):
        if ast.dump(one) != ast.dump(other):
            yield [*parts[:n], other, one, *parts[n + 2 :]]
