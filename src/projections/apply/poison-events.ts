import type { DatabaseTransactionConnection } from 'slonik';
import type { RecordedEvent } from '../../events/event.ts';
import type { DueEvent, Projection } from '../core/projection.ts';
import { isTransient } from '../core/retry.ts';

/** The first event of a stream that cannot be applied although the events before it are applied, and its error. */
export type PoisonEvent = Readonly<{ event: RecordedEvent; error: unknown }>;

/**
 * Tries to apply events and rolls the changes back. Returns the error if the events cannot be applied, otherwise null.
 * Throws when a service is down, since that says nothing about the events.
 */
export type Trial = (events: readonly DueEvent[]) => Promise<{ error: unknown } | null>;

const rollback = new Error('Rolls the trial back');

/** Creates the function that tries to apply events, each time under a savepoint within the transaction `tx`. */
export const createTrial =
  (tx: DatabaseTransactionConnection, projection: Projection): Trial =>
  async (events) => {
    if (events.length === 0) return null;
    try {
      await tx.transaction(async (savepoint) => {
        await projection.apply(savepoint, events);
        throw rollback;
      });
      return null;
    } catch (error) {
      if (error === rollback) return null;
      if (isTransient(error)) throw error;
      return { error };
    }
  };

/**
 * Finds the poison event of each stream by bisection: first the streams whose events cannot be applied, then the first
 * failing event of each such stream. This costs about 2·log₂(number of events) trials per poison event.
 */
export async function findPoisonEvents(
  events: readonly DueEvent[],
  trial: Trial,
): Promise<ReadonlyMap<string, PoisonEvent>> {
  const poisonEvents = new Map<string, PoisonEvent>();
  await bisect([...Map.groupBy(events, ({ stream }) => stream)]);
  return poisonEvents;

  async function bisect(streams: readonly (readonly [string, readonly DueEvent[]])[]): Promise<void> {
    const failed = await trial(inOrder(streams.flatMap(([, each]) => each)));
    if (!failed) return;
    const [first, ...others] = streams;
    if (first && others.length === 0) {
      const poison = await findFirst(first[1], failed.error, trial);
      if (poison) poisonEvents.set(first[0], poison);
      return;
    }
    const middle = streams.length >> 1;
    await bisect(streams.slice(0, middle));
    await bisect(streams.slice(middle));
  }
}

/**
 * Finds the first failing event of a stream whose events cannot all be applied, by bisection: looks for the shortest
 * sequence of first events that fails. The last event of that sequence is the poison event.
 */
async function findFirst(stream: readonly DueEvent[], error: unknown, trial: Trial): Promise<PoisonEvent | null> {
  let failing = { length: stream.length, error };
  for (let applicable = 0; applicable + 1 < failing.length; ) {
    const middle = (applicable + failing.length) >> 1;
    const failed = await trial(stream.slice(0, middle));
    if (failed) failing = { length: middle, error: failed.error };
    else applicable = middle;
  }
  const event = stream[failing.length - 1];
  return event ? { event, error: failing.error } : null;
}

const inOrder = (events: readonly DueEvent[]): readonly DueEvent[] =>
  events.toSorted((a, b) => (a.position < b.position ? -1 : 1));
