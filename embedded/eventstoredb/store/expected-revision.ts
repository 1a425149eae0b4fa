import type { EventTable } from './event-table.ts';
import { type ExpectedRevision, TOMBSTONE } from './events.ts';
import { refuse } from './refusal.ts';
import type { StreamState } from './stream-states.ts';

/**
 * A write to check: the stream with its current state, the revision that the writer expects, and the ids of the events.
 */
export type Attempt = {
  readonly stream: string;
  readonly state: StreamState;
  readonly expected: ExpectedRevision;
  readonly ids: readonly string[];
};

/** Whether to write. `repeated` means that the stream already has these events; `revision` is that of the last one. */
export type Verdict = { readonly kind: 'write' } | { readonly kind: 'repeated'; readonly revision: number };

type Lookup = Pick<EventTable, 'revisionOf' | 'at'>;

const write: Verdict = { kind: 'write' };

const conflict = ({ stream, state, expected }: Attempt): never =>
  refuse({ kind: 'wrong-expected-version', stream, expected, current: state.last });

/** Checks an append that expects no exact revision. It is a repetition if its first event is anywhere in the stream. */
function checkCondition(attempt: Attempt, table: Lookup): Verdict {
  const { state, ids } = attempt;
  const [first] = ids;
  if (first === undefined || table.revisionOf(state, first) === undefined) return write;
  const revisions = ids.map((id) => table.revisionOf(state, id) ?? conflict(attempt));
  return { kind: 'repeated', revision: Math.max(...revisions) };
}

/**
 * Checks an append that expects an exact revision. It is a repetition if the stream continues after that revision with
 * the ids of the append's events.
 */
function checkExact(attempt: Attempt, exact: number, table: Lookup): Verdict {
  const { state, expected, ids } = attempt;
  const idAt = (revision: number) => table.at(state, revision)?.id;
  if (exact === state.last) return write;
  if (exact > state.last || ids.length === 0) return conflict(attempt);
  if (idAt(exact + 1) !== ids[0]) {
    return expected === 'no_stream' && state.visibility.deleted ? write : conflict(attempt);
  }
  if (!ids.every((id, index) => idAt(exact + 1 + index) === id)) return conflict(attempt);
  return { kind: 'repeated', revision: exact + ids.length };
}

/**
 * Decides whether a write is to be done, because its expected revision is right, or repeats an earlier write.
 * @throws Refusal when neither is true, or when the stream is tombstoned.
 */
export function checkExpectedRevision(attempt: Attempt, table: Lookup): Verdict {
  const { stream, state, expected } = attempt;
  // The metadata of a tombstoned stream can still be written, so the stream itself counts here, not its original.
  if (state.last === TOMBSTONE) return refuse({ kind: 'stream-deleted', stream });
  if (expected === 'stream_exists') {
    if (state.visibility.deleted) return refuse({ kind: 'stream-deleted', stream });
    if (state.last < 0 && !state.hasMetadata) return conflict(attempt);
  }
  if (expected === 'any' || expected === 'stream_exists') return checkCondition(attempt, table);
  return checkExact(attempt, expected === 'no_stream' ? -1 : Number(expected), table);
}
