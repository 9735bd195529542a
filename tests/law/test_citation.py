"""How clauses are cited: those of the measure at hand, and those a procedure rests on where articles are counted
otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from jiqun.law import citation
from jiqun.standards import province


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A province whose measure has the procedure in its ninth article and the grounds in the eleventh."""
    clauses = {"A14": "A9", "A14.1": "A9.2", "A17": "A11", "A15": "A11"}
    there = replace(province.here(), measure="xx_2024", clauses=clauses, folder=Path("nowhere"))
    monkeypatch.setattr(province, "here", lambda: there)
    yield


def both(said: object) -> tuple[str, str]:
    assert isinstance(said, citation.Text)
    return said.zh, said.en


def test_clause_of_the_measure_at_hand_is_named_as_it_stands() -> None:
    assert both(citation.cite("A13.2 F1")) == ("第十三条（二）、附件1", "Article 13(2), Annex 1")
    for wrong in ("13", "A", "A13.x", "Axx"):
        with pytest.raises(ValueError, match="no clause id"):
            citation.cite(wrong)


def test_under_the_reference_a_procedure_cites_it() -> None:
    assert both(citation.here("A14.3")) == both(citation.cite("A14.3"))
    assert both(citation.citing("报送（{A16}），共 {n} 件", "Due ({A16}), {n}")) == (
        "报送（第十六条），共 {n} 件",
        "Due (Article 16), {n}",
    )


@pytest.mark.usefixtures("elsewhere")
def test_elsewhere_the_corresponding_clause_is_cited() -> None:
    assert both(citation.here("A14")) == ("第九条", "Article 9")
    assert both(citation.here("A14.1")) == ("第九条（二）", "Article 9(2)")
    assert citation.here("A17.4").zh == "第十一条"  # an item nobody named is covered by its article
    assert citation.here("A15 A17").zh == "第十一条"  # named once
    assert citation.citing("{A14 A15}", "{A14 A15}").zh == "第九条、第十一条"
    assert citation.cite("A14").zh == "第十四条"  # a clause of the measure at hand keeps its number


@pytest.mark.usefixtures("elsewhere")
def test_clause_without_a_counterpart_is_never_cited_by_a_wrong_number() -> None:
    assert both(citation.here("A16")) == ("有关规定", "its rules")
    assert citation.here("A14 A16").zh == "第九条"
    assert citation.citing("依据办法{A16}", "under {A16}").zh == "依据办法有关规定"
