import { resumeProjection } from '../../src/projections/maintenance/resume.ts';
import { pauseProjection } from '../../src/projections/versions/pause.ts';
import { listVersions } from '../../src/projections/versions/registry.ts';
import { defineCommand } from '../command.ts';
import { jsonOf } from '../host/text.ts';
import { json } from '../options.ts';
import { name } from './arguments.ts';
import { maintain } from './maintain.ts';

export const pause = defineCommand({
  positionals: { name },
  options: { json },
  async run({ name, json }, cli) {
    await maintain(cli, async ({ db }) => {
      await pauseProjection(db, name);
      const live = (await listVersions(db, name)).find(({ state }) => state === 'live');
      if (live) {
        const version = `${live.projection} v${live.version}`;
        cli.say(
          `Queries still read ${version}. Reads that need newer data get 503 (read-model-behind) until it is resumed.`,
        );
      }
    });
    cli.print(json ? jsonOf({ projection: name, paused: true }) : `${name} is paused.`);
  },
});

export const resume = defineCommand({
  positionals: { name },
  options: { json },
  async run({ name, json }, cli) {
    const stillPaused = await maintain(cli, (work) => resumeProjection(work, name));
    for (const version of stillPaused) cli.say(`This build has no code for ${name} v${version}, which stays paused.`);
    cli.print(json ? jsonOf({ projection: name, paused: false }) : `${name} is resumed.`);
  },
});
