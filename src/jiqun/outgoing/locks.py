"""What the to-do lists say of papers that have to wait."""

from __future__ import annotations

from django.db.models import Q

from jiqun.bilingual import Text
from jiqun.casework.procedure import Lock

UNREVIEWED = Lock(
    Text("待审核岗作保密审查。", "The approver reviews its confidentiality first."), lambda user, now: Q(secrecy="")
)
