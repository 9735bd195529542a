"""A form's answers as a JSON Schema (draft 2020-12): what a program may send, from the same definition as the page."""

from __future__ import annotations

from typing import Any

from jiqun.forms import fields
from jiqun.forms.definitions import Field, Form
from jiqun.law.citation import here
from jiqun.standards import strategic

DECIMAL = {"type": "string", "pattern": r"^([0-9]+(\.[0-9]+)?)?$", "maxLength": 20}
_LINE = {"type": "string", "maxLength": fields.LONGEST_LINE}
_AREA = {"type": "string", "maxLength": fields.LONGEST_AREA}


def schema(form: Form, base_year: int) -> dict[str, Any]:
    """The schema of `{field: value}`. Nothing is required: a draft may be half full; `x-required` tells what handing
    in will ask for. Values are those of `jiqun.forms.fields`; titles and definitions are in the language in force.
    """
    asked = [field for field in form.fields() if field.asked]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": form.name,
        "type": "object",
        "additionalProperties": False,
        "properties": {field.id: _property(field, base_year) for field in asked},
        "x-required": [field.id for field in asked if field.required],
    }


def _property(field: Field, base_year: int) -> dict[str, Any]:
    told: dict[str, Any] = {"title": str(field.label)}
    if field.definition.zh:
        told["description"] = str(field.definition)
    if field.unit.zh:
        told["x-unit"] = str(field.unit)
    if field.clause:
        told["x-clause"] = str(here(field.clause))
    if field.evidence.zh:
        told["x-evidence"] = str(field.evidence)
    return told | _shape(field, base_year)


def _shape(field: Field, base_year: int) -> dict[str, Any]:
    if field.ask == "figures":
        years = _closed({str(year): DECIMAL for year in field.years_of(base_year)})
        return _closed({part.zh: years for part in field.parts}) if field.parts else years
    if field.ask == "table":
        line = {"type": "array", "items": _LINE, "minItems": len(field.columns), "maxItems": len(field.columns)}
        return {"type": "array", "items": line, "x-columns": [str(column) for column in field.columns]}
    if field.ask == "register":
        return _closed({"count": {"type": ["integer", "null"], "minimum": 0}, "text": _AREA})
    if field.ask == "choice":
        return {
            "type": "string",
            "enum": ["", *(each.key for kind in strategic.KINDS for each in strategic.of_kind(kind))],
        }
    return dict({"area": _AREA, "decimal": DECIMAL}.get(field.ask, _LINE))


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}
