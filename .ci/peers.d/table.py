"""Runs Dateline and its peers over the same texts, scores them and prints the
table of docs/accuracy.md.

usage: table.py DATA WORK DATELINE

Called by .ci/peers, which sets PEERS_PYTHON, PEERS_SPACY_MODEL and
PEERS_CORENLP. ROUNDS is how often every system is run (2), for its speed twice
each time. The systems run one after the other, or with TOGETHER=1 side by side,
which is quicker on a machine that is busy anyway. Speed is words of the
treebank by seconds of processor time, so that other work on the machine changes
it little; loading the models is not in it.
"""

import os
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

HERE = Path(__file__).parent
DATA, WORK, DATELINE = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
TOGETHER = os.environ.get("TOGETHER") == "1"
ROUNDS = int(os.environ.get("ROUNDS", "2"))

# What is scored: the flag of dateline eval, the file below DATA, the title.
FILES = {
    "ewt": ("--conllu", "open/ud-ewt/en_ewt-ud-dev.conllu.gz", "EWT dev"),
    "gum": ("--conllu", "open/gum/gum-dev.conllu.gz", "GUM dev"),
    "conll": ("--iob", "internal/conll2003/val.conllu.gz", "CoNLL-2003 val"),
    "gum-names": ("--iob", "open/gum/gum-dev.conllu.gz", "GUM dev"),
}
SYNTAX = ["words", "sentences", "UPOS", "XPOS", "lemmas", "UAS", "LAS"]
NAMES = {"names": "names", "names: PER": "of people", "names: ORG": "of organisations", "names: LOC": "of places"}
DATELINE_PASSES = 5  # over the text whose speed is measured

# Figures that were published, not measured here: EWT's test part, from raw text.
PUBLISHED = {
    "UDPipe 1": {"UPOS": "93.5", "UAS": "80.5", "LAS": "77.5"},
    "CoNLL 2018 winner": {"LAS": "84.57"},
}

SPACY, CORENLP = "spaCy en_core_web_md", "CoreNLP"
COMMANDS = {
    SPACY: [os.environ["PEERS_PYTHON"], str(HERE / "run_spacy.py"), os.environ["PEERS_SPACY_MODEL"]],
    CORENLP: ["java", "-XX:+UseSerialGC", "-XX:ActiveProcessorCount=1", "-Xmx4g", "-cp",
              os.environ["PEERS_CORENLP"] + "/*", str(HERE / "RunCoreNLP.java")],
}
ENDING = {SPACY: "spacy", CORENLP: "corenlp"}
ONE_CORE = {"GOMAXPROCS": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def say(*what):
    print(time.strftime("%H:%M:%S"), *what, file=sys.stderr, flush=True)


def run(command, log):
    """Gives the standard output of a command and its processor time in seconds."""
    say(log)
    with open(WORK / "log", "ab") as errors:
        child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, env=os.environ | ONE_CORE)
        out = child.stdout.read().decode()
        _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{log}: exit {child.returncode}; see {WORK / 'log'}")
    return out, usage.ru_utime + usage.ru_stime


def gold(key):
    return FILES[key][0], str(DATA / FILES[key][1])


def score(key, *more):
    """Gives F1 per layer, and the number of words, as dateline eval counts them."""
    out, _ = run([DATELINE, "eval", *gold(key), *more], f"score {key} {' '.join(more)}")
    head, _, *rows = out.splitlines()
    f1 = {}
    for row in rows:
        layer, numbers = row[:-42].strip(), row[-42:].split()
        f1[layer.removeprefix("syntax: ")] = float(numbers[2])
    return f1, int(head.split()[-2])


def paths(system, key):
    """Gives what a peer does with a file: the job, what it reads, what it writes."""
    mode = "raw" if FILES[key][0] == "--conllu" else "words"
    return mode, str(WORK / f"{key}.{mode}"), str(WORK / f"{key}.{ENDING[system]}")


def measure(keys):
    """Runs every system in turn, ROUNDS times. Gives words a second for each."""
    words = score("ewt")[1]
    speeds = {"Dateline": [], SPACY: [], CORENLP: []}

    def own():
        times = [run([DATELINE, "eval", *gold("ewt"), "--repeat", str(n)], f"Dateline, {n} times")[1] for n in (1, 1 + DATELINE_PASSES)]
        speeds["Dateline"].append(DATELINE_PASSES * words / (times[1] - times[0]))

    def peer(system, n):
        # What comes before the last two passes warms up: in the first round all
        # the other texts.
        jobs = [*([k for k in keys if k != "ewt"] if n == 0 else ["ewt"]), "ewt", "ewt"]
        out, _ = run(COMMANDS[system] + [a for k in jobs for a in paths(system, k)], f"{system}, round {n + 1}")
        for took in out.splitlines()[-2:]:
            speeds[system].append(words / float(took.split("\t")[2]))

    turns = [turn for n in range(ROUNDS) for s in COMMANDS for turn in (own, partial(peer, s, n))] + [own]
    with ThreadPoolExecutor(len(turns) if TOGETHER else 1) as pool:
        for done in [pool.submit(turn) for turn in turns]:
            done.result()
    return speeds


def line(*cells):
    print("| " + " | ".join(cells) + " |")


def number(x):
    return f"{x:,.0f}"


def main():
    keys = [k for k in FILES if (DATA / FILES[k][1]).exists()]
    for k in keys:
        with open(WORK / f"{k}.{'raw' if FILES[k][0] == '--conllu' else 'words'}", "wb") as f:
            f.write(subprocess.run([DATELINE, "eval", *gold(k), "--raw"], stdout=subprocess.PIPE, check=True).stdout)
    speeds = measure(keys)
    systems = ["Dateline", SPACY, CORENLP]
    line("", *systems, *(p + ", as published" for p in PUBLISHED))
    line("---", *["--:"] * (len(systems) + len(PUBLISHED)))
    for k in keys:
        f1 = [score(k)[0], *(score(k, "--system", paths(s, k)[2])[0] for s in COMMANDS)]
        for layer in SYNTAX if FILES[k][0] == "--conllu" else NAMES:
            cells = [f"{100 * f[layer]:.1f}" if layer in f else "–" for f in f1]
            if k == "conll":
                cells[2] += "*"  # CoreNLP learnt on this corpus
            published = [p.get(layer, "–") + " (test)" * (layer in p) if k == "ewt" else "–" for p in PUBLISHED.values()]
            line(f"{FILES[k][2]}: {NAMES.get(layer, layer)}", *cells, *published)
    middle = [statistics.median(speeds[s]) for s in systems]
    line("words a second", *(f"{number(m)} ({number(min(speeds[s]))}–{number(max(speeds[s]))})" for s, m in zip(systems, middle)), *["–"] * len(PUBLISHED))
    line("Dateline is faster by", *("–" if m == middle[0] else f"{middle[0] / m:.1f}" for m in middle), *["–"] * len(PUBLISHED))


main()
