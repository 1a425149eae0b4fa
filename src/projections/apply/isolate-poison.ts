import type { DatabaseTransactionConnection } from 'slonik';
import type { RecordedEvent } from '../../events/event.ts';
import type { SealedEvent } from '../../ports/log.ts';
import { effectiveEvents } from '../core/erasure.ts';
import type { DueEvent, Projection } from '../core/projection.ts';
import type { PoisonStream } from '../parking/parked-events.ts';
import type { Decrypted } from './decrypt.ts';
import { type DueSealedEvent, dueEventOf } from './partition-events.ts';
import { createTrial, findPoisonEvents, type Trial } from './poison-events.ts';

/** Thrown when no event of a batch could be applied: either the events or the projection may be at fault. */
export class Undecided extends Error {}

type Isolation = Readonly<{
  projection: Projection;
  due: readonly DueSealedEvent[];
  decrypted: Decrypted;
  /** Events that show whether the projection can apply anything. */
  controls: readonly RecordedEvent[];
}>;

/** The first event of a stream that cannot be decrypted or applied, and its error. */
type FirstFailure = Readonly<{ position: bigint; error: unknown }>;

/**
 * Applies every event of a batch that can be applied: each stream's events before its poison event. Returns the
 * streams with poison events. Throws `Undecided` if there are some, but neither an event of the batch that changes
 * rows nor any control event can be applied.
 */
export async function isolatePoison(
  tx: DatabaseTransactionConnection,
  { projection, due, decrypted, controls }: Isolation,
): Promise<readonly PoisonStream[]> {
  const trial = createTrial(tx, projection);
  const failures = firstUnreadable(due, decrypted);
  const isBeforeFailure = ({ stream, position }: SealedEvent | DueEvent) =>
    position < (failures.get(stream)?.position ?? position + 1n);
  const readable = due.filter(({ event }) => isBeforeFailure(event)).map((each) => dueEventOf(decrypted, each));
  for (const [stream, { event, error }] of await findPoisonEvents(readable, trial)) {
    failures.set(stream, { position: event.position, error });
  }

  const good = readable.filter(isBeforeFailure);
  if (good.length > 0) await projection.apply(tx, good);
  if (failures.size === 0) return [];
  // Applied events of erased owners do not prove that the projection works: they change no rows, so they cannot fail.
  const isWorking = (await effectiveEvents(tx, projection, good)).length > 0 || (await canApplyAny(controls, trial));
  if (!isWorking) throw new Undecided('No event could be applied', { cause: [...failures.values()][0]?.error });
  return [...failures].flatMap(([stream, failure]) => poisonStreamsOf(projection, due, stream, failure));
}

/** The first event of each stream that cannot be decrypted. */
function firstUnreadable(due: readonly DueSealedEvent[], { failures }: Decrypted): Map<string, FirstFailure> {
  const first = new Map<string, FirstFailure>();
  for (const { event } of due) {
    if (!failures.has(event.position) || first.has(event.stream)) continue;
    first.set(event.stream, { position: event.position, error: failures.get(event.position) });
  }
  return first;
}

async function canApplyAny(candidates: readonly RecordedEvent[], trial: Trial): Promise<boolean> {
  for (const candidate of candidates) if ((await trial([candidate])) === null) return true;
  return false;
}

function poisonStreamsOf(
  version: Projection,
  due: readonly DueSealedEvent[],
  stream: string,
  { position, error }: FirstFailure,
): readonly PoisonStream[] {
  const events = due.map(({ event }) => event);
  const [first, ...later] = events.filter((event) => event.stream === stream && event.position >= position);
  return first ? [{ version, error, events: [first, ...later] }] : [];
}
