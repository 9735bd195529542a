"""Workbooks of units and accounts, as an administrator brings them in."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from jiqun.authorities.models import Account
from jiqun.casework.models import StaffChange
from jiqun.casework.staffing.columns import COLUMNS, PEOPLE, UNITS
from tests.authorities.signed_in import confirmed

UNIT = ("renkai", "仁开功能区", "仁开功能区经济发展局", "功能区", "441300", "441302", "18:00")
PERSON = ("rk.clerk", "陈一", "经办", "renkai", "0752-1234567", "chen@example.cn", "在用")


def client_of(user: Account) -> Client:
    client = Client()
    client.force_login(user, backend="jiqun.authorities.backends.AccountBackend")
    return confirmed(client)


def workbook(units: Any = (), people: Any = (), heads: Any = None) -> SimpleUploadedFile:
    """The two sheets with these lines."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in ((UNITS, units), (PEOPLE, people)):
        sheet = book.create_sheet(name)
        sheet.append((heads or {}).get(name) or list(COLUMNS[name].values()))
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile("units-and-people.xlsx", file.getvalue())


def bring_in(client: Client, units: Any = (), people: Any = (), key: str = "k1", **how: Any) -> Any:
    """The answer to a workbook brought in."""
    return client.post("/staff/import/", {"workbook": workbook(units, people, **how), "key": key})


def adopt(client: Client, key: str = "a1") -> Any:
    """The answer to adopting the last one."""
    change = StaffChange.objects.latest("proposed_at")
    return client.post(f"/do/staff/{change.pk}/adopt_staff/", {"version": change.version, "key": key})


def lines(body: bytes, name: str) -> list[tuple[Any, ...]]:
    """The lines of a downloaded sheet, without its heading."""
    return list(load_workbook(io.BytesIO(body))[name].iter_rows(min_row=2, values_only=True))
