"""Races at the seal (Article 14(三)): a sheet handed in while the scores are opened counts whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from jiqun.casework.models import Case
from jiqun.casework.perform import perform
from jiqun.casework.refusals import Refusal
from jiqun.journal import chain
from jiqun.recognition.queries import scoring as queries
from jiqun.review.models import Sheet
from tests.office import PROVINCE, approver, at, officer
from tests.recognition.panel_round import STATEMENTS, full_sheet, make_round


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Does all acts at the same moment, each in a thread of its own; what each was told."""
    together = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            together.wait()
            act()
        except Refusal as said:
            return str(said)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(4))
def test_late_sheet_against_the_opening_counts_whole_or_is_told_why(turn: int) -> None:
    """Whoever comes first wins; a sheet that loses is told who opened the scores, and never counts."""
    stage = make_round(1, 6)
    stage.act("commit_seed", officer(PROVINCE), {"per_case": "5", "share": "2/3"})
    stage.signed("draw_panel")
    stage.accepted()
    late, *others = stage.sheets()
    for sheet in others:
        stage.score(sheet)
    stage.on_sheet(late, "declare", STATEMENTS)
    stage.now = at("2025-06-03 09:00")
    stage.act("open_scores", officer(PROVINCE))
    round_version = Case.objects.get(pk=stage.round.pk).version
    sheet_version = Sheet.objects.get(pk=late.pk).version
    signer, author = approver(PROVINCE), late.expert.account

    def opening() -> None:
        perform(
            "round", stage.round.pk, "sign", by=signer, version=round_version, payload={"affirmed": "on"},
            key=f"open-{turn}", now=stage.now,
        )  # fmt: skip

    def handing_in() -> None:
        perform(
            "sheet", late.pk, "submit", by=author, version=sheet_version, payload=full_sheet(),
            key=f"late-{turn}", now=stage.now,
        )  # fmt: skip

    opened, handed_in = at_once(opening, handing_in)
    state = Sheet.objects.get(pk=late.pk).state
    if opened != "done":  # the sheet came between: the opening is repeated by the approver
        assert handed_in == "done"
        opening_again = Case.objects.get(pk=stage.round.pk)
        perform(
            "round", stage.round.pk, "sign", by=signer, version=opening_again.version, payload={"affirmed": "on"},
            key=f"open-again-{turn}", now=stage.now,
        )  # fmt: skip
    [line] = queries.ranking(Case.objects.get(pk=stage.round.pk))
    assert (handed_in == "done", state, line.sheets) in ((True, "submitted", 5), (False, "late", 4))
    if handed_in != "done":
        assert "“开启评分”" in handed_in or "逾期未提交，不计入" in handed_in
    assert chain.verify().whole


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_opening_signed_twice_at_once_opens_once() -> None:
    """Two deciders at once: one wins, the other is told."""
    stage = make_round(1, 4).drawn().all_scored()
    stage.act("open_scores", officer(PROVINCE))
    version = Case.objects.get(pk=stage.round.pk).version
    signer = approver(PROVINCE)

    def sign(key: str) -> Callable[[], object]:
        return lambda: perform(
            "round", stage.round.pk, "sign", by=signer, version=version, payload={"affirmed": "on"}, key=key,
            now=stage.now,
        )  # fmt: skip

    answers = at_once(sign("one"), sign("two"))
    assert sorted(answer == "done" for answer in answers) == [False, True]
    assert len(queries.ranking(Case.objects.get(pk=stage.round.pk))) == 1
    assert chain.verify().whole
