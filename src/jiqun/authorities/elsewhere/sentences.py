"""What is said when somebody could not come in this way. The password form stands below each sentence."""

from __future__ import annotations

from jiqun.bilingual import Text

UNAVAILABLE = Text(
    "统一身份认证暂时不可用（无法连接、没有及时应答或应答有误），请用用户名和密码登录，或稍后再试。",
    "Single sign-on is not available at the moment (no connection, no answer in time, or a faulty one). Sign in with"
    " user name and password, or try again later.",
)
STALE = Text(
    "这次统一身份认证已失效：不是从本浏览器发起的、已用过，或已超过 10 分钟。"
    "请重新点击下面的按钮，或用用户名和密码登录。",
    "This attempt no longer holds: it was not begun in this browser, was used before, or is older than 10 minutes."
    " Begin again with the button below, or sign in with user name and password.",
)
NOT_CONFIRMED = Text(
    "统一身份认证没有确认您的身份（已取消，或没有权限）。请重试，或用用户名和密码登录。",
    "The provider did not confirm who you are (cancelled, or not allowed). Try again, or sign in with user name and"
    " password.",
)
NOT_TRUSTED = Text(
    "统一身份认证的应答没有通过核验，未予登录。请用用户名和密码登录，并告诉本单位的系统管理员。",
    "The provider's answer did not pass verification, so nobody was signed in. Sign in with user name and password, and"
    " tell your system administrator.",
)
NO_ACCOUNT = Text(
    "统一身份认证已确认您的身份，但不能用它登录本系统：没有对应的在用账号，或该账号只能用用户名和密码登录"
    "（如三员账号）。请用用户名和密码登录，或联系本单位的系统管理员。",
    "The provider confirmed who you are, but it opens nothing here: there is no account in use of that name, or it"
    " signs in by password only (as administrators do). Sign in with user name and password, or ask your system"
    " administrator.",
)
TOO_OFTEN = Text(
    "本地址在一小时内发起统一身份认证的次数过多，请稍后再试，或用用户名和密码登录。",
    "Too many attempts from this address within an hour. Try again later, or sign in with user name and password.",
)


class NotIn(Exception):
    """Nobody was signed in: the sentence for the page, its HTTP status, and a word for the operator's log."""

    def __init__(self, text: Text, status: int, reason: str) -> None:
        super().__init__(reason)
        self.text = text
        self.status = status


def unavailable(reason: str) -> NotIn:
    """The provider is away, slow or answers nonsense."""
    return NotIn(UNAVAILABLE, 503, reason)


def not_trusted(reason: str) -> NotIn:
    """What the provider's answer says does not hold."""
    return NotIn(NOT_TRUSTED, 403, reason)
