"""What a new roster of an application brings with it: its facts kept, its findings stored, the journal told."""

from __future__ import annotations

import json

from jiqun.casework.doing import Doing
from jiqun.facts import Facts
from jiqun.recognition.models import Application, BuiltFacts
from jiqun.recognition.queries.filing import precheck
from jiqun.register.models import RosterRevision


def keep(doing: Doing, application: Application, revision: RosterRevision, built: Facts) -> None:
    """Takes a roster revision and the facts built of it into the application, and assesses them at once."""
    Application.objects.filter(pk=application.pk).update(roster=revision, facts_sha256=built.sha256)
    BuiltFacts.objects.update_or_create(application=application, defaults={"facts": json.loads(built.to_json())})
    application.roster, application.facts_sha256 = revision, built.sha256
    precheck.store(application, doing.subject, precheck.assess(built, application.round), doing.now)
    doing.told |= {"roster": revision.sha256, "number": revision.number, "facts": built.sha256}
