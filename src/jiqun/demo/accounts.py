"""The accounts of the demonstration, all with one password that is printed: nothing here is secret."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password

from jiqun.authorities.models import Account, Authority, Person, Role

PASSWORD = "Jiqun-Demo-2025"
# The county, prefecture and people of the walk through the product; everybody else is named by code.
COUNTY, PREFECTURE, PROVINCE = "441323", "441300", "440000"
NAMED = {COUNTY: "county", PREFECTURE: "city", PROVINCE: "province"}
SURNAMES = "陈李黄张梁林刘吴罗杨何郑周"
GIVEN = "志文丽敏伟静建芳海燕勇"

SHOWN = (
    ("county.officer", "县级经办 County officer", "申报：填报、导入名册、提请提交"),
    ("county.approver", "县级审核 County approver", "签批申报，对真实性负责"),
    ("county.agency", "运营管理机构 Operating agency", "填报县级委托的年度报告"),
    ("city.officer", "市级经办 Prefecture officer", "受理、初审、实地抽查、提请推荐"),
    ("city.approver", "市级审核 Prefecture approver", "签批推荐"),
    ("province.officer", "省级经办 Province officer", "开批次、资格初审、抽取专家、拟定名单、公示、公布"),
    ("province.approver", "省级审核 Province approver", "签批通知、名单、公示、公布"),
    ("province.legal", "省级法制审核 Legal officer", "法制审核、选定救济途径告知"),
    ("province.objections", "省级经办（异议） Officer for objections", "办理公示异议，未参与名单拟定"),
    ("province.system", "系统管理员 System administrator", "单位与账号、重置登录第二步；无业务权限"),
    ("province.security", "安全管理员 Security administrator", "重设密码；无业务权限"),
    ("province.audit", "审计管理员 Audit administrator", "查验办理日志；无业务权限"),
    ("expert01", "评审专家 Expert", "声明无利益关系、打分（至 expert12）"),
)


def person(number: int) -> Person:
    """An invented person."""
    name = SURNAMES[number % len(SURNAMES)] + GIVEN[number % len(GIVEN)] + GIVEN[number * 7 % len(GIVEN)]
    return Person(name=name)


def staff(codes: list[str]) -> None:
    """An officer and an approver for each authority, all with the printed password, hashed once."""
    hashed = make_password(PASSWORD)
    authorities = list(Authority.objects.filter(code__in=codes).order_by("code"))
    people = Person.objects.bulk_create([person(n) for n in range(2 * len(authorities))])
    rows = []
    for number, authority in enumerate(authorities):
        base = NAMED.get(authority.code, authority.code)
        for offset, role in enumerate((Role.OFFICER, Role.APPROVER)):
            rows.append(
                Account(
                    username=f"{base}.{role.value}",
                    person=people[2 * number + offset],
                    role=role,
                    authority=authority,
                    password=hashed,
                )
            )
    Account.objects.bulk_create(rows)
    besides(hashed)
    agency(hashed)


def besides(hashed: str) -> None:
    """The province's people beside its officer and approver: the legality of what it decides is checked by another
    officer, a discipline supervisor looks on, objections are handled by somebody who had no hand in the list, and three
    administrators without a part in any of it keep the system."""
    province = Authority.objects.get(pk=PROVINCE)
    posts = (
        (Role.OFFICER, "legal"),
        (Role.SUPERVISOR, "supervisor"),
        (Role.OFFICER, "objections"),
        (Role.SYSTEM_ADMIN, "system"),
        (Role.SECURITY_ADMIN, "security"),
        (Role.AUDIT_ADMIN, "audit"),
    )
    people = Person.objects.bulk_create([person(90 + n) for n in range(len(posts))])
    Account.objects.bulk_create(
        [
            Account(username=f"province.{name}", person=people[n], role=role, authority=province, password=hashed)
            for n, (role, name) in enumerate(posts)
        ]
    )


def agency(hashed: str) -> None:
    """The operating agency of the county's cluster: it fills in the annual reports the county entrusts it with."""
    county = Authority.objects.filter(pk=COUNTY).first()
    if county is not None:
        someone = person(96)
        someone.save()
        Account.objects.create(
            username="county.agency", person=someone, role=Role.AGENCY, authority=county, password=hashed
        )


def experts(count: int) -> list[Account]:
    """Expert accounts `expert01` …"""
    hashed = make_password(PASSWORD)
    people = Person.objects.bulk_create([person(100 + n) for n in range(count)])
    return Account.objects.bulk_create(
        [
            Account(username=f"expert{n + 1:02d}", person=people[n], role=Role.EXPERT, password=hashed)
            for n in range(count)
        ]
    )


def table() -> str:
    """The accounts to try, as printed at the start."""
    lines = [f"演示账号（密码均为 {PASSWORD}）· demonstration accounts, all with this password"]
    lines += [f"  {name:<20}{post}　{does}" for name, post, does in SHOWN]
    lines.append("  province.supervisor 纪检监督 Discipline supervisor　查看评审过程；公布后查看评分诊断")
    lines.append("  其他单位：行政区划代码.officer / .approver，如 441302.officer · others by their code")
    return "\n".join(lines)
