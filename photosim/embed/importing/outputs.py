"""Giving a graph the outputs photosim asks for: an embedding and, where there are classes, their scores."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onnx import NodeProto, TensorProto, helper

from photosim.embed.importing.classifier import Classifier, Rounding, find_classifier, rounding_of
from photosim.embed.importing.onnx_file import Network
from photosim.embed.importing.signs import can_be_negative
from photosim.embed.importing.tensors import Array
from photosim.embed.importing.vgg16 import EMBEDDING, LOGITS
from photosim.embed.importing.wiring import Wiring
from photosim.errors import ModelError

_TWO_AXES = frozenset({"Gemm", "QGemm"})


@dataclass(frozen=True, slots=True)
class Outputs:
    """What a graph answers with.

    Attributes:
        embedding: name of the output with the vectors.
        logits: name of the output with the class scores before any softmax, None without classes.
        class_weights: float32 (classes, d), None without.
        signed: whether a vector can have negative values.
    """

    embedding: str
    logits: str | None
    class_weights: Array | None
    signed: bool


@dataclass(frozen=True, slots=True)
class _Value:
    """A value that is to become an output."""

    name: str
    rounding: Rounding | None
    pooled: bool
    flat: bool


def choose_outputs(
    network: Network, embedding: str | None, logits: str | None, where: str, *, with_classes: bool
) -> Outputs:
    """Change the graph's outputs; what only other outputs needed is thrown out.

    Args:
        network: changed in place.
        embedding: name of the value with the vectors; None for what goes into the layer that tells classes apart.
        logits: name of the output with the classes; None for the only one, or the one of that name.
        where: names the file in messages.
        with_classes: False to pass over the classes.

    Raises:
        ModelError: a value is not there, or there is no layer that tells classes apart and no embedding was named.
    """
    wiring = Wiring(network)
    for name in filter(None, (embedding, logits)):
        if not wiring.knows(name):
            message = f"the network in {where} has no value {name!r}"
            raise ModelError(message)
    outputs = [value.name for value in network.graph.output]
    found = find_classifier(network, logits or (LOGITS if LOGITS in outputs else outputs[0]))
    if isinstance(found, str) and (embedding is None or (logits is not None and with_classes)):
        message = (
            f"the network in {where} does not end in a layer that tells classes apart, but in {found}; "
            'name the value with the vectors as "embedding" in SPEC.json'
        )
        raise ModelError(message)
    classifier = found if isinstance(found, Classifier) else None
    if embedding is not None or classifier is None:
        name = embedding or ""
        vectors = _Value(name, rounding_of(wiring, name), pooled=False, flat=False)
    else:
        flat = classifier.operator in _TWO_AXES
        vectors = _Value(classifier.source, classifier.source_rounding, classifier.pooled, flat)
    signed = can_be_negative(network, vectors.name, vectors.rounding)
    output = _expose(network, vectors, EMBEDDING)
    if classifier is None or not with_classes:
        _answer_only(network, [output])
        return Outputs(output, None, None, signed)
    flat = classifier.operator in _TWO_AXES and classifier.scores == LOGITS
    scores = _expose(network, _Value(classifier.scores, classifier.scores_rounding, False, flat), LOGITS)
    _answer_only(network, [output, scores])
    return Outputs(output, scores, classifier.weights if vectors.name == classifier.source else None, signed)


def _answer_only(network: Network, names: list[str]) -> None:
    """Make these the only outputs, and keep only what they need."""
    del network.graph.output[:]
    network.graph.output.extend(
        helper.make_tensor_value_info(one, TensorProto.FLOAT, ["n", f"{one}_width"]) for one in names
    )
    _throw_out_unneeded(network)


def _expose(network: Network, value: _Value, wanted: str) -> str:
    """Make a value an output float32 (n, d); its name."""
    flow = value.name
    if flow == wanted and value.flat and value.rounding is None and not value.pooled:
        return flow
    taken = Wiring(network).names()
    output = next(name for name in (wanted, *(f"{wanted}_{n}" for n in range(1, len(taken) + 2))) if name not in taken)
    steps: list[NodeProto] = []

    def add(operator: str, inputs: list[str], name: str, **attributes: Any) -> str:  # noqa: ANN401 - attributes have many types
        steps.append(helper.make_node(operator, inputs, [name], name=name, **attributes))
        return name

    if value.rounding is not None:
        flow = add("DequantizeLinear", [flow, *filter(None, value.rounding)], f"{output}/numbers")
    if _has_half(network):
        flow = add("Cast", [flow], f"{output}/float", to=TensorProto.FLOAT)
    if value.pooled:
        flow = add("GlobalAveragePool", [flow], f"{output}/mean")
    add("Flatten", [flow], output)
    network.graph.node.extend(steps)
    return output


def _has_half(network: Network) -> bool:
    """Whether values of the graph may be 16-bit floats."""
    graph = network.graph
    inputs = [value.type.tensor_type.elem_type for value in graph.input]
    kinds = [*inputs, *(tensor.data_type for tensor in graph.initializer)]
    return TensorProto.FLOAT16 in kinds or any(
        tensor.dtype.kind + str(tensor.dtype.itemsize) == "f2" for tensor in network.tensors.values()
    )


def _throw_out_unneeded(network: Network) -> None:
    """Remove the nodes and weights that no output needs."""
    graph = network.graph
    needed = {value.name for value in graph.output}
    kept = []
    for node in reversed(graph.node):
        if needed.intersection(node.output):
            kept.append(node)
            needed.update(_used_by(node))
    kept.reverse()
    nodes = [NodeProto.FromString(node.SerializeToString()) for node in kept]
    del graph.node[:]
    graph.node.extend(nodes)
    for number in reversed(range(len(graph.initializer))):
        if graph.initializer[number].name not in needed:
            del graph.initializer[number]
    for name in network.tensors.keys() - needed:
        del network.tensors[name]
    for annotation in list(graph.quantization_annotation):
        graph.quantization_annotation.remove(annotation)


def _used_by(node: NodeProto) -> Iterator[str]:
    """The names a node reads, also those that graphs inside it take from around them."""
    yield from node.input
    for attribute in node.attribute:
        for inner in (attribute.g, *attribute.graphs):
            yield from (value.name for value in inner.output)
            for one in inner.node:
                yield from _used_by(one)
