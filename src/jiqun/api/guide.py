"""The page that explains the interface: every operation, as its description (OpenAPI) has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.api.tokens.scopes import OWN, READS
from jiqun.api.v1.interface import interface
from jiqun.bilingual import Text
from jiqun.casework.procedure import procedures

METHODS = ("get", "post")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What an operation takes in its address or head."""

    name: str
    place: str
    required: bool
    about: Text


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as the page shows it. `answer` is the name of the schema it gives."""

    method: str
    path: str
    title: Text
    about: Text
    parameters: tuple[Parameter, ...]
    statuses: tuple[str, ...]


def both(said: str) -> Text:
    """A description's two languages, written `中文 · English`."""
    zh, found, en = said.partition(" · ")
    return Text(zh, en if found else zh)


def operations(schema: dict[str, Any]) -> Iterator[tuple[str, Operation]]:
    """Every operation with the heading it stands under, in the description's order."""
    for path, methods in schema["paths"].items():
        for method in METHODS:
            if method not in methods:
                continue
            told = methods[method]
            parameters = tuple(
                Parameter(each["name"], each["in"], each["required"], both(described(each)))
                for each in told.get("parameters", ())
            )
            statuses = tuple(str(status) for status in told["responses"])
            yield (
                told["tags"][0],
                Operation(method.upper(), path, both(told["summary"]), both(told["description"]), parameters, statuses),
            )


def described(parameter: dict[str, Any]) -> str:
    """A parameter's description, wherever the description of the interface keeps it."""
    found: str = parameter.get("description") or parameter["schema"].get("description", "")
    return found


@cache
def parts() -> tuple[tuple[Text, tuple[Operation, ...]], ...]:
    """The operations by heading; the same for the life of the process."""
    found: dict[str, list[Operation]] = {}
    for heading, operation in operations(interface.get_openapi_schema()):
        found.setdefault(heading, []).append(operation)
    return tuple((both(heading), tuple(each)) for heading, each in found.items())


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """For whoever connects a system: no account is needed to read it."""
    context = {
        "parts": parts(),
        "reads": READS.items(),
        "tables": [table for table in sorted(procedures(), key=lambda each: each.name) if table.name not in OWN],
    }
    return render(request, "api/guide.html", context)
