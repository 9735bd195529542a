"""An objection entered while the list is being announced (Article 14(三)): one of the two sees the other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Event

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from jiqun.casework.models import Case
from jiqun.casework.perform import open_matter, perform
from jiqun.casework.refusals import Conflict
from jiqun.recognition.acts.announcing import CHANGED
from jiqun.register.models import Recognition
from tests.evidence.samples import PDF
from tests.office import PROVINCE, approver, at, officer
from tests.recognition.listed_round import ANNOUNCEMENT, objection_payload, published, ranked_round


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_an_objection_entered_at_the_same_instant_is_seen_by_the_announcement() -> None:
    """trust (Races): the letter arrived in time and is not yet committed; the announcement waits, then is told."""
    stage = published(ranked_round())
    stage.now = at("2025-07-01 10:00")
    stage.act("announce", officer(PROVINCE), ANNOUNCEMENT)
    stage.round.refresh_from_db()
    version, clerk, signer, entered = stage.round.version, officer(PROVINCE), approver(PROVINCE), Event()
    letter = {**objection_payload(stage, stage.cases[0]), "channel": "letter", "arrived_at": "2025-06-20 10:00"}

    def sign() -> str:
        entered.wait()
        try:
            perform(
                "round",
                stage.round.pk,
                "sign",
                by=signer,
                version=version,
                payload={"affirmed": "on"},
                key="sign-announcement",
                now=stage.now,
                chance=Random(1),
            )
        except Conflict as said:
            return said.text.zh
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            open_matter(
                "objection_entry",
                by=clerk,
                payload=letter,
                files={"scan": SimpleUploadedFile("来信.pdf", PDF, "application/pdf")},
                key="entered",
                now=stage.now,
                chance=Random(2),
            )
            signing = pool.submit(sign)
            entered.set()
            with pytest.raises(TimeoutError):
                signing.result(timeout=1.5)
        assert signing.result(timeout=60) == CHANGED.zh
    assert Case.objects.get(pk=stage.round.pk).state == "notice"
    assert not Recognition.objects.filter(case_id__in=[case.pk for case in stage.cases]).exists()
