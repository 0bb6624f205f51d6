"""Level 3 of reading a summary: the numbers below the table, and what is not trained."""

from __future__ import annotations

from collections.abc import Callable

from questions.draw import Draw
from questions.layers.specs import BatchNorm, Conv
from questions.misconceptions.components import BATCH_NORM, COMPOSITION
from questions.question import Misconception, Step
from questions.skills.summary.memory import after_training, size_in_memory
from questions.skills.summary.models import Model, draw_model
from questions.skills.summary.reading import Reading, needed, norms, rows


def totals(draw: Draw) -> Reading:
    """A number below the table."""
    asker = draw.choice(_ASKERS)
    printer = "torchinfo" if asker is size_in_memory and draw.chance(0.5) else "keras"
    return asker(draw, draw_model(draw, 3, "torchinfo" if printer == "torchinfo" else "keras"))


def _untrained(draw: Draw, model: Model) -> Reading:
    """Non-trainable params, with a convolution frozen or not."""
    frozen = draw.choice(model.of(Conv)) if draw.chance(0.6) else None
    more = frozen.count if frozen else 0
    answer = model.moving + more
    name = model.called(frozen) if frozen else ""
    plus = f" + {more}" if frozen else ""
    lesson = "Of a batch norm's four numbers per channel the moving mean and variance are never trained."
    slips = [
        Misconception(
            "bn_two_or_four",
            BATCH_NORM,
            2 * model.moving + more,
            f"{rows(model.of(BatchNorm))}{plus}",
            "all parameters of the batch norms are taken as not trained",
            lesson,
        ),
        Misconception(
            "bn_all_trainable", BATCH_NORM, more, f"{more}", "the batch norms are taken as trained altogether", lesson
        ),
        Misconception(
            "one_moving_statistic",
            BATCH_NORM,
            model.moving // 2 + more,
            f"{model.moving // 2}{plus}",
            "only one moving statistic per channel is counted",
            lesson,
        ),
        Misconception(
            "gave_trainable_instead",
            COMPOSITION,
            model.total - answer,
            f"{model.total} - {answer}",
            "the trainable parameters are given",
            "The question is about those that are not trained.",
        ),
    ]
    question = "What does summary() give below the table as Non-trainable params?"
    if frozen:
        question = (
            f"That is the table as built. Then {name} is frozen ({name}.trainable = False). What does summary() now "
            "give as Non-trainable params?"
        )
    if frozen:
        slips.append(
            Misconception(
                "forgot_frozen",
                COMPOSITION,
                model.moving,
                f"{norms(model)}",
                "the frozen layer is left out",
                f"A frozen layer's {more:,} parameters are not trained either.",
            )
        )
    freeze = f"m.layers[{model.rows.index(frozen)}].trainable = False\n" if frozen else ""
    count = "sum(int(keras.ops.size(v)) for v in m.non_trainable_variables)"
    steps = [
        Step("A batch norm has a moving mean and a moving variance for each channel: they are tracked, not trained.")
    ]
    if frozen:
        steps = [
            Step("Moving means and variances of the batch norms:", "", norms(model), f"{model.moving:,}"),
            Step(f"{name} is frozen as a whole:", "", "", f"{more:,}"),
        ]
    return Reading(
        model,
        model.table(),
        question,
        "untrained",
        answer,
        tuple(slips),
        tuple(steps),
        "Together:" if frozen else "So:",
        "Which numbers of the model does no gradient ever change?",
        "Half of every batch norm is moving statistics, two numbers per channel"
        + ("; a frozen layer is not trained at all." if frozen else "; all else is trained."),
        f"{norms(model)}{plus}",
        tuple(row.count for row in model.of(BatchNorm)) + ((more,) if frozen else ()),
        f"{freeze}{count}",
        numbers=(*(row.count for row in model.of(BatchNorm)), more),
    )


def _trained(_draw: Draw, model: Model) -> Reading:
    """Trainable params."""
    answer = model.total - model.moving
    half = model.moving
    lesson = "Of a batch norm's four numbers per channel two are trained: scale and shift."
    slips = (
        Misconception(
            "bn_all_trainable",
            BATCH_NORM,
            model.total,
            rows(model.rows),
            "everything in the table is added up",
            lesson,
        ),
        Misconception(
            "bn_two_or_four",
            BATCH_NORM,
            model.total - 2 * half,
            f"{model.total} - {2 * half}",
            "the batch norms are left out altogether",
            lesson,
        ),
        Misconception(
            "one_moving_statistic",
            BATCH_NORM,
            model.total - half // 2,
            f"{model.total} - {half // 2}",
            "only one moving statistic per channel is taken off",
            lesson,
        ),
    )
    return Reading(
        model,
        model.table(),
        "What does summary() give below the table as Trainable params?",
        "trained",
        answer,
        slips,
        (
            Step("All rows together:", "", rows(model.rows), f"{model.total:,}"),
            Step("Moving means and variances of the batch norms:", "", norms(model), f"{half:,}"),
        ),
        "What is left:",
        "Which of the rows have numbers that no gradient ever changes?",
        "Add up the column, and take off two numbers per channel of each batch norm.",
        f"{rows(model.rows)} - ({norms(model)})",
        needed(model),
        "sum(int(keras.ops.size(v)) for v in m.trainable_variables)",
        numbers=needed(model),
    )


_ASKERS: tuple[Callable[[Draw, Model], Reading], ...] = (
    _untrained,
    _trained,
    after_training,
    after_training,
    size_in_memory,
)
