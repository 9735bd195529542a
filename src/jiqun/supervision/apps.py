"""Makes the chapter's tables known."""

from __future__ import annotations

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """Chapter 4, 管理."""

    name = "jiqun.supervision"

    def ready(self) -> None:
        """Loads procedures, kinds of visits, hearings and papers, and reminders, part by part."""
        from jiqun.supervision.appraisal import leads as appraisal_leads  # noqa: F401
        from jiqun.supervision.appraisal import procedure as appraisal  # noqa: F401
        from jiqun.supervision.appraisal import reminding as appraisal_reminding  # noqa: F401
        from jiqun.supervision.appraisal.plan import procedure as supervision_plan  # noqa: F401
        from jiqun.supervision.backfill import procedure as backfill  # noqa: F401
        from jiqun.supervision.changes import leads as change_leads  # noqa: F401
        from jiqun.supervision.changes import papers as change_papers  # noqa: F401
        from jiqun.supervision.changes import procedure as changes  # noqa: F401
        from jiqun.supervision.changes import reminding as change_reminding  # noqa: F401
        from jiqun.supervision.changes.setting import procedure as filing_period  # noqa: F401
        from jiqun.supervision.evaluation import procedure as evaluation  # noqa: F401
        from jiqun.supervision.renewal import desk as renewal_desk  # noqa: F401
        from jiqun.supervision.renewal import judging, papers, round_procedure  # noqa: F401
        from jiqun.supervision.renewal import procedure as renewal  # noqa: F401
        from jiqun.supervision.renewal import reminding as renewal_reminding  # noqa: F401
        from jiqun.supervision.reports import filling, internal, reminding  # noqa: F401
        from jiqun.supervision.reports import procedure as reports  # noqa: F401
        from jiqun.supervision.revocation import asking, visiting  # noqa: F401
        from jiqun.supervision.revocation import papers as revocation_papers  # noqa: F401
        from jiqun.supervision.revocation import procedure as revocation  # noqa: F401
        from jiqun.supervision.tracking import procedure as tracking  # noqa: F401
        from jiqun.supervision.tracking import reminding as tracking_reminding  # noqa: F401
        from jiqun.supervision.tracking.watching import falling, incidents, norms, terms  # noqa: F401
        from jiqun.supervision.tracking.watching import reports as overdue_reports  # noqa: F401
