"""Level 3 of reading a summary: totals, what is not trained, what an optimizer adds, and the size in memory."""

from __future__ import annotations

from collections.abc import Callable

from questions.draw import Draw
from questions.layers.specs import BatchNorm, Conv
from questions.misconceptions.components import BATCH_NORM, COMPOSITION, SCALING
from questions.question import Misconception, Step
from questions.skills.summary_models import Model, Row, draw_model
from questions.skills.summary_reading import Reading

_OPTIMIZERS = (
    ("Adam", "Adam()", 2, "two numbers for every trained parameter (its first and second moments)"),
    ("AdamW", "AdamW()", 2, "two numbers for every trained parameter (its first and second moments)"),
    ("RMSprop", "RMSprop()", 1, "one number for every trained parameter (its mean square)"),
    ("SGD with momentum 0.9", "SGD(momentum=0.9)", 1, "one number for every trained parameter (its velocity)"),
)


def totals(draw: Draw) -> Reading:
    """A number below the table."""
    asker = draw.choice(_ASKERS)
    printer = "torchinfo" if asker is _size and draw.chance(0.5) else "keras"
    return asker(draw, draw_model(draw, 3, "torchinfo" if printer == "torchinfo" else "keras"))


def _rows(rows: list[Row] | tuple[Row, ...]) -> str:
    return " + ".join(str(row.count) for row in rows if row.count) or "0"


def _norms(model: Model) -> str:
    return " + ".join(f"2·{row.layer.channels}" for row in model.rows if isinstance(row.layer, BatchNorm))


def _needed(model: Model) -> tuple[int, ...]:
    return tuple(dict.fromkeys(row.count for row in model.rows))


