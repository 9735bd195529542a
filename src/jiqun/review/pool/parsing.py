"""What is typed about an expert: several entries in one field, days from and to, places by name or code."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from jiqun.authorities.models import Authority
from jiqun.bilingual import Text

BETWEEN = re.compile(r"[、,，;；\n\r]+")
PERIOD = re.compile(
    r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?\s*(?:至|到|~|—|–|to)+\s*(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?"
)


class Unclear(ValueError):
    """Something typed that cannot be read; the text says what."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


def split(typed: str) -> tuple[str, ...]:
    """Entries between 、 or commas or on lines of their own, each once, in their order."""
    parts = (" ".join(part.split()) for part in BETWEEN.split(typed or ""))
    return tuple(dict.fromkeys(part for part in parts if part))


def periods(typed: str) -> tuple[tuple[date, date], ...]:
    """`2025-05-01 至 2025-06-30`, several apart as in `split`, in the order of time. Raises `Unclear`."""
    found = []
    for part in split(unicodedata.normalize("NFKC", typed or "")):
        match = PERIOD.fullmatch(part)
        try:
            numbers = [int(n) for n in match.groups()] if match else []
            first, last = date(*numbers[:3]), date(*numbers[3:])
        except (TypeError, ValueError):
            raise Unclear(
                Text(
                    f"“{part[:30]}”不是日期区间，请写成 2025-05-01 至 2025-06-30，多段用顿号隔开。",
                    f"“{part[:30]}” is no period; write 2025-05-01 至 2025-06-30, several with commas between.",
                )
            ) from None
        if last < first:
            raise Unclear(Text(f"“{part[:30]}”的结束日早于开始日。", f"“{part[:30]}” ends before it begins."))
        found.append((first, last))
    return tuple(sorted(found))


def ties(typed: str) -> tuple[str, ...]:
    """Ties as a person enters them: names of places, alone or after that of the place above, become their paths, all
    else stays as typed."""
    by_name: dict[str, str] = {}
    for path, name, above in Authority.objects.filter(kind__in=PLACES).values_list("path", "name", "parent__name"):
        by_name[name] = by_name[f"{above}{name}"] = path
    return tuple(dict.fromkeys(by_name.get("".join(part.split()), part) for part in split(typed)))


def place(typed: str) -> str:
    """The path of a place by path, code or name; a county's name that several prefectures use needs the prefecture's
    before it. Raises `Unclear`."""
    said = "".join((typed or "").split())
    rows = list(Authority.objects.values_list("path", "code", "name", "parent__name", "kind"))
    found = [
        path
        for path, code, name, parent, kind in rows
        if said in (path, code) or (kind in (*PLACES, "province") and said in (name, f"{parent}{name}"))
    ]
    if len(found) == 1:
        return str(found[0])
    if not found:
        raise Unclear(
            Text(
                f"没有“{said[:30]}”这个任职地，请写市县全称。", f"There is no place “{said[:30]}”; write its full name."
            )
        )
    raise Unclear(
        Text(
            f"“{said[:30]}”有 {len(found)} 处，请在前面写明地市。",
            f"“{said[:30]}” is {len(found)} places; name the prefecture too.",
        )
    )


PLACES = ("prefecture", "county", "town", "zone")
