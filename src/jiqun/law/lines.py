"""YAML as plain text values, with the line each of them stands on.

Every scalar is read as text: no float can enter through a measure file, and `on` or `no` stay words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from jiqun.bilingual import Text
from jiqun.law.errors import MeasureError

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Lines:
    """The values of a file and where they stand."""

    name: str
    values: Any
    numbers: dict[Path, int] = field(default_factory=dict)

    def at(self, path: Path) -> str:
        """`file:line` of a value, or of the nearest one that holds it."""
        while path not in self.numbers and path:
            path = path[:-1]
        return f"{self.name}:{self.numbers.get(path, 1)}"


def read(text: str, name: str) -> Lines:
    """Reads a YAML text; `MeasureError` with the line when it is not YAML, or a key stands twice."""
    loader = yaml.BaseLoader(text)
    try:
        root = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problem = f"{name}:{line}: {error.problem}"
        raise MeasureError([Text(f"{problem}（不是有效的 YAML）", f"{problem} (not valid YAML)")]) from error
    found = Lines(name, loader.construct_document(root) if root else None)
    doubles: list[Text] = []
    if root:
        _note(root, (), found, doubles)
    if doubles:
        raise MeasureError(doubles)
    return found


def _note(node: yaml.Node, path: Path, found: Lines, doubles: list[Text]) -> None:
    found.numbers[path] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _note(item, (*path, index), found, doubles)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*path, key.value)
            if inner in found.numbers:
                where = f"{found.name}:{key.start_mark.line + 1}"
                doubles.append(Text(f"{where}: “{key.value}”重复出现", f"{where}: {key.value} stands twice"))
            _note(value, inner, found, doubles)
            found.numbers[inner] = key.start_mark.line + 1
