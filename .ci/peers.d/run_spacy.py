"""Runs a spaCy pipeline as a peer: reads what `dateline eval --raw` prints,
writes what `dateline eval --system` reads.

usage: run_spacy.py MODEL JOB...

A job is three arguments: raw IN OUT (text to CoNLL-U) or words IN OUT (given
words to names, IOB2). After each, a line on standard output says what processor
time it took, in seconds: job, tab, IN, tab, time. Loading is not counted.

Dependencies are left out of the CoNLL-U: the English models of spaCy have
labels and heads of another scheme (ClearNLP), so that a comparison with
Universal Dependencies would measure the scheme.
"""

import sys
import time

import spacy
from spacy.tokens import Doc

# OntoNotes' kinds of names and the classes that the comparison has; what is
# not here is left out, nationalities (NORP) among it.
CLASSES = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}


def paragraphs(path):
    with open(path, encoding="utf-8", newline="\n") as f:
        return [p.replace("\n", " ") for p in f.read().split("\n\n") if p.strip()]


def raw(nlp, path):
    """Gives the lines of CoNLL-U for each paragraph."""
    for doc in nlp.pipe(paragraphs(path), batch_size=256):
        lines = ["# newpar"]
        for sent in doc.sents:
            words = [t for t in sent if not t.is_space]
            for i, t in enumerate(words, 1):
                space = "_" if t.whitespace_ or t.i + 1 == len(doc) or doc[t.i + 1].is_space else "SpaceAfter=No"
                lines.append("\t".join([str(i), t.text, t.lemma_ or "_", t.pos_ or "_", t.tag_ or "_", "_", "_", "_", "_", space]))
            if words:
                lines.append("")
        yield lines


def documents(path):
    """Gives the documents, each a list of sentences of (word, space follows)."""
    docs, sentence = [], []
    with open(path, encoding="utf-8", newline="\n") as f:
        for line in f:
            word, _, space = line.rstrip("\n").partition("\t")
            if word == "-DOCSTART-":
                docs.append([])
            elif word:
                sentence.append((word, space != "SpaceAfter=No"))
            elif sentence:
                docs[-1].append(sentence)
                sentence = []
    return docs


def doc_of(nlp, document):
    words = [w for s in document for w, _ in s]
    spaces = [space for s in document for _, space in s]
    starts = [i == 0 for s in document for i in range(len(s))]
    return Doc(nlp.vocab, words=words, spaces=spaces, sent_starts=starts)


def labels(doc):
    """Gives an IOB2 label for each token. An article before a name and the
    possessive mark after it are not part of it, as in the gold."""
    out = ["O"] * len(doc)
    for e in doc.ents:
        first, last = e.start, e.end
        if e.label_ not in CLASSES:
            continue
        if last - first > 1 and doc[first].lower_ == "the":
            first += 1
        if last - first > 1 and doc[last - 1].text in ("'s", "’s", "'", "’"):
            last -= 1
        for i in range(first, last):
            out[i] = ("B-" if i == first else "I-") + CLASSES[e.label_]
    return out


def words(nlp, path):
    docs = documents(path)
    found = nlp.pipe((doc_of(nlp, d) for d in docs), batch_size=64)
    for document, doc in zip(docs, found):
        lines, at, all_labels = [], 0, labels(doc)
        for sentence in document:
            for word, _ in sentence:
                lines.append(f"{word}\t{all_labels[at]}")
                at += 1
            lines.append("")
        yield lines


def main():
    model, *jobs = sys.argv[1:]
    nlp = spacy.load(model)
    for mode, source, out in zip(jobs[::3], jobs[1::3], jobs[2::3]):
        start = time.process_time()
        if mode == "raw":
            found = list(raw(nlp, source))
        else:  # of given words and sentences, only names are asked for
            with nlp.select_pipes(enable=["ner"]):
                found = list(words(nlp, source))
        print(mode, source, time.process_time() - start, sep="\t", flush=True)
        with open(out, "w", encoding="utf-8", newline="\n") as f:
            for lines in found:
                f.write("\n".join(lines) + "\n")


main()
