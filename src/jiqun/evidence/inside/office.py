"""docx and xlsx: no macros, nothing that acts or is fetched from elsewhere, well-formed, no secrecy mark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from jiqun.evidence.inside import compound
from jiqun.evidence.inside.archive import Package
from jiqun.evidence.inside.faults import ACTIVE, DAMAGED, EMBEDDED, ENTITIES, LINKED, MACROS, OTHER, Fault
from jiqun.evidence.inside.secrecy import refuse_marked

MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "ofd": "OFD.xml"}
LARGEST_PARSED = 16 * 2**20
"""Larger parts are looked through, not built up as a tree."""
_EMBEDDINGS = ("word/embeddings/", "xl/embeddings/")
_MAY_BE_OUTSIDE = "/hyperlink"
_OWN_TEMPLATE = re.compile(r"(?:file:///)?[A-Za-z]:[\\/]|[^\\/:]+$")
_FETCHING_FIELD = re.compile(
    r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE\s+\\?\"?\s*(?:https?:|\\\\))\b", re.IGNORECASE
)
WORD_PARAGRAPH = re.compile(r"<w:p[ >].*?</w:p>", re.DOTALL)
WORD_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_WORD_FIELD = re.compile(r"<w:instrText(?: [^>]*)?>([^<]*)</w:instrText>|w:instr=\"([^\"]*)\"")
_SHEET_STRING = re.compile(r"<(?:si|is)>(.*?)</(?:si|is)>", re.DOTALL)
_SHEET_TEXT = re.compile(r"<t(?: [^>]*)?>([^<]*)</t>")
_SHEET_MARGIN = re.compile(r"<(?:odd|even|first)(?:Header|Footer)>([^<]*)<")


def inspect(data: bytes, ending: str, depth: int = 0) -> None:
    """Looks at a docx or xlsx, or at any zipped file that is kept unread (wps, et, ofd). Raises `Fault`."""
    package = Package(data, may_enclose=_EMBEDDINGS if depth == 0 else ())
    main = MAIN.get(ending, "").lower()
    if main and main not in package.parts:
        raise Fault(OTHER)
    _refuse_macros(package)
    for name in package.names(end=".rels"):
        _check_relations(package.part(name))
    if ending not in ("docx", "xlsx"):
        return
    parsed(package.part(main))
    for start in _EMBEDDINGS:
        for name in package.names(start):
            _check_embedded(package.part(name), name)
    if ending == "docx":
        _check_fields(package)
        refuse_marked(word_lines(package))
    else:
        refuse_marked(sheet_lines(package))


def parsed(part: bytes) -> object:
    """An XML part, well-formed and without entities; one that is very large is not built up."""
    if not part:
        raise Fault(DAMAGED)
    if len(part) > LARGEST_PARSED:
        return None
    try:
        return fromstring(part, forbid_dtd=True)
    except DefusedXmlException:
        raise Fault(ENTITIES) from None
    except (ParseError, ValueError, LookupError):
        raise Fault(DAMAGED) from None


def _refuse_macros(package: Package) -> None:
    types = package.part("[content_types].xml").lower()
    if b"macroenabled" in types or any("vbaproject" in name or "/macrosheets/" in name for name in package.parts):
        raise Fault(MACROS)
    if any("/activex/" in name for name in package.parts):
        raise Fault(ACTIVE)
    if package.names("xl/externallinks/") or package.names("xl/connections.xml") or package.names("xl/querytables/"):
        raise Fault(LINKED)


def _check_relations(part: bytes) -> None:
    """Only a hyperlink may lead outside: it waits for a click. A template of one's own disk is not fetched."""
    for relation in parsed(part).iter():  # type: ignore[attr-defined]
        kind, target = relation.get("Type", ""), relation.get("Target", "")
        if kind.lower().endswith(("/afchunk", "/vbaproject", "/control")):
            raise Fault(ACTIVE)
        if relation.get("TargetMode", "").lower() != "external" or kind.endswith(_MAY_BE_OUTSIDE):
            continue
        if kind.endswith("/attachedTemplate") and _OWN_TEMPLATE.match(target):
            continue
        raise Fault(LINKED)


def _check_embedded(part: bytes, name: str) -> None:
    """A chart carries its figures as a workbook, a formula its OLE object; anything else enclosed is refused."""
    if part.startswith(compound.START):
        compound.inspect(part)
    elif name.endswith((".xlsx", ".docx")) and part.startswith(b"PK"):
        inspect(part, name.rpartition(".")[2], depth=1)
    else:
        raise Fault(EMBEDDED)


def _check_fields(package: Package) -> None:
    for name in package.names("word/", ".xml"):
        text = package.part(name).decode("utf-8", "replace")
        # A field's words may be cut into several runs.
        if _FETCHING_FIELD.search("".join(a or b for a, b in _WORD_FIELD.findall(text)).replace("&quot;", '"')):
            raise Fault(LINKED)


def word_lines(package: Package) -> Iterator[str]:
    """The paragraphs of a document, of its headers and footers."""
    for name in package.names("word/", ".xml"):
        if re.fullmatch(r"word/(?:document|header\d*|footer\d*|footnotes)\.xml", name):
            for paragraph in WORD_PARAGRAPH.findall(package.part(name).decode("utf-8", "replace")):
                yield "".join(WORD_TEXT.findall(paragraph))


def sheet_lines(package: Package) -> Iterator[str]:
    """The texts in the cells of a workbook, and its printed headers and footers."""
    for name in package.names("xl/", ".xml"):
        if name == "xl/sharedstrings.xml" or name.startswith("xl/worksheets/"):
            text = package.part(name).decode("utf-8", "replace")
            for cell in _SHEET_STRING.findall(text):
                yield "".join(_SHEET_TEXT.findall(cell))
            for margin in _SHEET_MARGIN.findall(text):
                yield re.sub(r"&amp;(?:[LCR]|\"[^\"]*\"|\d+)", " ", margin)
