"""At the head of a county's workbench: outreaches in which firms are still missing after a fortnight."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse

from jiqun.authorities.models import Account, Level, Role
from jiqun.bilingual import Text
from jiqun.casework.reminders import Reminder, register
from jiqun.cultivation.models import OutreachFirm
from jiqun.cultivation.outreach.states import MISSING

AFTER = timedelta(days=14)


@register
def missing_firms(user: Account, now: datetime) -> Iterable[Reminder]:
    """One line; one query."""
    if user.role != Role.OFFICER or user.level != Level.COUNTY or user.authority is None:
        return
    rows = OutreachFirm.objects.filter(
        outreach__cluster__path__startswith=user.authority.path,
        outreach__state="open",
        outreach__at__lte=now - AFTER,
        state=MISSING,
    )
    if n := rows.count():
        said = Text(f"政策宣达两周后仍有 {n} 家企业未触达。", f"{n} firms were not reached within two weeks.")
        yield Reminder(said, reverse("cultivation:policies"))
