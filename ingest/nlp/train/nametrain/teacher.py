"""Labels names in unlabelled news with a teacher, for training the name model.

usage: teacher.py MODEL OUT.jsonl.gz TEXTS.jsonl SHORT.jsonl...

MODEL is the folder or package of a spaCy pipeline (en_core_web_md 3.8.0, MIT,
trained on OntoNotes 5). TEXTS are JSON lines with a field "text", gzipped or
not; of the SHORT ones, news items, every fifth is enough. Each line of OUT has
the text of one paragraph and the names found:
{"doc": N, "text": ..., "names": [[start, end, label], ...]}, in bytes of UTF-8.
Only the training of the model needs this; the program does not.
"""

import gzip
import json
import sys

import spacy

KINDS = {"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"}


def paragraphs(paths):
    doc = 0
    for path in paths:
        step = 1 if path == paths[0] else 5
        opener = gzip.open if path.endswith(".gz") else open
        with opener(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                doc += 1
                if (doc - 1) % step:
                    continue
                for text in json.loads(line)["text"].split("\n"):
                    if text.strip():
                        yield text.strip(), doc


def main():
    model, out, *texts = sys.argv[1:]
    nlp = spacy.load(model, disable=["tagger", "parser", "senter", "attribute_ruler", "lemmatizer"])
    with gzip.open(out, "wt", encoding="utf-8") as f:
        for d, doc in nlp.pipe(paragraphs(texts), as_tuples=True, batch_size=256):
            names = []
            for e in d.ents:
                if e.label_ in KINDS:
                    start = len(d.text[: e.start_char].encode())
                    names.append([start, start + len(e.text.encode()), e.label_])
            f.write(json.dumps({"doc": doc, "text": d.text, "names": names}, ensure_ascii=False) + "\n")


main()
