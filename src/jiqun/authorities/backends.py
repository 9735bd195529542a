"""Loading the signed-in account with its person and authority in one query."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend

from jiqun.authorities.models import Account
from jiqun.web.single import single


class AccountBackend(ModelBackend):
    """Django's own backend; only the loading of a session's account is joined."""

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session, or `None` when it is gone or closed."""
        return single(Account.objects.select_related("person", "authority").filter(pk=user_id, is_active=True))
