"""Speed and memory, each beside something to compare with: `python -m tests.benchmarks`.

`__main__` runs the chosen subjects and writes the table, `results.json` and `results.png`. A subject is a module with
`measure(setting) -> Iterator[Row]`. What must not share memory or warm state runs in a process of its own
(`children`); what is fast is alternated with its comparison and repeated (`timing`); each row says its target (`rows`).

Photos are made from the samples in the scikit-image wheel (`made_photos`), vectors from embeddings of real photos
(`made_vectors`), libraries with the project's own store functions (`made_library`). Everything lies below the output
folder; photos and embeddings stay there for the next run.
"""
