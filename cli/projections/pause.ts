import { resumeProjection } from '../../src/projections/maintenance/resume.ts';
import { listVersions } from '../../src/projections/versions/registry.ts';
import { pauseProjection } from '../../src/projections/versions/switch-version.ts';
import { defineCommand } from '../command.ts';
import { maintain, name } from './maintain.ts';

export const pause = defineCommand({
  positionals: { name },
  async run({ name }, cli) {
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
    cli.print(`${name} is paused.`);
  },
});

export const resume = defineCommand({
  positionals: { name },
  async run({ name }, cli) {
    await maintain(cli, (work) => resumeProjection(work, name));
    cli.print(`${name} is resumed.`);
  },
});
