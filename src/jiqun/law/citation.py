"""How a clause's id is said: `A13.2` is 第十三条（二）, Article 13(2); `F1.2` is 附件1（二）, Annex 1(2).

`cite` names a clause of the measure at hand: that of a norm, a finding, a question. `here` and `citing` name what a
procedure, a form or a paper rests on, which is written after the reference and may be numbered otherwise elsewhere.
"""

from __future__ import annotations

import re

from jiqun.bilingual import Text
from jiqun.standards import province

REFERENCE = "gd_2023_4"
"""The measure the procedures, forms and papers are written after: the clause ids in them are its own."""
UNNAMED = Text("有关规定", "its rules")
"""What a clause is called that the province's measure has no counterpart of, as far as its folder says."""
_PLACE = re.compile(r"\{([AF]\d+(?:\.\d+)?(?: [AF]\d+(?:\.\d+)?)*)\}")
DIGITS = "零一二三四五六七八九"


def numeral(number: int) -> str:
    """A number from 1 to 99 as articles are numbered in Chinese law: 十三, 二十, 二十一.

    Raises `ValueError` outside that range.
    """
    if not 1 <= number <= 99:
        raise ValueError(f"no article is numbered {number}")
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[ones] if ones else "")


def cite(clause: str) -> Text:
    """The name of one clause or of several separated by blanks. Raises `ValueError` for what is no clause id."""
    said = [one(part) for part in clause.split()]
    return Text("、".join(text.zh for text in said), ", ".join(text.en for text in said))


def here(clauses: str) -> Text:
    """How the province's measure is cited for one clause of the reference, or several separated by blanks.

    Another measure numbers its articles in its own way: the province's folder says which of them is meant (`[clauses]`
    of `province.toml`), a whole article standing for those of its items that are not named. What is not named at all
    is 有关规定: no paper cites an article that says something else. Raises `ValueError` for what is no clause id.
    """
    ours = province.here()
    if ours.measure == REFERENCE:
        return cite(clauses)
    asked = clauses.split()
    found = [ours.clauses.get(each) or ours.clauses.get(each.partition(".")[0]) for each in asked]
    return cite(" ".join(dict.fromkeys(each for each in found if each))) if any(found) else UNNAMED


def citing(zh: str, en: str) -> Text:
    """A text with `{A16}` in it: the clause of the reference, as the province's measure is cited. Other places stay."""
    return Text(
        _PLACE.sub(lambda place: here(place[1]).zh, zh) if "{" in zh else zh,
        _PLACE.sub(lambda place: here(place[1]).en, en) if "{" in en else en,
    )


def one(clause: str) -> Text:
    """The name of a single clause."""
    article, _, item = clause[1:].partition(".")
    if not (clause[:1] in ("A", "F") and article.isdecimal() and (item.isdecimal() or not item)):
        raise ValueError(f"{clause!r} is no clause id such as A13, A13.2 or F1")
    if clause[0] == "A":
        zh, en = f"第{numeral(int(article))}条", f"Article {int(article)}"
    else:
        zh, en = f"附件{int(article)}", f"Annex {int(article)}"
    return Text(f"{zh}（{numeral(int(item))}）", f"{en}({int(item)})") if item else Text(zh, en)
