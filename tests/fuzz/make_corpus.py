#!/usr/bin/env python3
"""Writes FEEL expressions to start fuzzing from, one per file: those of our own tests, and of the suites if they are there.

usage: make_corpus.py FOLDER [SUITE.jsonl…]; also writes FOLDER.dict, the words of the language.
"""

import hashlib
import json
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parents[2]
TEXT = re.compile(r'u"((?:[^"\\\n]|\\.)*)"_s')
FUNCTION = re.compile(r'^    \{"([a-z][a-zA-Z0-9 ]*)", ', re.MULTILINE)
WORDS = """if then else for in return some every satisfies between and or not instance of function external true false null
partial item date time number string boolean list context range Any years months days duration -> .. ** != <= >= @\\"P1D\\"
@\\"2024-02-29\\" @\\"10:00:00@Europe/Paris\\" /* */ // \\\\u0041 ` ? start included time offset""".split()


def expressions(suites):
    for source in sorted((root / "tests/core/feel").rglob("*.cpp")):
        for text in TEXT.findall(source.read_text()):
            yield re.sub(r'\\(["\\])', r"\1", text)
    for suite in suites:
        for line in pathlib.Path(suite).read_text().splitlines():
            yield json.loads(line)["expression"]


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for text in expressions(sys.argv[2:]):
        data = text.encode()
        (folder / hashlib.sha1(data).hexdigest()).write_bytes(data)
    names = {name for source in (root / "core/feel/functions").glob("*.cpp") for name in FUNCTION.findall(source.read_text())}
    words = WORDS + [name + "(" for name in sorted(names)]
    folder.with_suffix(".dict").write_text("".join(f'"{word}"\n' for word in words))


main()
