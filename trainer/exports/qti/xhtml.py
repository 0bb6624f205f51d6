"""HTML as QTI has it: every element closed, rows in a table's body, pictures from files beside the item."""

from __future__ import annotations

from trainer.exports.html_text import h
from trainer.exports.pictures import Picture


def xhtml(html: str) -> str:
    """What html_text makes, as XML. Foreign text is escaped in it, so that every `<` is one of ours."""
    return html.replace("<br>", "<br/>").replace("<table>", "<table><tbody>").replace("</table>", "</tbody></table>")


def image(picture: Picture | None) -> str:
    """The picture in a paragraph of its own, or nothing."""
    return f'<p><img src="images/{picture.name}" alt="{h(picture.alt)}"/></p>' if picture else ""


def one_line(title: str) -> str:
    """A title for an attribute."""
    return h(" ".join(title.split()))
