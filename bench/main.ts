/** `npm run bench [-- SCENARIO …]`: figures as ratios within one run, for machines differ and are never quiet. */
import { availableParallelism } from 'node:os';
import { append } from './scenarios/append.ts';
import { catchUp } from './scenarios/catch-up.ts';
import { me } from './scenarios/me.ts';
import { reads } from './scenarios/reads.ts';
import { signIns } from './scenarios/sign-ins.ts';
import { visible } from './scenarios/visible.ts';
import { printTable } from './support/table.ts';

const scenarios = [append, visible, catchUp, reads, me, signIns];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !scenarios.some((scenario) => scenario.name === name));
if (unknown.length > 0) {
  const known = scenarios.map(({ name, about }) => `  ${name}: ${about}`).join('\n');
  process.stderr.write(`No such scenario: ${unknown.join(', ')}. There are:\n${known}\n`);
  process.exit(1);
}
process.stdout.write(`Node ${process.version}, ${availableParallelism()} cores\n`);
for (const scenario of scenarios) {
  if (asked.length > 0 && !asked.includes(scenario.name)) continue;
  printTable(scenario, await scenario.run());
}
process.exit(0);
