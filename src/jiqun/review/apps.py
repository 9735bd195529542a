"""Makes the room's tables known."""

from __future__ import annotations

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """The pool of experts, panels, score sheets. A chapter makes the table of its sheets known."""

    name = "jiqun.review"

    def ready(self) -> None:
        """Loads the tables of the pool and of paper sheets."""
        from jiqun.review.paper import procedure as paper  # noqa: F401
        from jiqun.review.pool import procedure  # noqa: F401
        from jiqun.review.rubrics import procedure as rubric  # noqa: F401
