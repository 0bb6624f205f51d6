"""Which picture a command shows: of a question, of a layer call, of a whole network."""

from __future__ import annotations

from questions.layers.call import Call
from questions.layers.reading import ReadNetwork
from questions.picture import Scene, picture_after, picture_before
from questions.question import Content
from trainer.cli.explain_picture import call_scene, network_scene


def scene_of_question(content: Content, *, with_answer: bool) -> Scene | None:
    """All of the layer with the answer; without it only what the prompt tells."""
    return picture_after(content) if with_answer else picture_before(content)


def scene_of_read(read: Call | ReadNetwork) -> Scene | None:
    """A layer over its input, a modest one where none is known; a network with its shapes where they are sure."""
    return call_scene(read) if isinstance(read, Call) else network_scene(read)
