"""A scene reduced to the volume with the kernel: what the others are is told in words."""

from __future__ import annotations

from dataclasses import replace

from questions.picture.scene import Part, Scene, Stage, Volume


def with_kernel_alone(scene: Scene) -> Scene:
    """One volume; the stages below it tell the shapes of the others: `10 filters 3×3 → output (10, 22, 22)`."""
    places = [place for place, volume in enumerate(scene.volumes) if volume.blocks_of(Part.KERNEL)]
    kept = places[0] if places else 0
    volume = scene.volumes[kept]
    drawn = {volume.part, *(block.part for block in volume.blocks)}
    return replace(
        scene,
        volumes=(volume,),
        stages=tuple([_told(stage, scene.volumes[at : at + 2], at < kept) for at, stage in enumerate(scene.stages)]),
        legend=tuple([entry for entry in scene.legend if entry.part in drawn]),
    )


def _told(stage: Stage, ends: tuple[Volume, ...], comes_before: bool) -> Stage:
    """The stage with the shape of what it leads to, or, where that is drawn, of what it comes from."""
    before, after = ends
    if comes_before:
        return replace(stage, text=f"{shape_of(before)} → {stage.text} → {after.title}")
    return replace(stage, text=f"{stage.text} {'' if stage.text == '+' else '→ '}{shape_of(after)}".lstrip())


def shape_of(volume: Volume) -> str:
    """`output (10, 22, 22)`, channels first; `output` where no sizes are told, `output ?` where they are asked."""
    axes = (volume.copies, volume.into, volume.down, volume.across)
    sizes = [axis.label for axis in axes if axis.name]
    flat = volume.into.size == 1 and not volume.into.name
    if flat and volume.part is Part.WEIGHTS:
        return volume.title
    if set(sizes) == {"?"}:
        return f"{volume.title} ?"
    return f"{volume.title} ({', '.join(sizes)})" if all(sizes) else volume.title
