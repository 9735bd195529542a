"""Authorities, people and accounts (Article 5: who does what)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from jiqun.authorities.links import PasswordLink
from jiqun.authorities.password_history import PasswordChange
from jiqun.authorities.second_step import RecoveryCode, SecondStep
from jiqun.authorities.sessions import SignedIn
from jiqun.bilingual import Text

__all__ = [
    "Account",
    "Authority",
    "Kind",
    "Level",
    "PasswordChange",
    "PasswordLink",
    "Person",
    "RecoveryCode",
    "Role",
    "SecondStep",
    "SignedIn",
]


class Kind(models.TextChoices):
    """What a node of the tree is; town and zone apply like a county (practice: 东莞、中山、功能区)."""

    PROVINCE = "province", "省"
    PREFECTURE = "prefecture", "地级以上市"
    COUNTY = "county", "县（市、区）"
    TOWN = "town", "镇街"
    ZONE = "zone", "功能区"


class Level(models.TextChoices):
    """The three tiers the measure gives duties to."""

    PROVINCE = "province", "省级"
    PREFECTURE = "prefecture", "市级"
    COUNTY = "county", "县级"


class Role(models.TextChoices):
    """What an account may be; one account holds one role, so roles that exclude each other never meet in one."""

    OFFICER = "officer", "经办"
    APPROVER = "approver", "审核"
    DEPARTMENT = "department", "协办部门"
    AGENCY = "agency", "运营管理机构"
    EXPERT = "expert", "评审专家"
    SUPERVISOR = "supervisor", "纪检监督"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDIT_ADMIN = "audit_admin", "审计管理员"


ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
OFFICE = (Role.OFFICER, Role.APPROVER)

ROLE_TITLES = {
    Role.OFFICER: Text("经办", "Officer"),
    Role.APPROVER: Text("审核", "Approver"),
    Role.DEPARTMENT: Text("协办部门", "Department"),
    Role.AGENCY: Text("运营管理机构", "Operating agency"),
    Role.EXPERT: Text("评审专家", "Expert"),
    Role.SUPERVISOR: Text("纪检监督", "Discipline supervisor"),
    Role.SYSTEM_ADMIN: Text("系统管理员", "System administrator"),
    Role.SECURITY_ADMIN: Text("安全管理员", "Security administrator"),
    Role.AUDIT_ADMIN: Text("审计管理员", "Audit administrator"),
}
LEVEL_TITLES = {
    Level.PROVINCE: Text("省级", "Province"),
    Level.PREFECTURE: Text("市级", "Prefecture"),
    Level.COUNTY: Text("县级", "County"),
}


class Authority(models.Model):
    """A node of the tree of authorities.

    `parent` is the supervising authority, which is not always the place around it: `within` is the geography.
    `path` is the codes from the province down, each followed by a slash; a territory is everything that
    starts with it. `closing` is the hour at which 下班前 ends here.
    """

    code = models.CharField(max_length=40, primary_key=True)
    name = models.CharField(max_length=60)
    body = models.CharField(max_length=80)
    kind = models.CharField(max_length=12, choices=Kind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    within = models.CharField(max_length=40, blank=True)
    path = models.CharField(max_length=120, unique=True)
    closing = models.TimeField(default="17:30")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name

    @property
    def level(self) -> Level:
        """The tier of the measure this node acts in."""
        return Level(self.kind) if self.kind in Level.values else Level.COUNTY

    @property
    def prefecture_code(self) -> str:
        """Code of the prefecture this node belongs to; empty for the province."""
        parts = self.path.split("/")
        return parts[1] if len(parts) > 2 else ""


class Person(models.Model):
    """A human being; the one who prepares and the one who approves must be two of them.

    Purpose: to name who acted. Seen by colleagues in the same matter. Kept as long as the case files.
    """

    name = models.CharField(max_length=40)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)

    def __str__(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by their sign-in name."""

    def visible_to(self, user: Account) -> models.QuerySet[Account]:
        """Accounts of the territory of office staff; administrators and experts see their own only."""
        if user.role in OFFICE and user.authority is not None:
            return self.filter(models.Q(pk=user.pk) | models.Q(authority__path__startswith=user.authority.path))
        return self.filter(pk=user.pk)

    def get_by_natural_key(self, username: str | None) -> Account:
        """The account behind a sign-in name, with what every page needs of it."""
        return self.select_related("person", "authority").get(username=username)


class Account(AbstractBaseUser):
    """One person's one role at one authority (experts have none). Deactivated, never deleted.

    `password_set_at` is when its holder last chose the password (real time); empty where nobody has yet.
    """

    username = models.CharField(max_length=60, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="accounts")
    role = models.CharField(max_length=20, choices=Role)
    authority = models.ForeignKey(Authority, models.PROTECT, null=True, blank=True, related_name="accounts")
    is_active = models.BooleanField(default=True)
    password_set_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[AccountManager] = AccountManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(role__in=[r.value for r in ADMINISTRATORS]),
                name="one_administrator_role_a_person",
            ),
            models.CheckConstraint(
                condition=models.Q(role=Role.EXPERT) | models.Q(authority__isnull=False),
                name="every_role_but_expert_has_an_authority",
            ),
        )

    def __str__(self) -> str:
        return self.username

    @property
    def level(self) -> Level | None:
        """The tier this account acts in; `None` for experts."""
        return self.authority.level if self.authority else None

    @property
    def title(self) -> Text:
        """What the account is, for people: 市级经办, Prefecture officer."""
        role = ROLE_TITLES[Role(self.role)]
        if self.level is None or self.role not in OFFICE:
            return role
        level = LEVEL_TITLES[self.level]
        return Text(level.zh + role.zh, f"{level.en} {role.en.lower()}")

    def get_session_auth_hash(self) -> str:
        """Also changes with role and standing, so that a changed or closed account drops its sessions."""
        return super().get_session_auth_hash() + f"{self.role}{self.authority_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Stores the account; an administrator holds no business role, nor the other way round.

        The database forbids two administrator roles for one person; this adds the rest. Raises `ValueError`.
        """
        others = Account.objects.filter(person_id=self.person_id).exclude(pk=self.pk)
        mixed = (
            others.exclude(role__in=ADMINISTRATORS)
            if self.role in ADMINISTRATORS
            else others.filter(role__in=ADMINISTRATORS)
        )
        if self._state.adding and mixed.exists():
            raise ValueError(f"{self.person_id}: 三员与业务角色互斥 · administrators hold no business role")
        super().save(*args, **kwargs)
