"""All the words of a picture, as a renderer may write them."""

from __future__ import annotations

from collections.abc import Iterator

from questions.picture import Scene


def words_of(scene: Scene) -> Iterator[str]:
    yield scene.title
    yield scene.caption
    for entry in (*scene.legend, *scene.forgotten):
        yield entry.text
    for volume in scene.volumes:
        yield volume.title
        for axis in (volume.across, volume.down, volume.into, volume.copies):
            yield axis.text
    for stage in scene.stages:
        yield stage.text
        for note in stage.notes:
            yield note.text
    for row in scene.rows:
        yield from (row.title, row.text, row.via)
        for bar in row.bars:
            yield bar.label
