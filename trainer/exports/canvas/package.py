"""A package of QTI 1.2 as Canvas exports it: a manifest, one quiz, its settings, and the pictures.

To Canvas it is a course's content: Settings, Import Course Content, QTI .zip file. Imported again it updates the quiz.
"""

from __future__ import annotations

from typing import BinaryIO

from trainer.exports.canvas.item import asked, item_xml, metadata_fields
from trainer.exports.contract import Became, Sheet, Tally
from trainer.exports.html_text import h
from trainer.exports.identifiers import Identifiers, digest, sheet_identifier
from trainer.exports.packed import Packed
from trainer.exports.pictures import Picture, pictures_of, with_pictures

_QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_LOM = "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/resource"
_METADATA = "http://www.imsglobal.org/xsd/imsmd_v1p2"
_CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_INSTANCE = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


def write(sheet: Sheet, out: BinaryIO, tally: Tally) -> None:
    """The zip. With the option `choices` numbers are chosen, not typed, so that wrong ones are diagnosed one by one."""
    packed, names = Packed(), Identifiers()
    drawn, choices = with_pictures(sheet), bool(sheet.options.get("choices"))
    items: list[str] = []
    idents: list[str] = []
    images: list[Picture] = []
    for entry in sheet.entries():
        question = entry.question
        seed = entry.mark if sheet.exam else str(question.reference)
        how = asked(question, seed, choices=choices)
        if how is None:
            tally.note(Became.LEFT_OUT, "with a number too large for Canvas")
            continue
        tally.note(how.became)
        ident = f"g{digest(names.new(seed), how.kind)}"
        pictures = pictures_of(question.content, ident) if drawn else (None, None)
        images += [picture for picture in pictures if picture]
        title = f"{entry.number:03} {entry.mark}"
        items.append(item_xml(question, how, ident, entry.mark, title, None if sheet.exam else pictures))
        idents.append(ident)
    quiz = f"g{digest(sheet_identifier(sheet, idents), 'choices' if choices else '')}"
    meta = f"g{digest('meta', quiz)}"
    packed.put("imsmanifest.xml", _manifest(sheet, quiz, meta, images))
    packed.put("non_cc_assessments/", "")
    packed.put(f"{quiz}/assessment_meta.xml", _settings(sheet, quiz, len(items)))
    packed.put(f"{quiz}/{quiz}.xml", _assessment(sheet, quiz, items))
    for picture in images:
        packed.put(f"images/{picture.name}", picture.data)
    out.write(packed.whole())


def _assessment(sheet: Sheet, quiz: str, items: list[str]) -> str:
    attempts = metadata_fields({"cc_maxattempts": "1" if sheet.exam else "unlimited"})
    return (
        f'{_DECLARATION}<questestinterop xmlns="{_QTI}" {_INSTANCE}'
        f' xsi:schemaLocation="{_QTI} http://www.imsglobal.org/xsd/ims_qtiasiv1p2p1.xsd">\n'
        f'<assessment ident="{quiz}" title="{_title(sheet)}">\n<qtimetadata>{attempts}</qtimetadata>\n'
        f'<section ident="root_section">\n{"".join(items)}</section>\n</assessment>\n</questestinterop>\n'
    )


def _settings(sheet: Sheet, quiz: str, count: int) -> str:
    """A quiz to practise with, as often as wanted; an exam can be taken once and shows no results until it is let."""
    version = f"Set {sheet.version}" if sheet.version else ""
    settings = {
        "title": _title(sheet),
        "description": f"&lt;p&gt;{version}&lt;/p&gt;" if version else "",
        "shuffle_answers": "false",
        "scoring_policy": "keep_highest",
        "hide_results": "always" if sheet.exam else "",
        "quiz_type": "assignment" if sheet.exam else "practice_quiz",
        "points_possible": f"{count}.0",
        "show_correct_answers": "false" if sheet.exam else "true",
        "anonymous_submissions": "false",
        "could_be_locked": "false",
        "allowed_attempts": "1" if sheet.exam else "-1",
        "one_question_at_a_time": "false",
        "cant_go_back": "false",
        "available": "false",
    }
    lines = "".join(f"<{name}>{value}</{name}>\n" for name, value in settings.items())
    return (
        f'{_DECLARATION}<quiz identifier="{quiz}" xmlns="{_CANVAS}" {_INSTANCE}'
        f' xsi:schemaLocation="{_CANVAS} https://canvas.instructure.com/xsd/cccv1p0.xsd">\n{lines}</quiz>\n'
    )


def _manifest(sheet: Sheet, quiz: str, meta: str, images: list[Picture]) -> str:
    files = "".join(
        f'<resource identifier="g{digest(each.name)}" type="webcontent" href="images/{each.name}">'
        f'<file href="images/{each.name}"/></resource>\n'
        for each in images
    )
    return (
        f'{_DECLARATION}<manifest identifier="g{digest("manifest", quiz)}" xmlns="{_PACKAGE}" xmlns:lom="{_LOM}"'
        f' xmlns:imsmd="{_METADATA}" {_INSTANCE}'
        f' xsi:schemaLocation="{_PACKAGE} http://www.imsglobal.org/xsd/imscp_v1p1.xsd'
        f" {_LOM} http://www.imsglobal.org/profile/cc/ccv1p1/LOM/ccv1p1_lomresource_v1p0.xsd"
        f' {_METADATA} http://www.imsglobal.org/xsd/imsmd_v1p2p2.xsd">\n'
        "<metadata><schema>IMS Content</schema><schemaversion>1.1.3</schemaversion><imsmd:lom><imsmd:general>"
        f"<imsmd:title><imsmd:string>{_title(sheet)}</imsmd:string></imsmd:title></imsmd:general></imsmd:lom></metadata>\n"
        "<organizations/>\n<resources>\n"
        f'<resource identifier="{quiz}" type="imsqti_xmlv1p2"><file href="{quiz}/{quiz}.xml"/>'
        f'<dependency identifierref="{meta}"/></resource>\n'
        f'<resource identifier="{meta}" type="associatedcontent/imscc_xmlv1p1/learning-application-resource"'
        f' href="{quiz}/assessment_meta.xml"><file href="{quiz}/assessment_meta.xml"/></resource>\n'
        f"{files}</resources>\n</manifest>\n"
    )


def _title(sheet: Sheet) -> str:
    """On one line; Canvas needs one."""
    return h(" ".join(sheet.heading.split())) or "Questions"
