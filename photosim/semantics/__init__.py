"""What photos and words mean: the classes of ImageNet, everyday groups, WordNet and word vectors.

`classes` names the 1,000 classes as people do and sorts them into groups (`Taxonomy`), `wordnet` is the graph of
English nouns (what is a kind of what), `words` finds the words nearest to a vector (`WordVectors`), `glove` reads a
user's own text file of vectors into the form `words` can open quickly, `spelling` brings what people type into one
form and finds what is spelt nearly like it.

`related` is a table of which classes a walk through WordNet from a word meets, `affinity` makes of all this how well
each class fits a word, and `understand` reads a text as things that a photo should show.

`certainty` says which tags are shown and which photos count as showing a group, `focus` narrows a query to a class, and
`albums` learns the user's own folders.

Everything is read from `resources/` when it is first asked for, and frozen from then on.

May import: numpy, `photosim.core`, `photosim.errors`, `photosim.paths`, `photosim.assets`; no SQL, no Qt, no ONNX.
Runs on any thread.
"""
