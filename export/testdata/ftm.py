"""Opens files of FollowTheMoney with its own model, and prints what that takes of each, as JSON.

usage: ftm.py FOLDER, which holds *.ftm.json
"""
import json
import pathlib
import sys

from followthemoney import model

seen = {}
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.ftm.json")):
    entities, lost = [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        proxy = model.get_proxy(data, cleaned=False)  # every value is parsed as its type asks
        entities.append(f"{proxy.schema.name} {proxy.id}")
        for name, values in data["properties"].items():
            kept = proxy.get(name, quiet=True)
            if len(kept) < len(set(values)):
                lost.append(f"{proxy.id} {name}: {values} became {kept}")
    seen[path.name] = {"Nodes": sorted(entities), "Lost": lost}
json.dump(seen, sys.stdout)
