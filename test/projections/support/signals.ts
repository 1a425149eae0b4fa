import { expect } from 'chai';
import { type DatabasePool, sql } from 'slonik';
import { bestsByExercise } from '../../../src/documents/signals/exercise-bests.ts';
import { restoredFacts, type SessionFacts } from '../../../src/documents/signals/session-facts.ts';
import { factsOf, tracedEvent, traceEvents, untraced } from '../../../src/documents/signals/session-trace.ts';
import { parseStream } from '../../../src/events/streams.ts';
import type { SealedEvent } from '../../../src/ports/log.ts';
import { tableOf } from '../../../src/projections/core/model.ts';
import { readPlainly } from '../../support/plain-events.ts';

/** A row of the read model of signals, with its columns as Postgres returns them. */
export type SignalTableRow = Readonly<Record<string, unknown>> &
  Readonly<{ id: string; revision: number; best: unknown; facts: string | null; doc: string | null }>;

export const readSignals = async (db: DatabasePool, version = 1): Promise<readonly SignalTableRow[]> =>
  (await db.any(sql.unsafe`SELECT * FROM ${tableOf('signals', version)} ORDER BY id`)) as SignalTableRow[];

/** The facts of each session of these events, by its id; null for a deleted session. */
export const factsIn = (events: readonly SealedEvent[]): ReadonlyMap<string, SessionFacts | null> => {
  const written = events.filter(({ stream }) => stream.startsWith('session-'));
  return new Map(
    [...Map.groupBy(written, ({ stream }) => stream)].map(([stream, own]) => [
      parseStream(stream).id,
      factsOf(traceEvents(untraced(), own.map(readPlainly).map(tracedEvent))),
    ]),
  );
};

/** Expects rows to say what plain folds of the sessions say. A row of an exercise remains without a best. */
export function expectSignals(rows: readonly SignalTableRow[], events: readonly SealedEvent[]): void {
  const facts = factsIn(events);
  const sessions = rows.filter(({ id }) => !id.includes('/'));
  const told = sessions.map(({ id, facts: text }) => [id, text === null ? null : restoredFacts(JSON.parse(text))]);
  expect(told).to.have.deep.members([...facts]);
  const bests = rows.flatMap(({ id, best }) => (id.includes('/') && best !== null ? [[id, Number(best)]] : []));
  const expected = [...facts].flatMap(([id, own]) =>
    own === null ? [] : [...bestsByExercise([own])].map(([exercise, [best]]) => [`${id}/${exercise}`, best?.value]),
  );
  expect(bests).to.have.deep.members(expected);
}
