"""Giving a graph the input photosim feeds: float32 (n, 3, size, size), any number of photos at once."""

from typing import Final

import numpy as np
from onnx import NodeProto, TensorProto, ValueInfoProto, helper, numpy_helper

from photosim.embed.importing.onnx_file import Network, attribute
from photosim.embed.importing.wiring import Wiring
from photosim.errors import ModelError

_SIZES: Final = range(16, 1025)
_BATCH: Final = "n"
_WEIGHTS_ARE_NO_INPUTS: Final = 4
"""IR version from which on weights need not be inputs; as such they could change, so nothing is computed ahead."""


def adapt_input(network: Network, wanted: str | None, size: int | None, where: str) -> tuple[str, int]:
    """Change the graph's input to float32 (n, 3, size, size).

    Args:
        network: changed in place: weights are no inputs any more, a fixed number of photos becomes free, another order
            of the axes and 16-bit floats are turned inside the graph.
        wanted: name of the input, None for the only one there is.
        size: pixels a side where the graph leaves them open, and what they must be where it does not; None for 224.
        where: names the file in messages.

    Returns:
        Name of the input and pixels a side.

    Raises:
        ModelError: the input is not one for photos.
    """
    value = _photo_input(network, wanted, where)
    kind = value.type.tensor_type.elem_type
    if kind not in {TensorProto.FLOAT, TensorProto.FLOAT16} or not value.type.tensor_type.HasField("shape"):
        message = f"the input {value.name!r} of {where} takes no floats of a known shape"
        raise ModelError(message)
    sides = [one.dim_value if one.HasField("dim_value") else 0 for one in value.type.tensor_type.shape.dim]
    last = len(sides) == 4 and sides[3] == 3 and sides[1] != 3
    heights = sides[1:3] if last else sides[2:]
    known = {side for side in heights if side > 0}
    if len(sides) != 4 or (sides[3] if last else sides[1]) not in ({3} if last else {0, 3}) or len(known) > 1:
        message = f"the input {value.name!r} of {where} has the shape {sides}, not (n, 3, size, size)"
        raise ModelError(message)
    side = known.pop() if known else size or 224
    if side not in _SIZES or (size is not None and size != side):
        message = f"the network in {where} takes photos of {side} pixels a side" + (f", not {size}" if size else "")
        raise ModelError(message)
    if sides[0] > 0:
        _free_batch(network, sides[0])
    name = value.name
    _replace(network, value, side, channels_last=last, half=kind == TensorProto.FLOAT16)
    return name, side


def _photo_input(network: Network, wanted: str | None, where: str) -> ValueInfoProto:
    """The input that is no weight.

    Raises:
        ModelError: there is not exactly one, or none of the wanted name.
    """
    weights = network.tensors.keys() | {one.name for one in network.graph.initializer}
    values = [value for value in network.graph.input if value.name not in weights]
    if wanted is not None and wanted not in {value.name for value in values}:
        known = ", ".join(repr(value.name) for value in values)
        message = f"the network in {where} has no input {wanted!r}; it has {known or 'none'}"
        raise ModelError(message)
    if len(values) != 1:
        message = f"the network in {where} has {len(values)} inputs, not one for photos"
        raise ModelError(message)
    value: ValueInfoProto = values[0]
    return value


def _free_batch(network: Network, count: int) -> None:
    """Let a graph made for `count` photos take any number: a Reshape names the number, too.

    Whether that was all is found out when the result is run.
    """
    wiring = Wiring(network)
    added: dict[str, TensorProto] = {}
    for node in network.graph.node:
        if node.op_type != "Reshape" or len(node.input) < 2 or wiring.is_constant(node.input[0]):
            continue
        shape = wiring.constant(node.input[1])
        if shape is None or shape.ndim != 1 or not shape.size or shape[0] != count:
            continue
        # 0 stands for "as it comes in", unless it is said to be meant.
        free = -1 if attribute(node, "allowzero", 0) else 0
        if free == -1 and -1 in shape:
            continue
        name = f"{node.output[0]}/free_shape"
        added[name] = numpy_helper.from_array(np.array([free, *shape[1:]], np.int64), name)
        node.input[1] = name
    network.graph.initializer.extend(added.values())


def _replace(network: Network, old: ValueInfoProto, side: int, *, channels_last: bool, half: bool) -> None:
    """Put the new input in the place of all old ones, with what turns it into the old one."""
    graph, name = network.graph, old.name
    steps: list[NodeProto] = []
    flow = name
    if channels_last:
        flow = f"{name}/rows_of_pixels"
        steps.append(helper.make_node("Transpose", [name], [flow], name=flow, perm=[0, 2, 3, 1]))
    if half:
        steps.append(helper.make_node("Cast", [flow], [f"{name}/half"], name=f"{name}/half", to=TensorProto.FLOAT16))
        flow = f"{name}/half"
    if flow != name:
        for node in graph.node:
            for place, one in enumerate(node.input):
                if one == name:
                    node.input[place] = flow
    put_first(network, steps)
    del graph.input[:]
    graph.input.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, [_BATCH, 3, side, side]))
    del graph.value_info[:]  # shapes that may not hold any more
    network.model.ir_version = max(network.model.ir_version, _WEIGHTS_ARE_NO_INPUTS)


def put_first(network: Network, nodes: list[NodeProto]) -> None:
    """Add nodes before all others; nodes stand in the order they run in."""
    after = list(network.graph.node)
    del network.graph.node[:]
    network.graph.node.extend([*nodes, *after])
