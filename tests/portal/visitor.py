"""A visitor of the self-check: what it is sent, and what its pages say."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jiqun.facts.workbook import write_template
from jiqun.standards import credit_code
from tests.law.rosters import roster

UPLOAD, TYPE, AGAIN = (f"portal:self-check{more}" for more in ("", "-figures", "-again"))
NAME = "金丝雀五金产业集群"


def good_workbook(name: str = NAME, **changes: Any) -> bytes:
    """A workbook of a cluster that meets everything computed; `changes` are other rows of its roster."""
    found = replace(roster(), **changes)
    codes = {line.uscc: credit_code.complete(f"91449999{n:09d}") for n, line in enumerate(found.firm_years)}
    stream = io.BytesIO()
    write_template(
        stream,
        replace(
            found,
            cluster=replace(found.cluster, name=name),
            firm_years=tuple(replace(line, uscc=codes[line.uscc]) for line in found.firm_years),
            honours=tuple(replace(line, uscc=codes[line.uscc]) for line in found.honours),
            incidents=tuple(replace(line, uscc=codes[line.uscc]) for line in found.incidents),
        ),
    )
    return stream.getvalue()


def upload(data: bytes, client: Client | None = None, **more: str) -> Any:
    file = SimpleUploadedFile("名册.xlsx", data)
    return (client or Client()).post(reverse(UPLOAD), {"on": "2025-03-20", "workbook": file, **more})


def entries(**more: str) -> dict[str, str]:
    """The figures of a cluster that meets everything computed, as somebody types them."""
    found = {"on": "2025-03-20", "base": "2024", "name": NAME, "lead_codes": "33", "area_m2": "58.6"}
    found |= {"employees": "800", "firms": "4", "platform_users": "1", "platform_answered": "4"}
    found |= {"top_firms": "1", "listed_firms": "0", "searched_on": "2025-03-01"}
    rows = {
        "output": ("500000", "560000", "620000", "680,000"),
        "output_sme": ("500000", "560000", "620000", "680000"),
        "output_lead": ("500000", "560000", "620000", "680000"),
        "rd_sme": ("100", "112", "125", "140"),
        "patents": ("100", "120", "140", "160"),
        "software_users": ("1", "1", "1", "1"),
        "software_answered": ("4", "4", "4", "4"),
        "co2": ("1000", "1000", "1000", "1000"),
        "output_reported": ("500000", "560000", "620000", "680000"),
    }
    for field, values in rows.items():
        found |= {f"{field}_{year}": value for year, value in zip(range(2021, 2025), values, strict=True)}
    return found | more


def typed(client: Client | None = None, **more: str) -> Any:
    return (client or Client()).post(reverse(TYPE), entries(**more))


def shown(answered: Any) -> dict[str, str]:
    """The verdict of each norm by its words on the page."""
    said = answered.content.decode()
    rows = re.findall(
        r'<details id="n-([^"]+)"[^>]*><summary class="row"><span class="tag \w+">.*?</svg> (.*?)</span>', said, re.S
    )
    return dict(rows)


def carried(answered: Any) -> str:
    found = re.search(r'name="carried" value="([^"]+)"', answered.content.decode())
    assert found
    return found.group(1)


def again(answered: Any, **more: str) -> Any:
    return Client().post(reverse(AGAIN), {"carried": carried(answered), "on": "2025-03-20", **more})
