"""What can be read in an exported file, whatever its format, without knowing the format."""

from __future__ import annotations

import io
import re
import shutil
import sqlite3
import subprocess
import zipfile
from html import unescape

from tests.helpers.programs import missing

_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->", re.DOTALL)


def readable(data: bytes) -> str:
    """All text of the file: of an archive that of its members, of a PDF that of its pages."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "\n".join(readable(archive.read(name)) for name in archive.namelist())
    if data.startswith(b"SQLite format 3"):
        return _rows(data)
    if data.startswith(b"%PDF"):
        return _pages(data)
    return data.decode("utf-8", "replace")


def plain(text: str) -> str:
    """Without markup and escapes, every run of blanks one blank, so that a sentence is found wherever lines break."""
    shown = text.replace("\\u003c", "<").replace("```text", "").replace("```", "")
    for escaped in "\\`*_{}[]<>#|~&$!@^=:.-+()":
        shown = shown.replace(f"\\{escaped}", escaped)
    shown = shown.replace("\\n", " ").replace('\\"', '"')
    for _ in range(2):  # HTML stands in XML as text
        shown = unescape(_TAG.sub(" ", shown))
    return " ".join(shown.split())


def _rows(data: bytes) -> str:
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(data)
        asked = ("SELECT tags, flds FROM notes", "SELECT decks FROM col")
        return "\n".join(str(value) for each in asked for row in database.execute(each) for value in row)
    finally:
        database.close()


def _pages(data: bytes) -> str:
    if shutil.which("pdftotext") is None:
        missing("pdftotext is not installed (Debian package poppler-utils)")
    ran = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True)
    return ran.stdout.decode()
