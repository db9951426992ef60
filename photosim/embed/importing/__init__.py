"""Making a model of ours out of a file somebody else published.

`importer.import_model` is the way in: it recognises what a file is, reads it (`onnx_file`, `torch_file` with the
restricted `pickles`, `keras_file`), gives it the outputs and the input photosim wants (`vgg16` writes that network from
its weights; `classifier` and `signs` understand any other graph, `inputs` and `outputs` change it), chooses how weights
are kept (`storage`, `dense8`), runs the result once (`trial`) and puts it in place with its description (`specs`).

A `Network` is a graph without its large weights; those are `Tensor`s that are read from the source piece by piece and
written the same way, so that a file of half a gigabyte never lies in memory as a whole.

Every file is taken for hostile: nothing in it is executed, and every error is one line (`ModelError`).

May import: numpy, onnx, h5py (an extra), `photosim.core`, `photosim.embed`, `photosim.errors`. Runs on any thread.
Nothing here is imported before a model is imported or installed: onnx takes long to load.
"""
