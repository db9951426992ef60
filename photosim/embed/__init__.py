"""Photos to vectors: what a model is, how pixels are made ready for it, and running it.

`spec` describes one model (`ModelSpec`, read from a small JSON file beside the network), `registry` finds
models by name, `preprocess` turns a decoded photo into the array the network wants, `onnx` runs the network
(`OnnxEmbedder`: unit vectors and class scores), `classes` reads class scores and class weights. `runtime` loads
onnxruntime, `providers` says what can compute with it, and `sessions` opens a network on the best that works.

A vector only means something beside vectors of the same `ModelSpec.identity`.

May import: numpy, Pillow, onnxruntime, `photosim.core`, `photosim.errors`. Runs on any thread: specs are
frozen, preprocessing keeps no state, and one `OnnxEmbedder` may be used by many threads at once.
"""
