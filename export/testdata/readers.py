"""Opens export files with the libraries that others use, and prints what these see, as JSON.

usage: readers.py FOLDER, which holds *.graphml, *.gexf, *.nq, *.jsonld, *.ics
"""
import json
import pathlib
import sys

import icalendar
import networkx
import rdflib


def network(graph, label):
    return {
        "Nodes": sorted([label(data) for _, data in graph.nodes(data=True)]),
        "Edges": sorted([data["text"] for _, _, data in graph.edges(data=True)]),
        "Dated": sum(1 for _, _, data in graph.edges(data=True) if data.get("from")),
    }


def statements(path, form):
    graph = rdflib.ConjunctiveGraph()
    graph.parse(str(path), format=form)
    return {"Quads": len(list(graph.quads())), "Graphs": len({c.identifier for *_, c in graph.quads()})}


def calendar(path):
    events = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    return {"Nodes": sorted(str(e["SUMMARY"]) for e in events), "Dated": sum(1 for e in events if e.decoded("DTSTART"))}


seen = {}
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    if path.suffix == ".graphml":
        seen[path.name] = network(networkx.read_graphml(path), lambda d: d["name"])
    elif path.suffix == ".gexf":
        seen[path.name] = network(networkx.read_gexf(path), lambda d: d["label"])
    elif path.suffix == ".nq":
        seen[path.name] = statements(path, "nquads")
    elif path.suffix == ".jsonld":
        seen[path.name] = statements(path, "json-ld")
    elif path.suffix == ".ics":
        seen[path.name] = calendar(path)
json.dump(seen, sys.stdout)
