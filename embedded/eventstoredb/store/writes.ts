import type { DatabaseSync } from 'node:sqlite';
import { createEventTable } from './event-table.ts';
import {
  type ExpectedRevision,
  isMetastream,
  metastreamOf,
  originalOf,
  type ProposedEvent,
  TOMBSTONE,
  type Written,
} from './events.ts';
import { checkExpectedRevision } from './expected-revision.ts';
import { refuse } from './refusal.ts';
import { deletedMetadata, revivedMetadata } from './stream-metadata.ts';
import { firstVisible, type StreamState, type StreamStates } from './stream-states.ts';

/**
 * The operations that write to the log. Each one checks everything before it writes, so a refused one has written
 * nothing.
 */
export type Writes = {
  append(stream: string, expected: ExpectedRevision, events: readonly ProposedEvent[]): Written;
  /** Soft-deletes a stream: hides its events until an event is written to the stream again. */
  softDelete(stream: string, expected: ExpectedRevision): Written;
  /** Ends a stream permanently. */
  tombstone(stream: string, expected: ExpectedRevision): Written;
  /** Clears the cached states and the next position. Must be called after a transaction was rolled back. */
  rolledBack(): void;
};

const noBytes = new Uint8Array();

const systemEvent = (type: string, json: boolean, data: Uint8Array): ProposedEvent => ({
  id: crypto.randomUUID(),
  type,
  json,
  data,
  metadata: noBytes,
});

/** Creates the operations that write to the log. The caller runs each of them in a transaction. */
export function createWrites(db: DatabaseSync, states: StreamStates): Writes {
  const table = createEventTable(db, states);

  const addMetadata = (stream: string, metadata: Uint8Array): Written => {
    const metastream = metastreamOf(stream);
    return table.add(metastream, states.of(metastream).last + 1, [systemEvent('$metadata', true, metadata)]);
  };

  /**
   * Makes a soft-deleted stream readable from the revision `first` on, because an event was written to it or to its
   * metadata; earlier events stay hidden.
   */
  const revive = (stream: string, first: number): void => {
    addMetadata(stream, revivedMetadata(states.metadataOf(stream) ?? noBytes, first));
  };

  const add = (stream: string, state: StreamState, events: readonly ProposedEvent[]): Written => {
    const original = isMetastream(stream) ? originalOf(stream) : undefined;
    const originalState = original === undefined ? undefined : states.of(original);
    const written = table.add(stream, state.last + 1, events);
    if (state.visibility.deleted) revive(stream, state.last + 1);
    if (original !== undefined && originalState?.visibility.deleted) revive(original, originalState.last + 1);
    return written;
  };

  const repeated = (state: StreamState, revision: number): Written => {
    const isVisible = !state.visibility.deleted && revision >= firstVisible(state);
    return { revision, position: isVisible ? table.at(state, revision)?.position : undefined };
  };

  const checkDelete = (stream: string, expected: ExpectedRevision): StreamState => {
    const state = states.of(stream);
    checkExpectedRevision({ stream, state, expected, ids: [crypto.randomUUID()] }, table);
    return state;
  };

  return {
    append(stream, expected, events) {
      const state = states.of(stream);
      const ids = events.map(({ id }) => id);
      const verdict = checkExpectedRevision({ stream, state, expected, ids }, table);
      if (verdict.kind === 'repeated') return repeated(state, verdict.revision);
      if (events.length > 0) return add(stream, state, events);
      return { revision: state.last, position: table.at(state, state.last)?.position };
    },
    softDelete(stream, expected) {
      const { last: current, hasMetadata } = checkDelete(stream, expected);
      if (current < 0 && !hasMetadata) refuse({ kind: 'wrong-expected-version', stream, expected, current });
      return addMetadata(stream, deletedMetadata());
    },
    tombstone(stream, expected) {
      checkDelete(stream, expected);
      return table.add(stream, TOMBSTONE, [systemEvent('$streamDeleted', false, noBytes)]);
    },
    rolledBack() {
      states.forgetAll();
      table.resetPosition();
    },
  };
}
