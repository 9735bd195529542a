"""The flat row: what one line of a roster looks like to the SELECT that adds it up.

A firm-year is one row; so is one stamped line of firms below the statistical size (规下汇总), marked `aggregate`.
Everything is an integer or NULL, flags are 0 or 1, so that every database stores and sums the same thing.
A database room keeps these columns as they are and runs the SELECT in place.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from jiqun.bilingual import Text


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the flat row; `nullable` when "not given" or "unknown" is possible, `binary` when it is 0 or 1."""

    name: str
    nullable: bool
    title: Text
    binary: bool = False


def _figure(name: str, zh: str, en: str) -> Column:
    return Column(name, True, Text(zh, en))


def _answer(name: str, zh: str, en: str) -> Column:
    return Column(name, True, Text(zh, en), binary=True)


def _flag(name: str, zh: str, en: str) -> Column:
    return Column(name, False, Text(zh, en), binary=True)


KEYS = ("cluster", "year")

FIRST_YEAR, LAST_YEAR = 1000, 9999
"""A year has four digits, from whichever source it comes."""

FIGURES = (
    _figure("firms", "企业数（家），企业行为 1", "firms; 1 on a firm's own row"),
    _figure("employees", "从业人员（人）", "employees"),
    _figure("revenue", "营业收入（分）", "revenue, fen"),
    _figure("output", "产值（分）", "output, fen"),
    _figure("value_added", "增加值（分）", "value added, fen"),
    _figure("rd", "研发经费（分）", "R&D spending, fen"),
    _figure("patents", "有效发明专利（件）", "valid invention patents"),
    _figure("energy", "综合能源消费量（千克标准煤）", "energy, kgce"),
    _figure("co2", "二氧化碳排放量（千克）", "carbon dioxide, kg"),
    _figure("exports", "出口额（分）", "exports, fen"),
    _answer("platform", "应用工业互联网平台（1 是，0 否）", "uses an industrial internet platform (1 yes, 0 no)"),
    _answer("software", "应用工业软件（1 是，0 否）", "uses industrial software (1 yes, 0 no)"),
    _answer("sme", "当年中小企业（1 是，0 否，空＝划型未定）", "SME that year (1, 0, NULL = class not settled)"),
    _answer("sme_last", "按最近年度划型的中小企业（1、0、空）", "SME by the class of the last year (1, 0, NULL)"),
)

FLAGS = (
    _flag("aggregate", "规下汇总行", "a line of firms below size"),
    _flag("lead", "主导产业", "of the lead industry"),
    _flag("title_champion", "国家级制造业单项冠军企业", "national manufacturing champion"),
    _flag("title_giant", "专精特新“小巨人”企业", "national little giant"),
    _flag("title_hightech", "国家级高新技术企业", "national high-tech enterprise"),
    _flag("title_specialised", "省级专精特新中小企业", "provincial specialised SME"),
    _flag("title_innovative", "创新型中小企业", "innovative SME"),
    _flag("title_chain", "链主企业（有认定机关和级别）", "chain leader with issuer and level"),
    _flag("title_chain_unsure", "链主企业（认定机关或级别未填）", "chain leader, issuer or level not given"),
    _flag("title_champion_provincial", "省级制造业单项冠军企业", "provincial manufacturing champion"),
)

COLUMNS = FIGURES + FLAGS
NAMES = (*KEYS, *(column.name for column in COLUMNS))
BY_NAME = MappingProxyType({column.name: column for column in COLUMNS})

FlatRow = dict[str, str | int | None]
