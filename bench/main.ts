/**
 * Measures IronTrack's speed: `npm run bench [-- SCENARIO …] [-- --runs N]`. Ratios within one run are comparable
 * between machines, absolute values are not. With several runs, each figure is the median over the runs.
 * The program is bundled first, as `npm ci` does. `BENCH_SCALE=0.05` is a quick check that the scenarios run.
 */
import { execFileSync } from 'node:child_process';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { append } from './scenarios/append.ts';
import { assistants } from './scenarios/assistants.ts';
import { audit } from './scenarios/audit.ts';
import { catchUp } from './scenarios/catch-up.ts';
import { client } from './scenarios/client.ts';
import { consolePages } from './scenarios/console.ts';
import { emmett } from './scenarios/emmett.ts';
import { foreignEvents } from './scenarios/foreign.ts';
import { imports } from './scenarios/imports.ts';
import { memory } from './scenarios/memory.ts';
import { reads } from './scenarios/reads.ts';
import { roster } from './scenarios/roster.ts';
import { search } from './scenarios/search.ts';
import { signIns } from './scenarios/sign-ins.ts';
import { start } from './scenarios/start.ts';
import { statistics } from './scenarios/statistics.ts';
import { visible } from './scenarios/visible.ts';
import { type Line, mediansOf, printTable } from './support/table.ts';

const scenarios = [
  append,
  visible,
  catchUp,
  reads,
  signIns,
  client,
  emmett,
  foreignEvents,
  imports,
  search,
  statistics,
  audit,
  roster,
  assistants,
  consolePages,
  start,
  memory,
];

const { positionals: names, values } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '1' }, help: { type: 'boolean', default: false } },
});
const runs = Number(values.runs);
const unknown = names.filter((name) => !scenarios.some((scenario) => scenario.name === name));
const isWrong = unknown.length > 0 || !(Number.isInteger(runs) && runs > 0);
if (isWrong || values.help) {
  const known = scenarios.map(({ name, about }) => `  ${name}: ${about}`).join('\n');
  const stream = isWrong ? process.stderr : process.stdout;
  stream.write(`usage: npm run bench -- [--runs N] [SCENARIO …]\n${known}\n`);
  process.exit(isWrong ? 1 : 0);
}
execFileSync(process.execPath, [join(import.meta.dirname, '..', 'build.mjs')], { stdio: 'inherit' });
const load = loadavg().map((average) => average.toFixed(1));
process.stdout.write(`Node ${process.version}, ${availableParallelism()} cores, load before: ${load.join(' ')}\n`);
for (const scenario of scenarios) {
  if (names.length > 0 && !names.includes(scenario.name)) continue;
  const results: (readonly Line[])[] = [];
  while (results.length < runs) results.push(await scenario.run());
  printTable(scenario, mediansOf(results));
}
process.exit(0);
