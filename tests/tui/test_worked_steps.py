"""The worked steps as a widget: they follow the width that they get."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.content import Content

from questions.generator import generate
from questions.question import Reference
from tests.tui.harness import CONV2D, running
from trainer.session import SessionPlan
from trainer.steps import step_lines
from trainer.tui.feedback import steps_content, worked_content
from trainer.tui.worked_steps import WorkedSteps

STEPS = generate(Reference.parse("conv2d.parameters/v1/3/42")).content.explanation


class _Page(App[None]):
    def compose(self) -> ComposeResult:
        yield WorkedSteps(id="steps")


async def test_laid_out_for_its_width() -> None:
    """Head, steps and foot; wrapped anew whenever the width changes; gone when there are none."""
    app = _Page()
    async with app.run_test(size=(80, 60)) as pilot:
        widget = app.query_one(WorkedSteps)
        assert not widget.display
        widget.show(STEPS, head=Content("[b]head"), foot=Content("foot"))
        for width in (80, 50, 64):
            await pilot.resize_terminal(width, 60)
            expected = ["[b]head", *step_lines(STEPS, width), "foot"]
            for _ in range(50):  # the width is known in one frame, and the steps are wrapped to it in the next
                await pilot.pause()
                shown = [str(line.text).rstrip() for line in widget.render_lines(widget.region.reset_offset)]
                if shown == expected:
                    break
            assert shown == expected
        widget.show(())
        assert not widget.display


async def test_factors_after_the_answer() -> None:
    """The drill tells which factor is what, and why the input's size plays no part, on one screen of 80×24."""
    async with running(SessionPlan(), first=CONV2D) as desk:
        await desk.type("7920")
        for line in ("k_w 6 kernel width", "C_out 20 filters", "C_out·(k_h·k_w·C_in) = 20·396 = 7,920"):
            assert desk.shows(line)
        assert desk.shows("5. As PyTorch stores it")
        assert desk.shows("Not needed: input 26×26 (every position shares the filters)")


def test_brief() -> None:
    """Above the field, where there is little room, the steps come without tables."""
    told, brief = worked_content(STEPS).plain, steps_content(STEPS).plain
    assert "kernel height" in told
    assert "kernel height" not in brief
    assert all(step.sentence in brief for step in STEPS)
