"""Faker's provider of convolutions, for the tests of whoever works with layers: `fake.add_provider(ConvProvider)`.

    from faker import Faker
    from trainer.demo.faker_provider import ConvProvider

    fake = Faker()
    fake.add_provider(ConvProvider)
    Faker.seed(42)
    fake.conv_layer()  # Conv(in_channels=64, out_channels=128, kernel_size=(3, 3), …), always a possible layer
    fake.conv_question(skill="conv2d.parameters", level=1)  # a Question of the generator

All chance is Faker's own, so `Faker.seed` and `seed_instance` bring the same ones back. The one module that imports
Faker when it is imported itself; nothing of the program imports it.
"""

from __future__ import annotations

from faker.providers import BaseProvider

from questions.generator import draw_reference, find_skill, generate
from questions.layers.specs import Conv
from questions.question import LEVELS, Question
from questions.skills import SKILLS

_CHANNELS = (3, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 512)
_KERNELS = (1, 2, 3, 5, 7)
_LARGEST_SEED = 2**63 - 1


class ConvProvider(BaseProvider):
    """Layers and questions, drawn by the Faker that it is added to."""

    def conv_layer(self, rank: int | None = None) -> Conv:
        """A convolution over `rank` spatial axes (1 to 3; by default mostly 2) as one meets them: always possible."""
        element = self.random_element
        axes = rank or element((1, 2, 2, 2, 3))
        kernel_size = (element(_KERNELS),) * axes
        dilation = element((1, 1, 1, 2, 3)) if kernel_size[0] > 1 else 1
        reach = dilation * (kernel_size[0] - 1)
        in_channels, out_channels = element(_CHANNELS), element(_CHANNELS)
        common = [groups for groups in (2, 4, 8, in_channels) if in_channels % groups == out_channels % groups == 0]
        return Conv(
            in_channels,
            out_channels,
            kernel_size,
            stride=(element((1, 1, 1, 2)),) * axes,
            padding=(element((0, reach // 2)),) * axes,
            dilation=(dilation,) * axes,
            groups=element((1, 1, 1, *common)),
            bias=element((True, True, False)),
        )

    def conv_question(self, skill: str | None = None, level: int | None = None) -> Question:
        """A question of that skill and level (1 to 3), or of any. Raises UnknownQuestion for a skill there is not."""
        chosen = find_skill(skill or self.random_element(tuple(SKILLS)))
        seed = self.random_int(0, _LARGEST_SEED)
        return generate(draw_reference(chosen, level or self.random_element(LEVELS), seed))
