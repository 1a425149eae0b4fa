import type { SealedEvent } from '../../src/ports/log.ts';
import { defineCommand } from '../command.ts';
import { untilStopped } from '../host/signals.ts';
import { withApplication } from '../setup/application.ts';
import { formatOptions, printSealed } from './print-events.ts';

export const tail = defineCommand({
  options: formatOptions,
  async run(format, cli) {
    const stop = new AbortController();
    void untilStopped(cli).then(() => stop.abort());
    await withApplication(cli, async (core) => {
      for await (const item of core.log.follow(await core.log.head(), stop.signal)) {
        if (item.type !== 'looked') await printSealed(cli, core, format, [item as SealedEvent]);
      }
    });
  },
});
