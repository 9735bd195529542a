"""Makes the setting of chains known."""

from __future__ import annotations

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """The one door."""

    name = "jiqun.casework"

    def ready(self) -> None:
        """Loads the tables."""
        from jiqun.casework import chain_setting  # noqa: F401
        from jiqun.casework.account import procedure as account  # noqa: F401
        from jiqun.casework.mailing import contact  # noqa: F401
        from jiqun.casework.passwords import procedure  # noqa: F401
        from jiqun.casework.searching import register  # noqa: F401
        from jiqun.casework.staffing import procedure as staffing  # noqa: F401
        from jiqun.casework.standing_in import procedure as standing_in  # noqa: F401
        from jiqun.casework.watching import procedure as watching  # noqa: F401
