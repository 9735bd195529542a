"""The files of a measure in a folder: `measure.yaml`, `text.md` and, with formulas of its own, `indicators.py`."""

from __future__ import annotations

import importlib.util
import traceback
from importlib.resources.abc import Traversable
from pathlib import Path
from types import ModuleType

from jiqun.bilingual import Text
from jiqun.law.conditions import Indicator
from jiqun.law.errors import MeasureError

YAML, TEXT, FORMULAS = "measure.yaml", "text.md", "indicators.py"

_MISSING = Text("{at}: 缺少文件 {file}，请补上", "{at}: the file {file} is missing; add it")
_NO_FOLDER = Text("没有文件夹 {at}，请核对路径", "There is no folder {at}; check the path")
_NOT_UTF8 = Text("{at}/{file}: 不是 UTF-8 编码，请另存为 UTF-8", "{at}/{file}: not UTF-8; save it as UTF-8")
_BROKEN = Text("{at}/{file}:{line}: 公式文件不能执行：{problem}", "{at}/{file}:{line}: cannot be executed: {problem}")


def texts(folder: Traversable, name: str) -> dict[str, str]:
    """The texts of the files by name. Raises `MeasureError` for those that are missing or no UTF-8."""
    if not folder.is_dir():
        raise MeasureError([_NO_FOLDER.format(at=name)])
    found: dict[str, str] = {}
    wrong: list[Text] = []
    for file in (YAML, TEXT, FORMULAS):
        path = folder / file
        if not path.is_file():
            if file != FORMULAS:
                wrong.append(_MISSING.format(at=name, file=file))
            continue
        try:
            found[file] = path.read_text("utf-8")
        except UnicodeDecodeError:
            wrong.append(_NOT_UTF8.format(at=name, file=file))
    if wrong:
        raise MeasureError(wrong)
    return found


def own_formulas(folder: Path) -> dict[str, Indicator]:
    """The formulas of a folder outside the library, by name; none without an `indicators.py`.

    Raises `MeasureError` with the line where the file cannot be executed.
    """
    path = folder / FORMULAS
    spec = importlib.util.spec_from_file_location(f"measure_{folder.name}", path)
    if spec is None or spec.loader is None or not path.is_file():
        return {}
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # whatever a formula file of a user raises is a problem of that file
        raise MeasureError([_broken(folder, error)]) from error
    return formulas(module)


def formulas(module: ModuleType) -> dict[str, Indicator]:
    """The indicators a module defines, by name."""
    return {value.name: value for value in vars(module).values() if isinstance(value, Indicator)}


def _broken(folder: Path, error: Exception) -> Text:
    if isinstance(error, SyntaxError):
        return _BROKEN.format(at=folder, file=FORMULAS, line=error.lineno or 1, problem=error.msg)
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(FORMULAS)]
    line = own[-1].lineno if own else 1
    return _BROKEN.format(at=folder, file=FORMULAS, line=line, problem=f"{type(error).__name__}: {error}")
