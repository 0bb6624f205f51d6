"""Level 3 of reading a summary: what an optimizer adds to the total, and the size in bytes."""

from __future__ import annotations

from questions.draw import Draw
from questions.misconceptions.components import BATCH_NORM, COMPOSITION, SCALING
from questions.question import Misconception, Step
from questions.skills.summary.models import Model
from questions.skills.summary.reading import Reading, needed, norms, rows

_OPTIMIZERS = (
    ("Adam", "Adam()", 2, "two numbers for every trained parameter (its first and second moments)"),
    ("AdamW", "AdamW()", 2, "two numbers for every trained parameter (its first and second moments)"),
    ("RMSprop", "RMSprop()", 1, "one number for every trained parameter (its mean square)"),
    ("SGD with momentum 0.9", "SGD(momentum=0.9)", 1, "one number for every trained parameter (its velocity)"),
)


def after_training(draw: Draw, model: Model) -> Reading:
    """Total params after fit."""
    name, call, slots, kept = draw.choice(_OPTIMIZERS)
    trained = model.total - model.moving
    answer = model.total + slots * trained + 2
    lesson = f"{name} keeps {kept}, beside two single numbers: {slots}·{trained} + 2 = {slots * trained + 2:,} more."
    other = 3 - slots
    slips = (
        Misconception(
            "keras_total_with_optimizer",
            COMPOSITION,
            model.total,
            rows(model.rows),
            "the optimizer's numbers are left out",
            lesson,
        ),
        Misconception(
            "slots_for_untrained",
            BATCH_NORM,
            (1 + slots) * model.total + 2,
            f"{model.total} + {slots}·{model.total} + 2",
            "moving statistics are given to the optimizer as well",
            f"The optimizer sees the {trained:,} trained parameters only.",
        ),
        Misconception(
            "forgot_optimizer_counters",
            COMPOSITION,
            answer - 2,
            f"{model.total} + {slots}·{trained}",
            "the optimizer's two single numbers are left out",
            "The number of steps taken and the learning rate are variables of the optimizer, too.",
        ),
        Misconception(
            "wrong_number_of_slots",
            COMPOSITION,
            model.total + other * trained + 2,
            f"{model.total} + {other}·{trained} + 2",
            f"the optimizer is taken to keep {other} per parameter",
            lesson,
        ),
        Misconception(
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
        f"The model is trained with fit() and the optimizer {name}. In Keras 3 the Total params that summary() prints "
        "then include the optimizer's variables, its step count and learning rate among them. How many are printed?",
        "after training",
        answer,
        slips,
        (
            Step("All rows together:", "", rows(model.rows), f"{model.total:,}"),
            Step(
                "Without the batch norms' moving statistics, training sees",
                "",
                f"{model.total} - ({norms(model)})",
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
        f"{model.total} + {slots}·({model.total} - ({norms(model)})) + 2",
        (*needed(model), "Keras 3", name),
        f"o = keras.optimizers.{call}\no.build(m.trainable_variables)\n"
        "m.count_params() + sum(int(keras.ops.size(v)) for v in o.variables)",
        numbers=(slots, *needed(model)),
    )


def size_in_memory(_draw: Draw, model: Model) -> Reading:
    """Bytes of all parameters."""
    answer = 4 * model.total
    lesson = "A float32 has 32 bits, which are 4 bytes."
    slips = [
        Misconception(
            "bits_for_bytes", SCALING, 32 * model.total, f"32·{model.total}", "bits are given instead of bytes", lesson
        ),
        Misconception(
            "double_precision", SCALING, 8 * model.total, f"8·{model.total}", "8 bytes are counted per number", lesson
        ),
        Misconception(
            "half_precision", SCALING, 2 * model.total, f"2·{model.total}", "2 bytes are counted per number", lesson
        ),
        Misconception(
            "gave_count_instead",
            SCALING,
            model.total,
            rows(model.rows),
            "the numbers are given instead of their bytes",
            lesson,
        ),
    ]
    if model.printer == "keras":
        slips.append(
            Misconception(
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
            Misconception(
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
        (Step("All rows together:", "", rows(model.rows), f"{model.total:,}"),),
        "At 4 bytes each:",
        "How many bytes does one float32 take?",
        "Add the column up, and multiply by the bytes of one number.",
        f"4·({rows(model.rows)})",
        (*(row.count for row in model.rows if row.count), "float32"),
        code,
        numbers=needed(model),
    )
