"""Wrong procedures about what a filter is: its depth, its extents, and how many of them there are."""

from __future__ import annotations

from questions.misconceptions.components import FILTERS, GROUPS, INPUT_DEPTH, KERNEL_EXTENT, RANK
from questions.misconceptions.facts import Facts, Slips, counted
from questions.wording import bracketed, by, several


def forgot_in_channels(f: Facts) -> Slips:
    if f.depth > 1:
        yield counted(
            "forgot_in_channels", INPUT_DEPTH, f.cout * f.K, f.B,
            f"{f.cout}·{bracketed(f.layer.kernel_size)}{f.plus_b}",
            "the filters are taken as flat, without the input channels",
            f"{f.each.capitalize()} spans {f.spanned}, so it has {f.k}·{f.depth} weights.",
        )  # fmt: skip


def assumed_rgb(f: Facts) -> Slips:
    if f.cin == 1:
        yield counted(
            "assumed_rgb", INPUT_DEPTH, f.cout * 3 * f.K, f.B, f"{f.cout}·({f.k}·3){f.plus_b}",
            "the input is taken to have three channels",
            "This input has a single channel; three would be a colour image.",
        )  # fmt: skip


def forgot_filters(f: Facts) -> Slips:
    if f.cout > 1:
        bias = 1 if f.B else 0
        yield counted(
            "forgot_filters", FILTERS, f.depth * f.K, bias, f"{f.k}·{f.depth}{' + 1' if bias else ''}",
            "only one filter is counted",
            f"The layer has {several(f.cout, 'filter')}; each has weights of its own.",
        )  # fmt: skip


def forgot_kernel(f: Facts) -> Slips:
    if f.K > 1:
        yield counted(
            "forgot_kernel", KERNEL_EXTENT, f.cout * f.depth, f.B, f"{f.cout}·{f.depth}{f.plus_b}",
            "the size of the kernel is left out",
            f"That would be a kernel of size {by((1,) * f.rank)}; this one has {f.k} positions in every channel.",
        )  # fmt: skip


def one_kernel_dim(f: Facts) -> Slips:
    if f.rank >= 2:
        for extent in dict.fromkeys(f.layer.kernel_size):
            if extent > 1:
                yield counted(
                    "one_kernel_dim", KERNEL_EXTENT, f.cout * f.depth * extent, f.B,
                    f"{f.cout}·({extent}·{f.depth}){f.plus_b}",
                    "only one side of the kernel is used",
                    f"Multiply all sides of the kernel: {f.k}.",
                )  # fmt: skip


def kernel_dims_summed(f: Facts) -> Slips:
    if f.rank >= 2:
        sides = "+".join(map(str, f.layer.kernel_size))
        yield counted(
            "kernel_dims_summed", KERNEL_EXTENT, f.cout * f.depth * sum(f.layer.kernel_size), f.B,
            f"{f.cout}·({sides})·{f.depth}{f.plus_b}",
            "the sides of the kernel are added",
            f"The sides of a kernel are multiplied: {f.k}, not {sides}.",
        )  # fmt: skip


def kernel_squared_in_1d(f: Facts) -> Slips:
    if f.rank == 1 and f.K > 1:
        lesson = "A 1-d kernel has one extent; the features of the input are its channels, not a second side."
        yield counted(
            "kernel_squared_in_1d", RANK, f.cout * f.depth * f.K**2, f.B,
            f"{f.cout}·({f.k}·{f.k}·{f.depth}){f.plus_b}",
            "the 1-d kernel is squared as if it were 2-d", lesson,
        )  # fmt: skip
        yield counted(
            "kernel_squared_in_1d", RANK, f.cout * f.K**2, f.B, f"{f.cout}·({f.k}·{f.k}){f.plus_b}",
            "the 1-d kernel is squared and the input channels are left out", lesson,
        )  # fmt: skip


def dropped_kernel_depth(f: Facts) -> Slips:
    if f.rank == 3 and f.layer.kernel_size[0] > 1:
        depth, height, width = f.layer.kernel_size
        yield counted(
            "dropped_kernel_depth", RANK, f.cout * f.depth * height * width, f.B,
            f"{f.cout}·({height}·{width}·{f.depth}){f.plus_b}",
            "the 3-d kernel is treated as a 2-d one",
            f"A 3-d kernel also has an extent of {depth} along the depth axis.",
        )  # fmt: skip


def no_channels_in_3d(f: Facts) -> Slips:
    if f.rank == 3 and f.depth > 1:
        yield counted(
            "no_channels_in_3d", RANK, f.cout * f.K, f.B, f"{f.cout}·({f.k}){f.plus_b}",
            "the depth of the kernel is taken for the channels",
            f"Depth is a spatial axis of the kernel; the {f.depth} channels are a fourth factor.",
        )  # fmt: skip


def depth_as_channels(f: Facts) -> Slips:
    if f.rank == 3 and f.in_spatial and f.in_spatial[0] != f.cin:
        frames = f.in_spatial[0]
        yield counted(
            "depth_as_channels", RANK, f.cout * frames * f.K, f.B, f"{f.cout}·({f.k}·{frames}){f.plus_b}",
            "the depth of the input is taken for its channels",
            f"The input's depth of {frames} (frames, slices) is a spatial extent; it has {several(f.cin, 'channel')}.",
        )  # fmt: skip


def kernel_spans_depth(f: Facts) -> Slips:
    if f.rank == 3 and f.in_spatial and f.in_spatial[0] != f.layer.kernel_size[0]:
        frames = f.in_spatial[0]
        depth, height, width = f.layer.kernel_size
        yield counted(
            "kernel_spans_depth", RANK, f.cout * f.depth * frames * height * width, f.B,
            f"{f.cout}·({frames}·{height}·{width}·{f.depth}){f.plus_b}",
            "the kernel is taken to span the whole depth of the input",
            f"A 3-d kernel slides along the depth as well; it covers {depth} of {frames} at a time.",
        )  # fmt: skip


def forgot_groups(f: Facts) -> Slips:
    if f.layer.groups > 1:
        yield counted(
            "forgot_groups", GROUPS, f.cout * f.cin * f.K, f.B, f"{f.cout}·({f.k}·{f.cin}){f.plus_b}",
            "every filter sees all input channels",
            f"With groups={f.layer.groups} a filter sees {f.cin}/{f.layer.groups} = {f.depth} of the input channels.",
        )  # fmt: skip


def one_group_only(f: Facts) -> Slips:
    groups = f.layer.groups
    if groups > 1:
        yield counted(
            "one_group_only", GROUPS, f.cout // groups * f.depth * f.K, f.B,
            f"({f.cout}/{groups})·({f.k}·{f.depth}){f.plus_b}",
            "the groups are divided out twice",
            f"({f.cout}/{groups})·({f.k}·{f.depth}) is the weight count of one group; there are {groups} of them.",
        )  # fmt: skip


RULES = (
    forgot_in_channels,
    assumed_rgb,
    forgot_filters,
    forgot_kernel,
    one_kernel_dim,
    kernel_dims_summed,
    kernel_squared_in_1d,
    dropped_kernel_depth,
    no_channels_in_3d,
    depth_as_channels,
    kernel_spans_depth,
    forgot_groups,
    one_group_only,
)
