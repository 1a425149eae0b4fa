import { rebuild } from '../../src/projections/maintenance/rebuild.ts';
import { defineCommand } from '../command.ts';
import { jsonOf } from '../host/text.ts';
import { json } from '../options.ts';
import { knownName } from './arguments.ts';
import { maintainWithBar } from './maintain.ts';

export const rebuildCommand = defineCommand({
  positionals: { name: knownName },
  options: { json },
  async run({ name, json }, cli) {
    const done = await maintainWithBar(cli, name, (work) => rebuild(work, name));
    if (json) return cli.print(jsonOf(done));
    const { version, replaced, isReplacedPaused, events, seconds } = done;
    cli.say(`${events} events in ${seconds.toFixed(1)} s, ${Math.round(events / Math.max(seconds, 0.001))}/s`);
    const earlier = isReplacedPaused ? `v${replaced} stays paused` : `v${replaced} is kept up to date`;
    cli.print(`Queries read ${name} v${version}${replaced === null ? '' : `; ${earlier}`}.`);
  },
});
