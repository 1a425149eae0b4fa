/**
 * Measures IronTrack's speed: `npm run bench [-- SCENARIO …]`. Ratios within one run are comparable between machines,
 * absolute values are not. `BENCH_SCALE=0.05` is a quick check that the scenarios run.
 */
import { availableParallelism } from 'node:os';
import { append } from './scenarios/append.ts';
import { catchUp } from './scenarios/catch-up.ts';
import { foreignEvents } from './scenarios/foreign.ts';
import { imports } from './scenarios/imports.ts';
import { me } from './scenarios/me.ts';
import { reads } from './scenarios/reads.ts';
import { search } from './scenarios/search.ts';
import { signIns } from './scenarios/sign-ins.ts';
import { visible } from './scenarios/visible.ts';
import { printTable } from './support/table.ts';

const scenarios = [append, visible, catchUp, reads, me, signIns, foreignEvents, imports, search];

const names = process.argv.slice(2);
const unknown = names.filter((name) => !scenarios.some((scenario) => scenario.name === name));
if (unknown.length > 0) {
  const known = scenarios.map(({ name, about }) => `  ${name}: ${about}`).join('\n');
  process.stderr.write(`Unknown scenario: ${unknown.join(', ')}. Choose from:\n${known}\n`);
  process.exit(1);
}
process.stdout.write(`Node ${process.version}, ${availableParallelism()} cores\n`);
for (const scenario of scenarios) {
  if (names.length > 0 && !names.includes(scenario.name)) continue;
  printTable(scenario, await scenario.run());
}
process.exit(0);
