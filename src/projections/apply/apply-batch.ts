import type { DatabaseTransactionConnection } from 'slonik';
import type { RecordedEvent } from '../../events/event.ts';
import type { SealedEvent } from '../../ports/log.ts';
import type { DueEvent } from '../core/due-event.ts';
import { effectiveEvents, erasure, ownersErasedIn } from '../core/erasure.ts';
import { keyOf, type Projection } from '../core/projection.ts';
import { isTransient } from '../core/retry.ts';
import type { Decrypted } from './decrypt.ts';
import {
  addParkedEvents,
  type Parked,
  type PoisonStream,
  parkStreams,
  readExclusions,
  type StreamExclusions,
} from './parked-events.ts';
import { createTrial, findPoisonEvents, type Trial } from './poison-events.ts';

/** Events to tell with whether a projection can apply anything at all, by its key. */
export type Controls = ReadonlyMap<string, readonly RecordedEvent[]>;

/** What becomes of a projection's events besides being applied. */
type Left = Readonly<{
  poisons: readonly PoisonStream[];
  letters: readonly Readonly<{ parked: bigint; event: SealedEvent }>[];
}>;

type Share = Readonly<{
  projection: Projection;
  events: readonly SealedEvent[];
  aside: StreamExclusions;
  opened: Decrypted;
}>;

/** Takes in one projection's share of a batch. */
export type Intake = (tx: DatabaseTransactionConnection, share: Share) => Promise<Left>;

/** Nothing of a batch could be applied: whether its events are to blame or the projection is to be told by other events. */
class Undecided extends Error {}

/**
 * Runs the transaction with a plain intake. Where that fails, and not for an outage, once more with one that looks for the events
 * that are to blame, and for all that with `controls` where a batch has no event that can be applied.
 */
export async function isolatePoison<Result>(
  run: (intake: Intake) => Promise<Result>,
  readControls: () => Promise<Controls>,
): Promise<Result> {
  try {
    return await run(takeIn);
  } catch (error) {
    if (isTransient(error)) throw error;
  }
  try {
    return await run(carefully(new Map()));
  } catch (error) {
    if (!(error instanceof Undecided)) throw error;
  }
  const controls = await readControls();
  return await run(carefully(controls)).catch((error) => {
    throw error instanceof Undecided ? error.cause : error;
  });
}

/**
 * Takes in what each projection is due of a batch, and parks streams where the intake finds poison. The projections' checkpoints
 * must be locked and not moved yet.
 */
export async function applyBatch(
  tx: DatabaseTransactionConnection,
  shares: readonly Pick<Share, 'projection' | 'events'>[],
  opened: Decrypted,
  intake: Intake,
): Promise<readonly Parked[]> {
  const due = shares.filter(({ events }) => events.length > 0);
  if (due.length === 0) return [];
  const streams = new Set(due.flatMap(({ events }) => events.map(({ stream }) => stream)));
  const projections = due.map(({ projection }) => projection);
  const asideOf = await readExclusions(tx, projections, [...streams]);
  const poisons: PoisonStream[] = [];
  for (const { projection, events } of due) {
    const left = await intake(tx, { projection, events, aside: asideOf(projection), opened });
    await addParkedEvents(tx, left.letters);
    poisons.push(...left.poisons);
  }
  return parkStreams(tx, poisons);
}

/** Applies the events, which throws where any of them fails. Those of parked streams go behind those that wait already. */
async function takeIn(tx: DatabaseTransactionConnection, { projection, events, aside, opened }: Share) {
  const { due, letters } = sorted(events, aside);
  const ready = due.map(({ event, follows }) => openedBy(opened, event, follows));
  if (ready.length > 0) await projection.apply(tx, ready);
  return { poisons: [], letters } satisfies Left;
}

/**
 * Applies what can be applied: a stream's events up to its culprit, and all of the others. Throws where even that fails, and
 * `Undecided` where nothing is left and no control can be applied either: then it is not the events.
 */
const carefully =
  (controls: Controls) =>
  async (tx: DatabaseTransactionConnection, share: Share): Promise<Left> => {
    const { projection, events, aside, opened } = share;
    const { due, letters } = sorted(events, aside);
    const trial = createTrial(tx, projection);
    const errors = new Map<string, { position: bigint; error: unknown }>();
    for (const { event } of due) {
      const failed = opened.failures.has(event.position) && !errors.has(event.stream);
      if (failed) errors.set(event.stream, { position: event.position, error: opened.failures.get(event.position) });
    }
    const isBefore = ({ stream, position }: Pick<SealedEvent, 'stream' | 'position'>) =>
      position < (errors.get(stream)?.position ?? position + 1n);
    const readable = due.filter(({ event }) => isBefore(event));
    const ready = readable.map(({ event, follows }) => openedBy(opened, event, follows));
    for (const [stream, { event, error }] of await findPoisonEvents(ready, trial)) {
      errors.set(stream, { position: event.position, error });
    }

    const good = ready.filter(isBefore);
    if (good.length > 0) await projection.apply(tx, good);
    // What is of erased owners is let be, whatever state the projection is in.
    const isTold = errors.size === 0 || (await effectiveEvents(tx, projection, good)).length > 0;
    if (!isTold && !(await anyCan(controls.get(keyOf(projection)) ?? [], trial))) {
      throw new Undecided('Nothing could be applied', { cause: [...errors.values()][0]?.error });
    }
    const poisons = [...errors].flatMap(([stream, { position, error }]) => {
      const [first, ...later] = due.flatMap(({ event }) =>
        event.stream === stream && event.position >= position ? [event] : [],
      );
      return first ? [{ projection, error, events: [first, ...later] } satisfies PoisonStream] : [];
    });
    return { poisons, letters };
  };

async function anyCan(candidates: readonly RecordedEvent[], trial: Trial): Promise<boolean> {
  for (const candidate of candidates) if ((await trial([candidate])) === null) return true;
  return false;
}

/**
 * Parts the events: what is due, with what it follows, and what waits behind a poison event. In neither is what was discarded, and
 * what else is of an owner whose erasure is among them: that one is due even where its stream is parked, or the rows would stay.
 */
export function sorted(events: readonly SealedEvent[], { parked, discarded }: StreamExclusions) {
  const leaving = ownersErasedIn(events);
  const letters: { parked: bigint; event: SealedEvent }[] = [];
  const due: { event: SealedEvent; follows: number }[] = [];
  for (const event of events) {
    const isLeaving = leaving.has(event.metadata.owner);
    if (isLeaving && event.type !== erasure) continue;
    const id = parked.get(event.stream);
    const skipped = discarded.get(event.stream);
    if (skipped?.has(event.revision)) continue;
    let follows = event.revision - 1;
    while (skipped?.has(follows)) follows -= 1;
    if (id !== undefined && !isLeaving) letters.push({ parked: id, event });
    else due.push({ event, follows });
  }
  return { due, letters };
}

function openedBy({ events, failures }: Decrypted, event: SealedEvent, follows: number): DueEvent {
  const opened = events.get(event.position);
  if (!opened) throw failures.get(event.position) ?? new Error(`Event ${event.id} was not opened`);
  return follows === event.revision - 1 ? opened : { ...opened, previousRevision: follows };
}
