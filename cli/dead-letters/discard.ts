import { userInfo } from 'node:os';
import type { SealedEvent } from '../../src/ports/log.ts';
import type { DiscardedEvent } from '../../src/projections/parking/discarded-events.ts';
import { readParkedEvents } from '../../src/projections/parking/parked-events.ts';
import { findParked } from '../../src/projections/parking/parked-streams.ts';
import type { Application } from '../../src/service/connect.ts';
import { defineCommand } from '../command.ts';
import { type Cli, CliError } from '../host/host.ts';
import { jsonOf } from '../host/text.ts';
import { json } from '../options.ts';
import { isUuid } from '../setup/accounts.ts';
import { withApplication } from '../setup/application.ts';
import { discardEvent } from './discard-event.ts';
import { parkedId, parseParkedId, placeOf } from './parked-stream.ts';
import { type Attempt, retryStream, startRetryBar } from './retry-stream.ts';

export const discard = defineCommand({
  positionals: { id: parkedId },
  options: {
    event: { type: 'string', demandOption: true, describe: 'Id of the first waiting event, which show prints' },
    reason: { type: 'string', demandOption: true, describe: 'The reason, kept for ever' },
    by: { type: 'string', describe: 'Who decided this (default: the user of the operating system)' },
    json,
  },
  async run({ event, reason, by = userName(), json, ...argv }, cli) {
    const id = parseParkedId(argv.id);
    if (!isUuid(event)) throw new CliError(`--event: ${event} is not the id of an event.`);
    if (reason.trim() === '') throw new CliError('--reason: A discard needs a reason.');
    await withApplication(cli, async (core) => {
      const { discarded, isNew } = await discardEvent(core, id, event.toLowerCase(), { reason, by });
      const attempt = isNew ? await retryRest(core, cli, id) : null;
      // The discard itself has succeeded. When later events of the stream still wait, the command reports it but does
      // not fail.
      const next = (await readParkedEvents(core.db, id, 1))[0] ?? null;
      if (json) cli.print(jsonOf({ id, ...discarded, isNew, ...attempt, next: next?.id ?? null }));
      else for (const line of linesOf(discarded, isNew, attempt, next)) cli.print(line);
    });
  },
});

/** Retries the events of the stream after the discarded one. Returns null when no event waits. */
async function retryRest(core: Application, cli: Cli, id: bigint): Promise<Attempt | null> {
  const rest = await findParked(core.db, id);
  if (!rest) return null;
  const progress = await startRetryBar(cli, rest.waiting);
  return retryStream(core, rest, progress.update).finally(progress.stop);
}

function linesOf(done: DiscardedEvent, isNew: boolean, attempt: Attempt | null, next: SealedEvent | null): string[] {
  const skips = `${done.projection} skips event ${done.event} (${placeOf(done)})`;
  const reason = attempt?.reason ? `: ${attempt.reason}` : '.';
  return [
    isNew ? `${skips} from now on.` : `${skips} already: ${done.by} discarded it at ${done.at}.`,
    next
      ? `${done.stream} now waits at event ${next.id} (${placeOf(next)})${reason}`
      : `${done.stream} is no longer parked.`,
  ];
}

/** The name of the operating-system user who runs the command. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
