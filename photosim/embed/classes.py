"""What a model says about its classes: the likeliest of a photo, and the weights behind each."""

import numpy as np
from numpy.typing import NDArray

from photosim.embed.spec import ModelSpec, sha256_of
from photosim.errors import ModelError

FloatArray = NDArray[np.float32]


def top_classes(logits: FloatArray, k: int = 10) -> tuple[NDArray[np.uint16], FloatArray]:
    """The k likeliest classes of each photo, likeliest first; of equals the lower class first.

    Args:
        logits: (n, classes), finite.
        k: 1..classes.

    Returns:
        Classes uint16 (n, k) and probabilities float32 (n, k), 0..1: the softmax over all classes.
    """
    order = np.argsort(-logits, axis=1, kind="stable")[:, :k]
    exponentials = np.exp(logits.astype(np.float64) - logits.max(axis=1, keepdims=True, initial=-np.inf))
    probabilities = exponentials / exponentials.sum(axis=1, keepdims=True)
    return order.astype(np.uint16), np.take_along_axis(probabilities, order, axis=1).astype(np.float32)


def load_class_weights(spec: ModelSpec) -> FloatArray:
    """The last layer's weights, float32 (classes, dimension), for searches that focus on one class.

    Raises:
        ModelError: the model has none, or its file is missing, damaged or of another shape.
    """
    path = spec.class_weights_path
    if path is None:
        message = f"the model {spec.name} has no class weights"
        raise ModelError(message)
    if sha256_of(path) != spec.class_weights_sha256:
        message = f"the class weights {path} are damaged; install the model {spec.name} again"
        raise ModelError(message)
    try:
        weights = np.load(path, allow_pickle=False)
    except (OSError, ValueError) as error:
        message = f"the class weights {path} cannot be read: {error}"
        raise ModelError(message) from error
    if weights.shape != (spec.classes, spec.dimension):
        message = f"the class weights {path} have the shape {weights.shape}"
        raise ModelError(message)
    return np.asarray(weights, np.float32)
