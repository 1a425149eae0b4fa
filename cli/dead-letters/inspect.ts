import { DomainError } from '../../src/errors.ts';
import type { RecordedEvent } from '../../src/events/event.ts';
import type { SealedEvent } from '../../src/ports/log.ts';
import { decryptEach, isKnown } from '../../src/projections/apply/decrypt.ts';
import { dryRunRetry } from '../../src/projections/apply/retry-parked.ts';
import { readParkedEvents } from '../../src/projections/parking/parked-events.ts';
import type { ParkedStream } from '../../src/projections/parking/parked-streams.ts';
import type { Application } from '../../src/service/connect.ts';

export type Inspected = Readonly<{
  parked: ParkedStream;
  /**
   * The first waiting event of the parked stream as it is stored. `opened` is the decrypted event, if this build can
   * decrypt it.
   */
  event: SealedEvent | undefined;
  opened: RecordedEvent | undefined;
  later: readonly SealedEvent[];
  /**
   * The error with which the current code fails to apply the first waiting event; null when it would apply the event.
   */
  now: string | null;
}>;

export async function inspect(core: Application, parked: ParkedStream): Promise<Inspected> {
  const [event, ...later] = await readParkedEvents(core.db, parked.id, parked.waiting);
  const decrypted = event && isKnown(event) ? await decryptEach([event], core.decrypt) : null;
  // Why a retry cannot even begin, for example because the read model is paused, is an answer too.
  const failed = await dryRunRetry(core, parked.id).catch((error: unknown) => ({ error }));
  return {
    ...{ parked, event, later },
    opened: event && decrypted?.events.get(event.position),
    now: failed && textOf(failed.error),
  };
}

function textOf(error: unknown): string {
  if (error instanceof DomainError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
