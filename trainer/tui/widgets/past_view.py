"""An answer of the log as it is looked at again: what there is to tell, the worked steps, the picture."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import Vertical
from textual.widget import Widget

from trainer.past import Past
from trainer.tui.row_content import answer_facts
from trainer.tui.widgets.facts import Facts
from trainer.tui.widgets.picture import PictureView
from trainer.tui.worked_steps import WorkedSteps


class PastView(Vertical):
    """Shows one answer, or nothing. What a diagnosis is about is highlighted in the picture."""

    def compose(self) -> Iterable[Widget]:
        """Text, steps, picture."""
        yield Facts(id="told")
        yield WorkedSteps(id="steps")
        yield PictureView(id="picture")

    def show(self, past: Past | None) -> None:
        """This one from now on."""
        question = past.question if past else None
        self.query_one(Facts).show(answer_facts(past) if past else ())
        self.query_one(WorkedSteps).show(question.content.explanation if question else ())
        picture = self.query_one(PictureView)
        if question is None or past is None:
            picture.show(None)
            return
        from questions.picture import part_of, picture_after

        scene = picture_after(question.content)
        slips = past.verdict.misconceptions if past.verdict else ()
        picture.show(scene, part_of(slips[0].component, scene) if slips and scene is not None else None)
