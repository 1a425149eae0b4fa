import type { SealedEvent } from '../../src/ports/log.ts';
import { defineCommand } from '../command.ts';
import { columnsOf, jsonOf } from '../host/text.ts';
import { untilStopped } from '../host/until-stopped.ts';
import { withApplication } from '../setup/application.ts';
import { eventColumns, formatOptions, openEvents } from './print-events.ts';

export const tail = defineCommand({
  options: formatOptions,
  async run({ json, sealed }, cli) {
    const stop = new AbortController();
    void untilStopped(cli).then(() => stop.abort());
    await withApplication(cli, async (core) => {
      for await (const item of core.log.follow(await core.log.head(), stop.signal)) {
        if (item.type === 'looked') continue;
        const [event] = await openEvents(core, [item as SealedEvent], sealed);
        if (event)
          cli.print(json ? jsonOf(event) : columnsOf(Object.values(eventColumns).map((textOf) => textOf(event))));
      }
    });
  },
});