def _untrained(draw: Draw, model: Model) -> Reading:
    """Non-trainable params, with a convolution frozen or not."""
    frozen = draw.choice(model.of(Conv)) if draw.chance(0.6) else None
    more = frozen.count if frozen else 0
    answer = model.moving + more
    name = model.called(frozen) if frozen else ""
    plus = f" + {more}" if frozen else ""
    lesson = "Of a batch norm's four numbers per channel the moving mean and variance are never trained."
    slips = [
        _slip(
            "bn_two_or_four",
            BATCH_NORM,
            2 * model.moving + more,
            f"{_rows(model.of(BatchNorm))}{plus}",
            "all parameters of the batch norms are taken as not trained",
            lesson,
        ),
        _slip(
            "bn_all_trainable", BATCH_NORM, more, f"{more}", "the batch norms are taken as trained altogether", lesson
        ),
        _slip(
            "one_moving_statistic",
            BATCH_NORM,
            model.moving // 2 + more,
            f"{model.moving // 2}{plus}",
            "only one moving statistic per channel is counted",
            lesson,
        ),
        _slip(
            "gave_trainable_instead",
            COMPOSITION,
            model.total - answer,
            f"{model.total} - {answer}",
            "the trainable parameters are given",
            "The question is what training leaves as it is.",
        ),
    ]
    question = "What does summary() give below it as Non-trainable params?"
    if frozen:
        question = (
            f"That is the table as built. Then {name} is frozen ({name}.trainable = False). What does summary() now give "
            "as Non-trainable params?"
        )
    if frozen:
        slips.append(
            _slip(
                "forgot_frozen",
                COMPOSITION,
                model.moving,
                f"{_norms(model)}",
                "the frozen layer is left out",
                f"A frozen layer's {more:,} parameters are not trained either.",
            )
        )
    freeze = f"m.layers[{model.rows.index(frozen)}].trainable = False\n" if frozen else ""
    count = "sum(int(keras.ops.size(v)) for v in m.non_trainable_variables)"
    steps = [Step("Moving means and variances of the batch norms:", "", _norms(model), f"{model.moving:,}")]
    if frozen:
        steps.append(Step(f"{name} is frozen as a whole:", "", "", f"{more:,}"))
    return Reading(
        model,
        model.table(),
        question,
        "untrained",
        answer,
        tuple(slips),
        tuple(steps),
        "Together:" if frozen else "So:",
        "Which numbers of the model does training leave as they are?",
        "Half of every batch norm is moving statistics, two numbers per channel"
        + ("; a frozen layer is not trained at all." if frozen else "; all else is trained."),
        f"{_norms(model)}{plus}",
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
        _slip(
            "bn_all_trainable",
            BATCH_NORM,
            model.total,
            _rows(model.rows),
            "everything in the table is added up",
            lesson,
        ),
        _slip(
            "bn_two_or_four",
            BATCH_NORM,
            model.total - 2 * half,
            f"{model.total} - {2 * half}",
            "the batch norms are left out altogether",
            lesson,
        ),
        _slip(
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
        "What does summary() give below it as Trainable params?",
        "trained",
        answer,
        slips,
        (
            Step("All rows together:", "", _rows(model.rows), f"{model.total:,}"),
            Step("Moving means and variances of the batch norms:", "", _norms(model), f"{half:,}"),
        ),
        "What is left:",
        "Which of the rows have numbers that training leaves as they are?",
        "Add up the column, and take off two numbers per channel of each batch norm.",
        f"{_rows(model.rows)} - ({_norms(model)})",
        _needed(model),
        "sum(int(keras.ops.size(v)) for v in m.trainable_variables)",
        numbers=_needed(model),
    )


def _after_training(draw: Draw, model: Model) -> Reading:
    """Total params after fit."""
    name, call, slots, kept = draw.choice(_OPTIMIZERS)
    trained = model.total - model.moving
    answer = model.total + slots * trained + 2
    lesson = f"{name} keeps {kept}, beside two single numbers: {slots}·{trained} + 2 = {slots * trained + 2:,} more."
    other = 3 - slots
    slips = (
        _slip(
            "keras_total_with_optimizer",
            COMPOSITION,
            model.total,
            _rows(model.rows),
            "the optimizer's numbers are left out",
            lesson,
        ),
        _slip(
            "slots_for_untrained",
            BATCH_NORM,
            (1 + slots) * model.total + 2,
            f"{model.total} + {slots}·{model.total} + 2",
            "moving statistics are given to the optimizer as well",
            f"The optimizer sees the {trained:,} trained parameters only.",
        ),
        _slip(
            "forgot_optimizer_counters",
            COMPOSITION,
            answer - 2,
            f"{model.total} + {slots}·{trained}",
            "the optimizer's two single numbers are left out",
            "The number of steps taken and the learning rate are variables of the optimizer, too.",
        ),
        _slip(
            "wrong_number_of_slots",
            COMPOSITION,
            model.total + other * trained + 2,
            f"{model.total} + {other}·{trained} + 2",
            f"the optimizer is taken to keep {other} per parameter",
            lesson,
        ),
        _slip(
            "gave_optimizer_instead",
            COMPOSITION,
            slots * trained + 2,
            f"{slots}·{trained} + 2",
            "only the optimizer's numbers are given",
            "Total params has the model's own numbers, too.",
        ),
    )
    return Reading(
        model,
        model.table(),
        f"It is trained with fit() and the optimizer {name}. In Keras 3 the Total params that summary() prints then include "
        "the optimizer's variables, its step count and learning rate among them. How many are printed?",
        "after training",
        answer,
        slips,
        (
            Step("All rows together:", "", _rows(model.rows), f"{model.total:,}"),
            Step(
                "Without the batch norms' moving statistics, training sees",
                "",
                f"{model.total} - ({_norms(model)})",
                f"{trained:,}",
            ),
            Step(
                f"{name} keeps {kept}, and the step count and the learning rate:",
                "",
                f"{slots}·{trained} + 2",
                f"{slots * trained + 2:,}",
            ),
        ),
        "Together:",
        "How many numbers does this optimizer keep for each parameter that it trains?",
        f"Add the column up; the optimizer adds {kept}, and two single numbers.",
        f"{model.total} + {slots}·({model.total} - ({_norms(model)})) + 2",
        (*_needed(model), "Keras 3", name),
        f"o = keras.optimizers.{call}\no.build(m.trainable_variables)\n"
        "m.count_params() + sum(int(keras.ops.size(v)) for v in o.variables)",
        numbers=(slots, *_needed(model)),
    )


def _size(_draw: Draw, model: Model) -> Reading:
    """Bytes of all parameters."""
    answer = 4 * model.total
    lesson = "A float32 has 32 bits, which are 4 bytes."
    slips = [
        _slip(
            "bits_for_bytes", SCALING, 32 * model.total, f"32·{model.total}", "bits are given instead of bytes", lesson
        ),
        _slip(
            "double_precision", SCALING, 8 * model.total, f"8·{model.total}", "8 bytes are counted per number", lesson
        ),
        _slip("half_precision", SCALING, 2 * model.total, f"2·{model.total}", "2 bytes are counted per number", lesson),
        _slip(
            "gave_count_instead",
            SCALING,
            model.total,
            _rows(model.rows),
            "the numbers are given instead of their bytes",
            lesson,
        ),
    ]
    if model.printer == "keras":
        slips.append(
            _slip(
                "forgot_untrained",
                BATCH_NORM,
                4 * (model.total - model.moving),
                f"4·({model.total} - {model.moving})",
                "the moving statistics are left out",
                "Total params has everything in the table, trained or not.",
            )
        )
        question = (
            "How many bytes do the Total params take as float32 (the size that summary() prints behind them in KB)?"
        )
        code = "4 * m.count_params()"
    else:
        slips.append(
            _slip(
                "bn_two_or_four",
                BATCH_NORM,
                4 * (model.total + model.moving),
                f"4·({model.total} + {model.moving})",
                "the moving statistics are counted as parameters",
                "In PyTorch they are buffers, and not in this table.",
            )
        )
        question = "How many bytes do all parameters in the table take as float32?"
        code = "sum(p.numel() * p.element_size() for p in m.parameters())"
    return Reading(
        model,
        model.table(),
        question,
        "size",
        answer,
        tuple(slips),
        (Step("All rows together:", "", _rows(model.rows), f"{model.total:,}"),),
        "At 4 bytes each:",
        "How many bytes has one float32?",
        "Add the column up, and multiply by the bytes of one number.",
        f"4·({_rows(model.rows)})",
        (*(row.count for row in model.rows if row.count), "float32"),
        code,
        numbers=_needed(model),
    )


def _slip(id_: str, component: str, value: int, working: str, cause: str, lesson: str) -> Misconception:
    return Misconception(id_, component, value, working, cause, lesson)


_ASKERS: tuple[Callable[[Draw, Model], Reading], ...] = (_untrained, _trained, _after_training, _after_training, _size)
