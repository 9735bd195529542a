"""Taking the figures that firms gave and confirmed (企业填报) onto the desk; each firm sees that they were used."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, OuterRef

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.refusals import NotHere, Refusal
from jiqun.collection.acts.county import record_use
from jiqun.collection.models import Collection, Use
from jiqun.collection.queries.answers import latest, lines
from jiqun.recognition.acts.filing.desk.editing import Done
from jiqun.recognition.acts.filing.desk.filling import add_lines
from jiqun.recognition.models import Application

NOTHING = Text(
    "还没有企业确认填报数据。在“集群档案－企业填报”中发起填报、发送链接，企业确认后即可带入。",
    "No firm has confirmed its figures yet. Start a collection in the cluster's file and send the links first.",
)


def confirmed(application: Application) -> tuple[Collection, int] | None:
    """The cluster's latest collection with confirmed returns, and how many firms they are of; one query."""
    rows = Collection.objects.filter(case__cluster=application.cluster_id, invitations__state="confirmed")
    found: Any = rows.annotate(n=Count("invitations")).order_by("-case__opened_at").first()
    return None if found is None else (found, found.n)


def take_collected(pk: UUID, *, by: Account, now: datetime) -> Done:
    """Adds the confirmed figures to what is on the desk, one step. Raises `NotHere` or `Refusal`."""
    application = Application.objects.select_related("case", "cluster__authority").filter(pk=pk).first()
    if application is None:
        raise NotHere
    found = confirmed(application)
    if found is None:
        raise Refusal(NOTHING)
    collection, n = found
    source = Text(f"带入 {n} 家企业确认的数据", f"Took the figures {n} firms confirmed")
    what = f"企业名册（{application.case.number}）"
    with transaction.atomic():
        returns = latest(collection)
        done = add_lines(application, lines(returns), source, by=by, now=now)
        told = Use.objects.filter(given=OuterRef("pk"), what=what)
        record_use(returns.exclude(Exists(told)), what, application.cluster.authority.body, now)
    return done
