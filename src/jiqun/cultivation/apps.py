"""Makes the chapter's tables known."""

from __future__ import annotations

from django.apps import AppConfig


class CultivationConfig(AppConfig):
    """Chapter 2, 培育."""

    name = "jiqun.cultivation"

    def ready(self) -> None:
        """Loads procedures and reminders, part by part."""
        from jiqun.cultivation.assessment import known  # noqa: F401
        from jiqun.cultivation.assessment import procedure as assessment  # noqa: F401
        from jiqun.cultivation.brands import procedure as brands  # noqa: F401
        from jiqun.cultivation.brands import reminding as brand_reminding  # noqa: F401
        from jiqun.cultivation.cases import filling as case_filling  # noqa: F401
        from jiqun.cultivation.cases import procedure as cases  # noqa: F401
        from jiqun.cultivation.chain import procedure as chain  # noqa: F401
        from jiqun.cultivation.gradient import procedure as gradient  # noqa: F401
        from jiqun.cultivation.gradient import reminding as gradient_reminding  # noqa: F401
        from jiqun.cultivation.library import procedure as library  # noqa: F401
        from jiqun.cultivation.library import reminding  # noqa: F401
        from jiqun.cultivation.outreach import procedure as outreach  # noqa: F401
        from jiqun.cultivation.outreach import reminding as outreach_reminding  # noqa: F401
        from jiqun.cultivation.outreach import searching  # noqa: F401
        from jiqun.cultivation.plan import filling  # noqa: F401
        from jiqun.cultivation.plan import known as plan_known  # noqa: F401
        from jiqun.cultivation.plan import procedure as plan  # noqa: F401
        from jiqun.cultivation.plan import reminding as plan_reminding  # noqa: F401
        from jiqun.cultivation.services import procedure as services  # noqa: F401
        from jiqun.cultivation.services import reminding as service_reminding  # noqa: F401
        from jiqun.cultivation.strategy import filing  # noqa: F401
        from jiqun.cultivation.support import procedure as support  # noqa: F401
        from jiqun.cultivation.support import reminding as support_reminding  # noqa: F401
        from jiqun.cultivation.support import request_procedure  # noqa: F401
