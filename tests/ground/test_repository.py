"""What holds for the repository as a whole, whoever adds a file to it."""

from __future__ import annotations

import ast
import hashlib
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 400

# Written so that this file does not hold what it looks for.
REGISTRIES = re.compile(
    "|".join(
        (
            r"pypi\.(org|python\.org)",
            r"pythonhosted\.(org|com)",
            r"registry\.npmjs\.org|registry\.yarnpkg\.com",
            r"(deb|security|ftp\.\w+)\.debian\.org/debian|archive\.ubuntu\.com",
            r"--(extra-)?index-url[ =]\S",
            r"(mirrors?\.\w+\.(com|edu\.cn)|mirrors\.aliyun)/\w*pypi",
        )
    )
)
PLACES = re.compile(r"(?<![\w.])/(work|root)/\w")


def tracked() -> list[Path]:
    """Every file that is, or at the next commit may be, part of the repository."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout.split("\0")
    return sorted(path for name in names if name and (path := ROOT / name).is_file())


def texts() -> list[tuple[str, str]]:
    """Name and content of each file that is text."""
    found = []
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content:
            found.append((str(path.relative_to(ROOT)), content.decode("utf-8")))
    return found


def lines_with(pattern: re.Pattern[str], entries: list[tuple[str, str]]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in entries
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_file_names_a_package_registry() -> None:
    own = str(Path(__file__).relative_to(ROOT))
    assert lines_with(REGISTRIES, [entry for entry in texts() if entry[0] != own]) == []


@pytest.mark.parametrize(
    "line",
    [
        "https://pypi." + "org/simple",
        "https://registry." + "npmjs.org/htmx",
        "--index-url " + "https://x",
        "url = files.python" + "hosted.org",
    ],
)
def test_registry_address_is_recognised(line: str) -> None:
    assert len(lines_with(REGISTRIES, [("file", f"first\n{line}\n")])) == 1


def test_no_file_names_a_place_on_the_machine_it_was_written_on() -> None:
    assert lines_with(PLACES, texts()) == []


def test_no_source_file_is_longer_than_a_few_screens() -> None:
    """`style.md`: mostly 50–200 lines; what outgrows 400 becomes a folder of the same name."""
    long = {
        str(path.relative_to(ROOT)): lines
        for path in tracked()
        if path.suffix == ".py" and "migrations" not in path.parts
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_no_lock_file_with_addresses() -> None:
    assert [path.name for path in tracked() if path.name in ("uv.lock", "package-lock.json", "poetry.lock")] == []


@pytest.mark.parametrize("name", ["uv", "build", "run", "test"])
def test_requirements_are_pinned_and_hashed(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", re.sub(r"(?m)^\s*#.*\n", "", text).strip())
    bare = [
        entry.splitlines()[0] for entry in entries if not re.search(r"^[\w.\[\]-]+==\S+[\s\S]*--hash=sha256:", entry)
    ]
    assert len(entries) >= 1
    assert bare == []


@pytest.mark.parametrize("name", ["uv", "build", "run", "test"])
def test_requirements_lock_every_package_asked_for(name: str) -> None:
    """A name added to the .in file without `make lock` would not be installed."""
    asked = (ROOT / "requirements" / f"{name}.in").read_text(encoding="utf-8").splitlines()
    locked = set(re.findall(r"(?m)^([\w.-]+)(?:\[[^\]]*\])?==", (ROOT / "requirements" / f"{name}.txt").read_text()))
    names = {re.split(r"[\[<>=!~; ]", line)[0].lower() for line in asked if line and not line.startswith(("#", "-"))}
    assert names - {entry.lower().replace("_", "-") for entry in locked} == set()


def checksum_files() -> list[Path]:
    return [path for path in tracked() if path.name == "CHECKSUMS"]


def test_vendored_files_are_those_of_their_checksums() -> None:
    """Each line of a CHECKSUMS is `<sha256>  <path relative to it>`, as `sha256sum -c` reads it."""
    wrong = []
    for listing in checksum_files():
        for line in listing.read_text(encoding="utf-8").splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            digest, name = line.split(maxsplit=1)
            path = listing.parent / name.lstrip("*")
            if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                wrong.append(str(path.relative_to(ROOT)))
    assert wrong == []


def test_vendored_folder_lists_all_its_files() -> None:
    unlisted = []
    for listing in checksum_files():
        listed = {
            line.split(maxsplit=1)[1].lstrip("*") for line in listing.read_text().splitlines() if line[:1].isalnum()
        }
        inside = {str(path.relative_to(listing.parent)) for path in tracked() if listing.parent in path.parents}
        unlisted += [
            f"{listing.parent.name}/{name}" for name in inside - listed - {"CHECKSUMS", "README.md", "README.txt"}
        ]
    assert unlisted == []


def test_ground_rooms_are_all_under_the_contract_that_forbids_django() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    guarded = next(set(each["source_modules"]) for each in contracts if each["id"] == "ground")
    rooms = ("bilingual", "once", "standards", "geography", "facts", "law", "documents", "console")
    built = {f"jiqun.{room}" for room in rooms if list((ROOT / "src" / "jiqun").glob(f"{room}*"))}
    assert guarded == built


def test_readme_begins_with_what_the_machine_needs() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "apt install git make python3-venv" in text
        assert "make run" in text
        assert "make test" in text


def test_only_its_folder_and_its_measure_name_the_province() -> None:
    """Another province is another folder (decision 0021); the demonstration is of 广东."""
    own = ("广东省中小企业", "广东省促进", "广东省工业和信息化厅", "广东省人民政府", '"gd_2023_4"')
    rooms = ("demo", "law", "standards/provinces", "console")
    found = [
        f"{path}: {name}"
        for path in (ROOT / "src/jiqun").rglob("*")
        if path.suffix in {".py", ".html", ".js", ".typ"}
        and not any(path.is_relative_to(ROOT / "src/jiqun" / room) for room in rooms)
        for name in own
        if name in path.read_text("utf-8")
    ]
    assert found == []


OTHER_LAWS = {
    "archives/extract/forms.py": "政府信息公开条例",
    "archives/templates/archives/extracts.html": "政府信息公开条例",
    "hearings/appeals.py": "行政复议法",
    "recognition/papers/letters/about.py": "行政复议法",
    "standards/catalogue.py": "工信部联企业〔2011〕300号",
}
"""What cites an article of a law that is the same everywhere."""


def test_articles_of_the_measure_are_cited_by_their_ids() -> None:
    """`{A16}` and `here("A16")`: another measure counts its articles otherwise (decision 0021)."""
    article = re.compile(r"第[一二三四五六七八九十]+条")
    found = []
    for path in sorted((ROOT / "src/jiqun").rglob("*")):
        name = str(path.relative_to(ROOT / "src/jiqun"))
        if name.startswith(("demo/", "law/", "web/gallery.py", "web/templates/web/gallery/")):
            continue
        if path.suffix == ".html":
            texts = [path.read_text("utf-8")]
        elif path.suffix == ".py":
            texts = strings_of(path)
        else:
            continue
        if any(article.search(text) for text in texts) and name not in OTHER_LAWS:
            found.append(name)
    assert found == []
    for name, law in OTHER_LAWS.items():
        assert law in (ROOT / "src/jiqun" / name).read_text("utf-8"), name


def strings_of(path: Path) -> list[str]:
    """The strings of a module that are no docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    told = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
    return [
        each.value
        for each in ast.walk(tree)
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and id(each) not in told
    ]
