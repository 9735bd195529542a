"""What people enter is ended as a sentence, once."""

from __future__ import annotations

import pytest

from jiqun.documents.official import sentence


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ("名额有限", "名额有限。"),
        ("名额有限。", "名额有限。"),
        ("见下：\n", "见下："),
        ("（虚构）", "（虚构）。"),
        (" ", ""),
    ],
)
def test_reason_ends_as_a_sentence_does(entered: str, said: str) -> None:
    assert sentence(entered) == said
    assert sentence(said) == said
