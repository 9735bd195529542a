"""The folder of another province begun from the state's codes: its names, and its divisions as a first list."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jiqun.bilingual import Text
from jiqun.standards import tables
from jiqun.standards.province import DIVISIONS, FILE, SHIPPED, STRATEGIC, ProvinceError

SOURCE = "县以上行政区划代码（流传版本，约2022年）"
_UNKNOWN = Text(
    "没有代码或名称为“{said}”的省份；jiqun province list 列出全部",
    "There is no province with the code or name “{said}”; jiqun province list has all",
)
_NO_PREFECTURES = Text(
    "{name}的区直接由市管辖，没有地级市一级；办法的初审和推荐由地级市承担，本产品暂不适用。",
    "The districts of {name} stand directly below it, without prefectures, who check and recommend under the measure: "
    "the product does not fit there yet.",
)
_THERE = Text("文件夹 {folder} 已有内容，请换一个", "The folder {folder} holds something already; choose another")
_NOT_WRITTEN = Text("无法写入 {folder}：{problem}", "{folder} cannot be written: {problem}")
_TOML = """# {name}：名称请逐项核对，部门名称以本省三定方案为准。Check every name against your province's own documents.

code = "{code}"                        # GB/T 2260
name = "{name}"
name_en = "{name_en}"
department = "{name}工业和信息化厅"
government = "{name}人民政府"          # 行政复议机关
measure = "{measure}"                  # 办法库中的编号，或本文件夹 measures/ 下的文件夹名

# 地市方位示意（不表示行政区域界线）：自北向南、自西向东，每行是地市代码，空格写 ""；不填则按代码顺序排列。
# tiles = [
#     ["", "{first}"],
# ]
"""


# 大理白族自治州 is called 大理州; what stands between are the names of its peoples.
_PEOPLES = (
    *("布依族", "柯尔克孜", "土家族", "傈僳族", "哈尼族", "景颇族", "哈萨克", "朝鲜族", "蒙古族", "蒙古"),
    *("彝族", "壮族", "苗族", "傣族", "白族", "藏族", "羌族", "侗族", "回族"),
)
_AUTONOMOUS = re.compile(rf"(.{{2,}}?)(?:{'|'.join(_PEOPLES)})+自治州")


@dataclass(frozen=True, slots=True)
class Known:
    """A province of the table of codes, with everything below it as (code, name)."""

    code: str
    name: str
    name_en: str
    below: tuple[tuple[str, str], ...]

    @property
    def prefectures(self) -> tuple[tuple[str, str], ...]:
        """地级市、自治州、地区 and 盟."""
        return tuple((code, name) for code, name in self.below if code.endswith("00"))


@lru_cache(maxsize=1)
def known() -> tuple[Known, ...]:
    """The 31 provinces, autonomous regions and municipalities of the table."""
    rows = tables.shipped("divisions_china.csv")
    top = [row for row in rows if row["code"].endswith("0000")]
    return tuple(
        Known(
            code=each["code"],
            name=each["name"],
            name_en=each["name_en"],
            below=tuple(
                (row["code"], row["name"]) for row in rows if row["code"][:2] == each["code"][:2] and row is not each
            ),
        )
        for each in top
    )


def found(said: str) -> Known:
    """The province of a code (530000 or 53) or a name (云南, 云南省, Yunnan). Raises `ProvinceError`."""
    said = said.strip()
    for each in known():
        codes = (each.code, each.code[:2])
        if said in codes or said.lower() == each.name_en.lower() or (len(said) > 1 and each.name.startswith(said)):
            return each
    raise ProvinceError([_UNKNOWN.format(said=said)])


def begin(folder: Path, chosen: Known, measure: str, *, more: str = "") -> None:
    """Writes the folder: `province.toml`, `more` at its end, and `divisions.csv`; for 广东 the shipped lists with their
    zones and towns.

    Raises `ProvinceError` for a folder that holds something, one that cannot be written, and a municipality.
    """
    if not chosen.prefectures:
        raise ProvinceError([_NO_PREFECTURES.format(name=chosen.name)])
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ProvinceError([_THERE.format(folder=folder)])
    told = {"code": chosen.code, "name": chosen.name, "name_en": chosen.name_en, "measure": measure}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_text(_TOML.format(**told, first=chosen.prefectures[0][0]) + more, "utf-8")
        if (shipped := tables.read(SHIPPED / DIVISIONS))[0]["code"] == chosen.code:
            for name in (DIVISIONS, STRATEGIC):
                shutil.copyfile(SHIPPED / name, folder / name)
        else:
            (folder / DIVISIONS).write_text(_table(chosen, tuple(shipped[0])), "utf-8-sig")
    except OSError as error:
        raise ProvinceError([_NOT_WRITTEN.format(folder=folder, problem=error.strerror or error)]) from error


def _table(chosen: Known, head: tuple[str, ...]) -> str:
    written = io.StringIO()
    table = csv.DictWriter(written, head, restval="", lineterminator="\n")
    table.writeheader()
    for code, name, kind, superior in _rows(chosen):
        known_as = _AUTONOMOUS.sub(r"\1州", name) if _AUTONOMOUS.fullmatch(name) else ""
        told = {"code": code, "name": name, "kind": kind, "supervised_by": superior, "also_called": known_as}
        table.writerow({**told, "source": SOURCE})
    return written.getvalue()


def _rows(chosen: Known) -> Iterator[tuple[str, str, str, str]]:
    """Superiors first. A county-level city directly below its province (省直辖) recommends for itself: it stands as a
    prefecture whose own units are to be entered, as those of 东莞 are."""
    yield chosen.code, chosen.name, "province", ""
    above = {code for code, _ in chosen.prefectures}
    direct = [(code, name) for code, name in chosen.below if f"{code[:4]}00" not in above]
    for code, name in (*chosen.prefectures, *direct):
        yield code, name, "prefecture", chosen.code
    for code, name in chosen.below:
        if code not in above and f"{code[:4]}00" in above:
            yield code, name, "county", f"{code[:4]}00"
