"""A county office with the people of a longer chain."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pypdf import PdfWriter

from jiqun.authorities.models import Account, Role
from jiqun.casework.models import ChainSetting
from jiqun.casework.perform import Done, open_matter, perform
from tests.casework.conftest import CHANCE
from tests.casework.test_perform import NOW
from tests.office import HUICHENG, account, approver, officer


def blank_page() -> bytes:
    """A PDF of one empty page."""
    file, writer = BytesIO(), PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(file)
    return file.getvalue()


SHEET = blank_page()


def legal() -> Account:
    """The clerk of the legal section, who signs by name."""
    return account(Role.OFFICER, HUICHENG, name="legal")


def second_approver() -> Account:
    """Another approver of the county."""
    return account(Role.APPROVER, HUICHENG, name="second-approver")


def links(*rows: tuple[str, str, bool]) -> dict[str, Any]:
    """What the form of a chain sends: (title, who, on paper) a link."""
    found: dict[str, Any] = {"target": "errand.send"}
    for n, (title, who, paper) in enumerate(rows, start=1):
        found |= {f"title_{n}": title, f"who_{n}": who, **({f"paper_{n}": "on"} if paper else {})}
    return found


def draft(payload: dict[str, Any], key: str = "draft-chain", by: Account | None = None) -> ChainSetting:
    """A drafted setting, in an office that has its approver."""
    approver(HUICHENG)
    done = open_matter("sign_chain", by=by or officer(HUICHENG), payload=payload, key=key, now=NOW, chance=CHANCE)
    found: ChainSetting = done.subject
    return found


def act_on(setting: ChainSetting, name: str, by: Account, **payload: Any) -> Done:
    """One act on a setting, at the version that stands."""
    version = ChainSetting.objects.values_list("version", flat=True).get(pk=setting.pk)
    key = f"{name}-{version}-{setting.pk}"
    return perform(
        "sign_chain", setting.pk, name, by=by, version=version, payload=payload, key=key, now=NOW, chance=CHANCE
    )


def in_force(*rows: tuple[str, str, bool], key: str = "draft-chain") -> ChainSetting:
    """A chain of the county put in force by its two persons."""
    setting = draft(links(*rows), key)
    act_on(setting, "put_in_force", officer(HUICHENG))
    act_on(setting, "sign", approver(HUICHENG))
    setting.refresh_from_db()
    return setting
