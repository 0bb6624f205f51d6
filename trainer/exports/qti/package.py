"""A package of QTI 2.1: a manifest, a test, and an item with its pictures for each question.

Programs that play it (TAO, Citolab's player, Inspera and others) say to each wrong answer what `convdrill check` says.
"""

from __future__ import annotations

from typing import BinaryIO

from trainer.exports.contract import Became, Sheet, Tally
from trainer.exports.html_text import h
from trainer.exports.identifiers import Identifiers, sheet_identifier
from trainer.exports.material import tags_of
from trainer.exports.packed import Packed
from trainer.exports.pictures import pictures_of, with_pictures
from trainer.exports.qti.item import asked, item_xml, opening
from trainer.exports.qti.xhtml import one_line

_PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
_METADATA = "http://ltsc.ieee.org/xsd/LOM"
_QTI_METADATA = "http://www.imsglobal.org/xsd/imsqti_metadata_v2p1"


def write(sheet: Sheet, out: BinaryIO, tally: Tally) -> None:
    """The zip. The option `pictures` is `on` or `off`."""
    packed, names = Packed(), Identifiers()
    drawn = with_pictures(sheet)
    resources: list[str] = []
    items: list[str] = []
    for entry in sheet.entries():
        question = entry.question
        how = asked(question, exam=sheet.exam)
        if how is None:
            tally.note(Became.LEFT_OUT, "with a number too large for QTI")
            continue
        tally.note(how.became)
        name = names.new(f"Q-{entry.mark}")
        pictures = pictures_of(question.content, name) if drawn else (None, None)
        title = f"{entry.number:03} {entry.mark}"
        item = item_xml(question, how, name, entry.mark, title, None if sheet.exam else pictures)
        packed.put(f"items/{name}.xml", item)
        files = [picture for picture in pictures if picture]
        for picture in files:
            packed.put(f"items/images/{picture.name}", picture.data)
        tags = () if sheet.exam else (*tags_of(question), f"reference:{question.reference}")
        resources.append(_item_resource(name, title, how.interaction, tags, [picture.name for picture in files]))
        items.append(name)
    whole = sheet_identifier(sheet, items)
    packed.put("test.xml", _test(sheet, f"T-{whole}", items))
    packed.put("imsmanifest.xml", _manifest(sheet, whole, items, resources))
    out.write(packed.whole())


def _test(sheet: Sheet, identifier: str, items: list[str]) -> str:
    """One section. An exam is answered once and says nothing; else everything can be tried again."""
    refs = "".join(f'<assessmentItemRef identifier="{name}" href="items/{name}.xml"/>\n' for name in items)
    control = (
        'maxAttempts="1" showFeedback="false" allowReview="false"'
        if sheet.exam
        else 'maxAttempts="0" showFeedback="true" allowReview="true"'
    )
    return (
        f'{opening("assessmentTest", identifier, sheet.heading)} toolName="convdrill">\n'
        f'<testPart identifier="PART" navigationMode="nonlinear"'
        f' submissionMode="{"simultaneous" if sheet.exam else "individual"}">\n'
        f'<itemSessionControl {control}/>\n<assessmentSection identifier="SECTION" title="{one_line(sheet.heading)}"'
        f' visible="true">\n{refs}</assessmentSection>\n</testPart>\n</assessmentTest>\n'
    )


def _manifest(sheet: Sheet, identifier: str, items: list[str], resources: list[str]) -> str:
    needs = "".join(f'<dependency identifierref="{name}"/>\n' for name in items)
    version = f"<lom:description><lom:string>Set {sheet.version}</lom:string></lom:description>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest xmlns="{_PACKAGE}" xmlns:lom="{_METADATA}" xmlns:imsqti="{_QTI_METADATA}"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' xsi:schemaLocation="{_PACKAGE} http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd'
        f" {_METADATA} http://www.imsglobal.org/xsd/imsmd_loose_v1p3p2.xsd"
        f' {_QTI_METADATA} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_metadata_v2p1.xsd"'
        f' identifier="M-{identifier}">\n'
        "<metadata><schema>QTIv2.1 Package</schema><schemaversion>1.0.0</schemaversion>"
        f"<lom:lom><lom:general><lom:title><lom:string>{h(sheet.heading)}</lom:string></lom:title>"
        f"{version if sheet.version else ''}</lom:general></lom:lom></metadata>\n<organizations/>\n<resources>\n"
        f'<resource identifier="T-{identifier}" type="imsqti_test_xmlv2p1" href="test.xml">\n<file href="test.xml"/>\n'
        f"{needs}</resource>\n{''.join(resources)}</resources>\n</manifest>\n"
    )


def _item_resource(name: str, title: str, interaction: str, tags: tuple[str, ...], images: list[str]) -> str:
    words = "".join(f"<lom:keyword><lom:string>{tag}</lom:string></lom:keyword>" for tag in tags)
    feedback = "nonadaptive" if tags else "none"
    files = "".join(f'<file href="items/images/{image}"/>\n' for image in images)
    return (
        f'<resource identifier="{name}" type="imsqti_item_xmlv2p1" href="items/{name}.xml">\n'
        f"<metadata><lom:lom><lom:general><lom:title><lom:string>{title}</lom:string></lom:title>{words}</lom:general>"
        f"</lom:lom><imsqti:qtiMetadata><imsqti:interactionType>{interaction}</imsqti:interactionType>"
        f"<imsqti:feedbackType>{feedback}</imsqti:feedbackType></imsqti:qtiMetadata></metadata>\n"
        f'<file href="items/{name}.xml"/>\n{files}</resource>\n'
    )
