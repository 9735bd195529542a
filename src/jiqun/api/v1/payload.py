"""What an act asks for, as JSON: the fields of its form described, and a payload made into what the form reads."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Annotated, Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.choices import flatten_choices
from django.utils.datastructures import MultiValueDict
from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field

from jiqun.api.v1.problems import NOT_AS_DESCRIBED, Fault, Problem, Said
from jiqun.bilingual import speaking
from jiqun.casework.procedure import PayloadForm

CHOICES = 200
"""A field with more choices than so many names the first of them only."""


def whole(value: object) -> object:
    """228.0 is a whole number in JSON, as 228 is."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Whole = Annotated[int, BeforeValidator(whole), Field(ge=-(10**18), le=10**18)]
Line = Annotated[str, Field(max_length=8 * 2**20)]


class FileIn(Schema):
    """A file: its name, and its bytes in Base64. A request as a whole may have 8 MB."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: Annotated[str, Field(min_length=1, max_length=200)]
    base64: Line


Value = Line | Whole | bool | None | list[Line | Whole] | FileIn


class ChoiceOut(Schema):
    """A value a field takes, and what it means."""

    value: str
    zh: str
    en: str


class FieldOut(Schema):
    """A field of an act's payload. `kind`: text, whole, number, date, moment, yes-no, choice, choices or file."""

    name: str
    label: Said
    kind: str
    required: bool
    choices: list[ChoiceOut]


KINDS: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.FileField, "file"),
    (forms.MultipleChoiceField, "choices"),
    (forms.ModelMultipleChoiceField, "choices"),
    (forms.ChoiceField, "choice"),
    (forms.ModelChoiceField, "choice"),
    (forms.BooleanField, "yes-no"),
    (forms.DateTimeField, "moment"),
    (forms.DateField, "date"),
    (forms.DecimalField, "number"),
    (forms.IntegerField, "whole"),
)


def said(value: object) -> Said:
    """A label in both languages."""
    with speaking("zh"):
        zh = str(value)
    with speaking("en"):
        return Said(zh=zh, en=str(value))


def described(form: PayloadForm) -> list[FieldOut]:
    """The fields of a form."""
    found = []
    title: Any
    for bound in form:
        field = bound.field
        kind = next((name for of, name in KINDS if isinstance(field, of)), "text")
        offered: Any = getattr(field, "choices", None) if kind in ("choice", "choices") else None
        choices = []
        for value, title in list(flatten_choices(offered or ()))[:CHOICES]:
            words = said(title)
            choices.append(ChoiceOut(value=str(value), zh=words.zh, en=words.en))
        label = said(field.label or bound.name)
        found.append(FieldOut(name=bound.name, label=label, kind=kind, required=field.required, choices=choices))
    return found


def entered(payload: Mapping[str, Any]) -> tuple[QueryDict, MultiValueDict[str, Any]]:
    """A payload as a page would have sent it. Raises `Problem` for text that no database stores and for bytes that are
    none; every fault at once."""
    data, files, faults = QueryDict(mutable=True), MultiValueDict[str, Any](), []
    for name, value in payload.items():
        if isinstance(value, FileIn):
            try:
                files[name] = SimpleUploadedFile(value.name, base64.b64decode(value.base64, validate=True))
            except (binascii.Error, ValueError):
                faults.append(Fault(field=name, zh="文件内容不是 Base64 编码。", en="The file's bytes are not Base64."))
        elif value is not None:
            data.setlist(name, [plain(each) for each in (value if isinstance(value, list) else [value])])
        if any("\0" in text for text in (name, *data.getlist(name))):
            field = name.replace("\0", "")
            faults.append(Fault(field=field, zh="含有不能保存的空字符。", en="It holds NUL, which cannot be stored."))
    if faults:
        raise Problem(422, NOT_AS_DESCRIBED, faults=faults)
    return data, files


def plain(value: object) -> str:
    """A value as a form field reads it."""
    return ("true" if value else "false") if isinstance(value, bool) else str(value)
