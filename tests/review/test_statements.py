"""The texts experts state before they see a case (Article 14(三))."""

from __future__ import annotations

from jiqun.review import statements
from tests.office import at


def test_statements_keep_revision_digest_and_time() -> None:
    kept = statements.signed(at("2025-05-12 09:00"))
    assert kept.keys() == {"conflict", "confidentiality"}
    assert [said.kind for said, _ in statements.stated(kept)] == ["conflict", "confidentiality"]
    assert {said.revision for said, _ in statements.stated(kept)} == {1}
    assert kept["conflict"]["at"] == "2025-05-12T09:00:00+08:00"


def test_statement_whose_words_changed_is_not_shown_as_made() -> None:
    kept = statements.signed(at("2025-05-12 09:00"))
    kept["conflict"]["sha256"] = "0" * 64
    assert [said.kind for said, _ in statements.stated(kept)] == ["confidentiality"]
