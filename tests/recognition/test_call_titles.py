"""The call's title, also of a supplementary round, breaks where its sense does (GB/T 9704 7.3.1, Article 12)."""

from __future__ import annotations

import pytest

from jiqun.documents.official.titles import LONGEST, broken
from jiqun.recognition.models import Round
from jiqun.recognition.papers.calls import title


@pytest.mark.parametrize(
    ("supplementary", "lines"),
    [
        (False, ["关于开展2025年度广东省中小企业", "特色产业集群认定工作的通知"]),
        (True, ["关于开展2025年度广东省中小企业", "特色产业集群增补认定工作的通知"]),
    ],
)
def test_title_of_the_call(supplementary: bool, lines: list[str]) -> None:
    said = broken(title(Round(year=2025, supplementary=supplementary))).split("\n")
    assert said == lines
    assert [line for line in said if len(line) > LONGEST] == []
