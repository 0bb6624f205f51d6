"""Pictures of layers as geometry; `trainer/drawing` draws them."""

from __future__ import annotations

from questions.picture.asking import picture_after, picture_before
from questions.picture.drawing import scene_of
from questions.picture.parts import part_of
from questions.picture.scene import Part, Scene

__all__ = ["Part", "Scene", "part_of", "picture_after", "picture_before", "scene_of"]
