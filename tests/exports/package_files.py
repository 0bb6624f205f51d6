"""The files of an exported package, and XML that we wrote ourselves."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree
from xml.etree.ElementTree import Element


def files_of(package: bytes) -> dict[str, bytes]:
    """The files of a zip, by name, without its folders."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def tree(document: bytes) -> Element:
    """The outermost element."""
    return ElementTree.fromstring(document)  # noqa: S314 # of our own making
