"""Letters of the prefecture and the province about one application; each composes from plain values alone."""

from jiqun.recognition.papers.letters import (  # noqa: F401  (each makes its kind known)
    acceptance,
    announcement,
    certificate,
    correction,
    invitation,
    national,
    not_recognised,
    not_recommended,
    recognised,
    recommendation,
    refusal,
    returning,
    unqualified,
)
