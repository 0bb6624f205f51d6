"""From the layers of a text to the rows of the network: along the forward pass, or in the order of definition."""

from collections.abc import Iterator
from math import prod
from typing import Any

from questions.layers.inputs import written
from questions.layers.literals import NotationError
from questions.layers.parameters import Parameters
from questions.layers.reading.flow import Flow, Passed, is_input
from questions.layers.reading.graph import Graph, Step
from questions.layers.reading.reader import Reader
from questions.layers.reading.result import ReadLayer, ReadNetwork
from questions.layers.reading.roots import leaves
from questions.layers.reading.values import Container, Made, Tensor, UntraceableError
from questions.layers.signatures import Axes, Built
from questions.layers.specs import Dense, Flatten, Shape

_UNFIT = "The layers do not fit each other in the order they stand in, so shapes and MACs are left out."
_FLATTENED = (
    "The text has no forward pass: the shapes follow the order in which the layers stand, with a flatten before {}."
)
_DEPENDS = "The weights of the layers depend on the forward pass: {}."
_BY_ORDER = "The text has no forward pass: the shapes follow the order in which the layers stand."

_LOOSE = "Layers that are not attributes of a module, such as those in a plain list, are not counted, as in PyTorch."


class Assembly:
    """Rows for what a reader has found."""

    def __init__(self, reader: Reader, given: Shape | None) -> None:
        self.reader = reader
        self.given: Axes | None = given
        self.note = ""
        self.reason = ""
        self.returned: list[Tensor] = []

    def of(self, root: Container | list[Tensor]) -> ReadNetwork:
        """The network. Raises NotationError where a layer cannot be or does not fit."""
        if isinstance(root, Container) and not root.outputs:
            steps, registered = self._of_container(root)
        else:
            steps, registered = self._of_tensors(root), []
        flow = Flow(self.reader.text, self.reader.framework)
        self._feed(flow, steps)
        if steps is not None and not self._by_order:
            passed = [flow.take(step) for step in steps]
        else:
            passed = self._in_order(flow, registered)
        return self._network(flow, passed, registered)

    _by_order = False

    def _of_tensors(self, root: Container | list[Tensor]) -> list[Step]:
        graph = self.reader.graph
        if isinstance(root, Container):
            self.returned = root.outputs
            return graph.leading_to(root.outputs, root.inputs)
        return graph.steps

    def _of_container(self, root: Container) -> tuple[list[Step] | None, list[Made]]:
        reader = self.reader
        reader.names.tree(root)
        registered = leaves(root)
        reader.building = False
        reader.graph = Graph(reader.text)
        entry = reader.graph.tensor(root.told)
        if self.given is not None:
            reader.graph.given[entry.number] = self.given
        try:
            result = reader.apply(root, [entry], {}, root.node)  # type: ignore[arg-type]
            self.returned = list(_returned(result))
            if not self.returned:
                raise UntraceableError("What the forward pass returns is not followed here")
        except UntraceableError as reason:
            self.reason = str(reason)
            has_forward = root.cls is not None and any(root.cls.find(n) for n in ("forward", "__call__", "call"))
            if has_forward:
                self.note = f"Shapes and MACs are left out: {str(reason).rstrip('.')}."
            self._by_order = True
            if root.told is not None and self.given is None:
                self.given = root.told
            return None, registered
        return reader.graph.steps, registered

    def _feed(self, flow: Flow, steps: list[Step] | None) -> None:
        """Give the inputs their shapes."""
        made = {step.output for step in steps or ()}
        inputs = dict.fromkeys(number for step in steps or () for number in step.inputs if number not in made)
        for number in inputs:
            told = self.reader.graph.told.get(number)
            if self.given is not None and len(inputs) == 1:
                if told is not None and not _agree(told, self.given):
                    raise NotationError(
                        f"The text tells the input {written(told)}, but {written(self.given)} was given."
                    )
                told = self.given
            flow.shapes[number] = told
            self.given = told if self.given is None else self.given

    def _in_order(self, flow: Flow, registered: list[Made]) -> list[Passed]:
        graph = Graph(self.reader.text)
        entry = tensor = graph.tensor()
        for made in registered:
            tensor = graph.apply(made, tensor, made.node)
        told = self.reader.framework != "keras" and not _waits_for_input(registered)
        if self.note:
            try:
                return self._alone(flow, graph.steps)
            except NotationError:
                if told:
                    raise
                raise self._unread() from None
        flow.shapes[entry.number] = self.given
        try:
            passed = list(self._one_by_one(flow, graph.steps))
        except NotationError as unfit:
            try:
                alone = self._alone(flow, graph.steps)
            except NotationError:
                raise unfit from None
            self.note = _UNFIT
            return alone
        if len(passed) > 1 and any(each.output is not None for each in passed):
            self.note = self.note or _BY_ORDER
        return passed

    def _one_by_one(self, flow: Flow, steps: list[Step]) -> Iterator[Passed]:
        """Each step in turn, with the flatten before a dense layer that only the forward pass would show."""
        for step in steps:
            (number,) = step.inputs
            shape = flow.shapes.get(number)
            if step.made is not None and shape is not None and None not in shape and len(shape) > 1:
                layer = flow.fitted(step.made, None)[0].layer if step.made.kind == "Linear" else None
                sizes = [n for n in shape if n is not None]
                if isinstance(layer, Dense) and sizes[-1] != layer.in_features == prod(sizes):
                    built = Made(step.made.node, "flatten", "flatten", built=Built(Flatten()))
                    yield flow.take(Step(step.inputs, -number, "flatten", step.node, built))
                    step.inputs = (-number,)
                    self.note = _FLATTENED.format(step.label)
            yield flow.take(step)

    def _alone(self, flow: Flow, steps: list[Step]) -> list[Passed]:
        return [Passed(step, flow.fitted(step.made, None)[0], None, None) for step in steps if step.made]

    def _network(self, flow: Flow, passed: list[Passed], registered: list[Made]) -> ReadNetwork:
        rows: list[ReadLayer] = []
        counted: set[int] = set()
        owned = {id(made) for made in registered}
        for each in passed:
            made = each.step.made
            if is_input(each.call):
                continue
            shared = made is not None and id(made) in counted
            if not shared and owned and id(made) not in owned and self._is_loose(each):
                shared = True
            counted.add(id(made))
            name = self.reader.names.of(made) if made is not None else ""
            if made is not None and not name and each.call and each.call.weight_shapes:
                name = str(len(rows))
                self.reader.names.give(made, name)
            seen = each.field.size if each.field else None
            rows.append(ReadLayer(name, each.step.label, each.call, each.output, seen, shared))
        rows += self._unreached(flow, registered, counted)
        if not rows and self.reason and self.note:
            raise self._unread()
        if not rows:
            raise NotationError("There is no layer in the text, such as nn.Conv2d(3, 10, 3).")
        framework = flow.framework or self.reader.framework or "pytorch"
        start = self.given
        if start is None and any(each.output for each in passed):
            start = flow.shapes.get(passed[0].step.inputs[0])
        outputs = () if self._by_order else tuple([flow.shapes.get(each.number) for each in self.returned])
        if len(outputs) > 1:
            shapes = f": {' and '.join(map(written, filter(None, outputs)))}" if all(outputs) else ""
            self.note = f"{self.note} {len(outputs)} tensors are returned{shapes}.".strip()
        note = " ".join(
            part for part in (self.reader.remark, self._uncounted(), *self.reader.remarks, self.note) if part
        )
        return ReadNetwork(self.reader.text, framework, tuple(rows), start, note, outputs)

    def _unread(self) -> NotationError:
        told = "" if self.given else " Its input may tell more: give it with --input."
        return NotationError(_DEPENDS.format(self.reason.rstrip(".")) + told)

    def _is_loose(self, passed: Passed) -> bool:
        """Whether a layer with weights stands in a plain list or in the forward pass: no module of PyTorch owns it."""
        if self.reader.framework != "pytorch" or passed.call is None or passed.call.parameters == Parameters(0, 0):
            return False
        self.reader.remarks[_LOOSE] = None
        return True

    def _uncounted(self) -> str:
        told = list(self.reader.uncounted)
        more = f" and {len(told) - 3} more" if len(told) > 3 else ""
        return f"Not counted: {'; '.join(told[:3])}{more}." if told else ""

    def _unreached(self, flow: Flow, registered: list[Made], counted: set[int]) -> list[ReadLayer]:
        """Layers that a module has although its forward pass does not use them: their weights are there."""
        rows = []
        for made in registered:
            if id(made) in counted:
                continue
            try:
                call, _ = flow.fitted(made, None)
            except NotationError:
                if self.reader.framework == "pytorch":
                    raise
                continue  # Keras and flax.linen make weights only when a layer is used
            if call.parameters != Parameters(0, 0):
                rows.append(ReadLayer(self.reader.names.of(made), made.label, call, reached=False))
        return rows


def _waits_for_input(registered: list[Made]) -> bool:
    """Whether a layer takes its channels from its input, as flax.linen's do."""
    return any(made.kind in ("Conv", "Dense", "BatchNorm", "ConvTranspose") for made in registered) and not any(
        keyword.arg == "rngs" for made in registered for keyword in made.node.keywords
    )


def _returned(value: Any) -> Iterator[Tensor]:
    """The tensors of what a forward pass returns. Raises UntraceableError where something else is among them."""
    if isinstance(value, Tensor):
        yield value
    elif isinstance(value, dict | list | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _returned(each)
    elif value is not None:
        raise UntraceableError("What the forward pass returns is not followed here")


def _agree(told: Axes, given: Axes) -> bool:
    return len(told) == len(given) and all(None in (n, m) or n == m for n, m in zip(told, given, strict=True))
