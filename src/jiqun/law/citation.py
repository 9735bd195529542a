"""How a clause's id is said: `A13.2` is 第十三条（二）, Article 13(2); `F1.2` is 附件1（二）, Annex 1(2)."""

from __future__ import annotations

from jiqun.bilingual import Text

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
