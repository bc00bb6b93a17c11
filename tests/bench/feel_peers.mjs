#!/usr/bin/env node
// Times the FEEL expressions of a file with plugboard-bench and with feelin, one after the other, and prints one table.
//   npm ci --prefix tests/bench && node tests/bench/feel_peers.mjs [PROGRAMS [CASES.json]]
// PROGRAMS: folder of plugboard-bench, default build/release/bin. CASES: {"cases": [{name, expression, inputs, expected}]},
// default ../shared/data/feel/bench.json or, without it, the cases below.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { evaluate, parseExpression } from 'feelin';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const programs = resolve(process.argv[2] ?? join(root, 'build/release/bin'));
const shared = join(root, '../shared/data/feel/bench.json');

const rows = Array.from({ length: 1000 }, (_, i) => ({ name: `n${i + 1}`, size: (i % 97) + 1 }));
const ownCases = [
  { name: 'path', expression: 'response.user.profile.name', inputs: { response: { user: { profile: { name: 'Ada' } } } } },
  {
    name: 'context',
    expression: '{id: response.id, ok: response.status = 200, kind: if response.status < 300 then "good" else "bad"}',
    inputs: { response: { id: '42', status: 200 } },
  },
  { name: 'list', expression: 'sum(for r in rows[size > 48] return r.size * 2)', inputs: { rows } },
  {
    name: 'strings',
    expression: 'upper case(substring after(mail, "@")) + string(string length(mail))',
    inputs: { mail: 'grace.hopper@example.org' },
  },
  { name: 'dates', expression: 'date("2024-01-31") + duration("P1M") > date("2024-02-01")', inputs: {} },
];

function casesFile(folder) {
  if (process.argv[3]) return resolve(process.argv[3]);
  if (existsSync(shared)) return shared;
  const cases = ownCases.map((one) => ({ ...one, expected: valueOf(one) }));
  const path = join(folder, 'cases.json');
  writeFileSync(path, JSON.stringify({ cases }));
  return path;
}

function valueOf({ expression, inputs }) {
  return evaluate(expression, inputs).value;
}

/** Nanoseconds of one call: the median of 7 runs of at least 200 ms, after one to warm up. */
function timed(work) {
  const runs = [];
  for (let run = 0; run < 8; ++run) {
    const begin = process.hrtime.bigint();
    const end = begin + 200_000_000n;
    let calls = 0;
    let now = begin;
    for (; now < end; now = process.hrtime.bigint()) {
      for (let i = 0; i < 4; ++i) work();
      calls += 4;
    }
    if (run > 0) runs.push(Number(now - begin) / calls);
  }
  return runs.sort((a, b) => a - b)[3];
}

function timesOfPlugboard(path) {
  const output = execFileSync(join(programs, 'plugboard-bench'), [
    `feel/file:${path}`, '--benchmark_format=json', '--benchmark_repetitions=7', '--benchmark_min_time=0.2',
    '--benchmark_report_aggregates_only=true',
  ], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const units = { ns: 1, us: 1e3, ms: 1e6, s: 1e9 };
  const times = new Map();
  for (const one of JSON.parse(output).benchmarks) {
    if (one.aggregate_name === 'median')
      times.set(one.run_name.replace('feel/file/', ''), one.real_time * units[one.time_unit]);
  }
  return times;
}

function micro(nanoseconds) {
  return (nanoseconds / 1000).toFixed(nanoseconds < 10_000 ? 3 : 1);
}

const folder = mkdtempSync(join(tmpdir(), 'feel-peers-'));
try {
  const path = casesFile(folder);
  const { cases } = JSON.parse(readFileSync(path, 'utf8'));
  const ours = timesOfPlugboard(path);
  const table = [['case', 'evaluate us', 'parse+evaluate us', 'feelin us', 'feelin parse us', 'ratio', 'ratio evaluate']];
  for (const one of cases) {
    const whole = timed(() => valueOf(one));
    const parse = timed(() => parseExpression(one.expression, one.inputs));
    const evaluation = ours.get(`${one.name}/evaluate`);
    const both = ours.get(`${one.name}/parse+evaluate`);
    table.push([one.name, micro(evaluation), micro(both), micro(whole), micro(parse), (whole / both).toFixed(1),
      (whole / evaluation).toFixed(1)]);
  }
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
  for (const row of table)
    console.log(row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '));
} finally {
  rmSync(folder, { recursive: true });
}
