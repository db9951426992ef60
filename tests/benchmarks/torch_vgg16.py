"""VGG16 by PyTorch on the CPU: `python torch_vgg16.py WEIGHTS BATCH COUNT` prints photos a second.

Run by the subject `vgg16` with an interpreter that has torch, and nothing of photosim's.
"""

import sys
import time

import torch
from torch.nn import functional

_BLOCKS = (2, 2, 3, 3, 3)


def main(weights: str, batch: int, count: int) -> None:
    """Forward passes over ready tensors, as torch runs them by itself: on all cores, one batch after the other."""
    values = [value.contiguous() for value in torch.load(weights, map_location="cpu", weights_only=True).values()]
    pairs = list(zip(values[::2], values[1::2], strict=True))
    pixels = torch.rand(batch, 3, 224, 224, generator=torch.Generator().manual_seed(0))

    def forward() -> torch.Tensor:
        flow, layers = pixels, iter(pairs)
        for convolutions in _BLOCKS:
            for _ in range(convolutions):
                weight, bias = next(layers)
                flow = functional.conv2d(flow, weight, bias, padding=1).relu_()
            flow = functional.max_pool2d(flow, 2)
        flow = flow.flatten(1)
        for weight, bias in layers:
            flow = functional.linear(flow, weight, bias)
            if len(bias) != 1000:
                flow = flow.relu_()
        return flow

    with torch.inference_mode():
        forward()
        start = time.perf_counter()
        for _ in range(count // batch):
            forward()
        print(count // batch * batch / (time.perf_counter() - start))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
