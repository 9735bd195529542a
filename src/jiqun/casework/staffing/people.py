"""Lines of 人员: a new account, another telephone or name of one that stands, or one that is closed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from jiqun.authorities.models import ADMINISTRATORS, ROLE_TITLES, Account, Role
from jiqun.bilingual import Text
from jiqun.casework.staffing.columns import CLOSED, IN_USE, PEOPLE, ROLES, Line
from jiqun.casework.staffing.planned import Planned, fault, own_path

USERNAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{2,59}")
PHONE = re.compile(r"[0-9+\- ()（）转#]{5,30}")


def person(
    by: Account, line: Line, accounts: dict[str, Account], taken: set[str], paths: dict[str, str], planned: Planned
) -> None:
    """One line of 人员."""
    before = len(planned.faults)
    username, role = line["username"], ROLES.get(line["role"])
    state = line.get("state") or IN_USE
    if not USERNAME.fullmatch(username):
        said = Text("用户名用 3 至 60 个字母、数字、点、横线。", "Three to sixty letters, digits, dots, hyphens.")
        fault(planned, PEOPLE, "username", line, said)
    elif username in taken:
        fault(planned, PEOPLE, "username", line, Text("这个用户名已是评审专家的。", "The name is an expert's."))
    if not line["name"] or len(line["name"]) > 40:
        fault(planned, PEOPLE, "name", line, Text("须填写姓名，不超过 40 字。", "Needed, at most 40 signs."))
    if role is None:
        said = Text(
            f"角色只能是{'、'.join(ROLES)}；评审专家由专家库入库。",
            "None of the roles in the note; experts come through the pool of experts.",
        )
        fault(planned, PEOPLE, "role", line, said)
    if not paths.get(line["authority"], "").startswith(own_path(by)):
        said = Text("这个单位不存在或不在您的辖区。", "No such unit in your territory.")
        fault(planned, PEOPLE, "authority", line, said)
    if (phone := line.get("phone", "")) and not PHONE.fullmatch(phone):
        fault(planned, PEOPLE, "phone", line, Text("电话只填数字和 + - ( ) 转。", "Digits and + - ( ) only."))
    if email := line.get("email", ""):
        try:
            validate_email(email)
        except ValidationError:
            fault(planned, PEOPLE, "email", line, Text("电子邮箱应为 name@example.cn 的样式。", "Like a@b.cn."))
    if state not in (IN_USE, CLOSED):
        fault(planned, PEOPLE, "state", line, Text(f"状态只能是{IN_USE}或{CLOSED}。", "In use or closed."))
    if len(planned.faults) > before or role is None:
        return
    there = accounts.get(username)
    if there is None:
        new_person(line, role, state, accounts.values(), planned)
    elif (there.role, there.authority_id) != (role, line["authority"]):
        said = Text(
            "岗位或单位变动的，请停用原账号、用新用户名另建：办过的事仍记在原账号名下。",
            "For another role or unit close this account and make another one: what was done stays with this.",
        )
        fault(planned, PEOPLE, "role" if there.role != role else "authority", line, said)
    else:
        stands = (there.person.name, there.person.phone, there.person.email, there.is_active)
        told = (line["name"], phone, email, state == IN_USE)
        if told == stands:
            planned.alike += 1
        elif there.pk == by.pk and state == CLOSED:
            said = Text("不能停用自己的账号，请另一位系统管理员办理。", "Nobody closes the own account.")
            fault(planned, PEOPLE, "state", line, said)
        else:
            what = "closed" if there.is_active and state == CLOSED else "changed"
            planned.people.append((what, line))


def new_person(line: Line, role: Role, state: str, accounts: Iterable[Account], planned: Planned) -> None:
    """A new account; who has the same name and telephone is the same person, and keeps no system and business both."""
    if state == CLOSED:
        fault(planned, PEOPLE, "state", line, Text("新账号不能一开始就停用。", "A new account is not closed at once."))
        return
    phone = line.get("phone", "")
    same = [each for each in accounts if phone and (each.person.name, each.person.phone) == (line["name"], phone)]
    apart = role in ADMINISTRATORS or any(each.role in ADMINISTRATORS for each in same)
    if same and apart:
        other = ROLE_TITLES[Role(same[0].role)]
        said = Text(
            f"{line['name']}已是{other.zh}（{same[0].username}）：三员互斥，也不兼业务岗位。",
            f"{line['name']} is {other.en} ({same[0].username}) already: an administrator holds no other role.",
        )
        fault(planned, PEOPLE, "role", line, said)
        return
    planned.people.append(("new", line))
