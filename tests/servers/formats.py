#!/usr/bin/python3
"""Shared files against their schemas: those that come with the project, and those that the programs write.
Argument: the folder of the programs."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "support"))
from servers import Checks

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMAS = {path.name.split(".")[0]: json.loads(path.read_text()) for path in (ROOT / "resources/schemas").glob("*.schema.json")}
checks = Checks()


def schema_of(path):
    if path.name == "plugboard.json":
        return "plugboard"
    if path.name in ("folder.json", "call.json"):
        return path.stem
    return path.name.split(".")[-2] if path.name.count(".") > 1 else None


def problems(path):
    validator = jsonschema.Draft202012Validator(SCHEMAS[schema_of(path)])
    return [f"{'/'.join(map(str, error.path))}: {error.message}" for error in validator.iter_errors(json.loads(path.read_text()))]


def check_folder(folder):
    found = [path for path in folder.rglob("*.json") if schema_of(path) in SCHEMAS]
    checks.check(found, f"{folder.name} has shared files")
    for path in found:
        checks.check(not problems(path), path.name, "; ".join(problems(path)))


for name, schema in SCHEMAS.items():
    jsonschema.Draft202012Validator.check_schema(schema)
    checks.check(not jsonschema.Draft202012Validator(schema).is_valid({"format": 2}), f"{name}: a newer format is refused")
check_folder(ROOT / "resources/samples")
check_folder(ROOT / "resources/connectors")
with tempfile.TemporaryDirectory() as data:
    subprocess.run([os.path.join(sys.argv[1], "plugboard"), "--data-dir", data, "--secrets", "none", "--screenshot", data + "/p.png"],
                   check=True, timeout=60, stderr=subprocess.DEVNULL)
    check_folder(pathlib.Path(data, "workspace"))
bad = json.loads((ROOT / "resources/samples/workspace/requests/list-topics.request.json").read_text())
for change in ({"inputs": "text"}, {"rank": "A1"}, {"expect": [{"name": "x"}]}):
    checks.check(not jsonschema.Draft202012Validator(SCHEMAS["request"]).is_valid({**bad, **change}), f"refused: {change}")
checks.end()
