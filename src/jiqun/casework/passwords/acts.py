"""Issuing a link and using it. Called by the one door only; neither token nor password reaches the journal."""

from __future__ import annotations

from django.utils import timezone

from jiqun.authorities.links import GOOD_FOR, digest_of
from jiqun.authorities.models import Account, PasswordLink
from jiqun.bilingual import Text
from jiqun.casework.account.history import keep, keep_first
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Conflict, Refusal

TOKEN_BYTES = 24
OVER = Text(
    "这个链接已用过、已失效或已作废。请联系给您链接的经办人员重新生成。",
    "This link was used, has expired or was withdrawn. Ask whoever gave it to you for another.",
)


def issue(doing: Doing) -> None:
    """Makes a link; an older one of the account ends. The token is on the answer to this one request only."""
    account = Account.objects.get(username=doing.payload["account"])
    token = doing.chance.randbytes(TOKEN_BYTES).hex()
    issued_at = timezone.now()  # real time: a link ends as a session does, whatever the business date
    PasswordLink.objects.filter(account=account, state="issued").update(state="withdrawn")
    doing.subject = PasswordLink.objects.create(
        id=doing.new_id(),
        account=account,
        token_sha256=digest_of(token),
        issued_by=doing.clerk,
        issued_at=issued_at,
        expires_at=issued_at + GOOD_FOR,
    )
    doing.subject.token = token
    doing.told["account"] = account.username
    doing.note = Text(f"账号 {account.username}", f"account {account.username}")


def still_open(doing: Doing) -> None:
    """The link was not used and has not run out. Raises `Refusal`."""
    link: PasswordLink = doing.subject
    if timezone.now() >= link.expires_at or not link.account.is_active:
        raise Refusal(OVER)


def choose(doing: Doing) -> None:
    """Sets the password that was chosen; every session of the account ends with it."""
    link: PasswordLink = doing.subject
    chosen, chosen_at = doing.subject.chosen, timezone.now()
    keep_first(doing, link.account, chosen_at)
    changed = Account.objects.filter(pk=link.account_id, is_active=True, password=link.account.password).update(
        password=chosen, password_set_at=chosen_at
    )
    if not changed:
        raise Conflict(OVER)
    keep(doing, link.account, chosen, chosen_at)
    doing.told["account"] = link.account.username
    doing.note = Text("本人已设置密码", "The password was chosen")
