"""PDF: opens, holds nothing that acts, nothing enclosed, no second file behind it, no secrecy mark.

Objects are walked with pypdf, so that what hides in object streams or behind #-escaped names is found; the text and
whether it opens come from PDFium, which is what draws it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

import pypdfium2
from pypdf import PdfReader
from pypdf.errors import PdfReadError
from pypdf.generic import DictionaryObject, IndirectObject, NullObject, StreamObject

from jiqun.evidence.inside.faults import ACTIVE, DAMAGED, EMBEDDED, LOCKED, TWO_IN_ONE, Fault
from jiqun.evidence.inside.secrecy import refuse_marked

MOST_OBJECTS = 300_000
MOST_PAGES_READ = 3_000
_TAIL = 2**16
_ACTS = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/Rendition",
    "/Movie",
    "/Sound",
    "/GoToE",
    "/RichMediaExecute",
}
_ACTIVE_KEYS = {"/JavaScript", "/JS", "/XFA", "/RichMediaContent"}
_ENCLOSING_KEYS = {"/EmbeddedFiles", "/EF", "/AFRelationship"}
_ENCLOSING = {"/EmbeddedFile", "/FileAttachment"}
_FIRST_LENGTH = re.compile(rb"/Linearized.{0,200}?/L\s+(\d+)", re.DOTALL)
_OTHER_LANGUAGE = re.compile(rb"<(?:script|html|iframe)[\s>]|<\?php|<!doctype html|PK\x03\x04|MZ\x90", re.IGNORECASE)


def inspect(data: bytes) -> None:
    """Looks at a PDF. Raises `Fault`."""
    _check_ends(data)
    try:
        refuse_marked(lines(data))
        for each in _objects(_reader(data)):
            _check_object(each)
    except (Fault, MemoryError):
        raise
    except Exception:  # whatever a crooked file makes the readers say, it is damaged
        raise Fault(DAMAGED) from None


def _check_ends(data: bytes) -> None:
    end = data.rfind(b"%%EOF")
    if end < 0:
        raise Fault(DAMAGED)
    behind = data[end + 5 :].strip(b"\0 \r\n\t")
    if len(behind) > _TAIL or zipfile.is_zipfile(io.BytesIO(data)):
        raise Fault(TWO_IN_ONE)
    if _OTHER_LANGUAGE.search(behind) or _OTHER_LANGUAGE.search(data[:1024]):
        raise Fault(TWO_IN_ONE)
    # A linearised file names its own length; its first %%EOF stands near the beginning and proves nothing.
    first = _FIRST_LENGTH.search(data[:2048])
    if first is not None and int(first[1]) > len(data):
        raise Fault(DAMAGED)


def _reader(data: bytes) -> PdfReader:
    """The file as pypdf reads it; one whose table of contents is broken, as PDFium mends it when it opens it."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        locked, _ = reader.is_encrypted, reader.root_object
    except PdfReadError:
        mended = io.BytesIO()
        document = pypdfium2.PdfDocument(data)
        document.save(mended)
        document.close()
        return PdfReader(mended, strict=False)
    if locked:
        raise Fault(LOCKED)
    return reader


def _objects(reader: PdfReader) -> Iterator[Any]:
    """Every object the file names, also those no page leads to."""
    named = {(number, generation) for generation, table in reader.xref.items() for number in table}
    named |= {(number, 0) for number in reader.xref_objStm}
    if len(named) > MOST_OBJECTS:
        raise Fault(DAMAGED)
    yield reader.trailer
    for number, generation in sorted(named):
        try:
            found = reader.get_object(IndirectObject(number, generation, reader))
        except MemoryError:
            raise
        except Exception:  # an entry that leads nowhere is common and harmless: there is nothing behind it
            continue
        if found is not None and not isinstance(found, NullObject):
            yield found


def _check_object(top: Any) -> None:
    """One object with what it holds directly; what it refers to has a number of its own."""
    waiting: list[Any] = [top]
    while waiting:
        each = waiting.pop()
        if isinstance(each, DictionaryObject):
            if _ACTIVE_KEYS & each.keys() or (str(each.get("/S")) in _ACTS and not isinstance(each, StreamObject)):
                raise Fault(ACTIVE)
            if _ENCLOSING_KEYS & each.keys() or {str(each.get("/Type")), str(each.get("/Subtype"))} & _ENCLOSING:
                raise Fault(EMBEDDED)
            if str(each.get("/Subtype")) == "/RichMedia":
                raise Fault(ACTIVE)
            waiting += dict.values(each)
        elif isinstance(each, list):
            waiting += list.__iter__(each)


def lines(data: bytes) -> Iterable[str]:
    """The text of its pages, line by line. Raises `Fault` when it does not open, has no page, or PDFium sees an act."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Fault(LOCKED if "password" in str(error).lower() else DAMAGED) from None
    try:
        if not len(document):
            raise Fault(DAMAGED)
        if pypdfium2.raw.FPDFDoc_GetJavaScriptActionCount(document) > 0:
            raise Fault(ACTIVE)
        if document.count_attachments():
            raise Fault(EMBEDDED)
        for number in range(min(len(document), MOST_PAGES_READ)):
            page = document[number]
            text = page.get_textpage()
            yield from text.get_text_range().splitlines()
            text.close()
            page.close()
    finally:
        document.close()
