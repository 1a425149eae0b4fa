import type { Written } from '../store/events.ts';
import type { FailureOf } from '../store/refusal.ts';
import { batchErrorOf, wrongExpectedVersion } from './batch-error.ts';
import { createEncoder } from './codec.ts';
import { uuidMessage } from './uuid.ts';

const encodeAppend = createEncoder('AppendResp');
const encodeDelete = createEncoder('DeleteResp');
const encodeBatch = createEncoder('BatchAppendResp');

const positionOf = (position: number) => ({ commitPosition: position, preparePosition: position });

const successOf = ({ revision, position }: Written) => ({
  ...(revision < 0 ? { noStream: {} } : { currentRevision: revision }),
  ...(position === undefined ? { noPosition: {} } : { position: positionOf(position) }),
});

export const appended = (written: Written): Buffer => encodeAppend({ success: successOf(written) });

/** The response to a classic append whose expected revision is wrong. It is a normal response, not an error status. */
export const notAppended = (failure: FailureOf<'wrong-expected-version'>): Buffer =>
  encodeAppend({ wrongExpectedVersion: wrongExpectedVersion(failure) });

/** The response to a delete or a tombstone: the position of the event that records the deletion. */
export const deleted = ({ position }: Written): Buffer =>
  encodeDelete(position === undefined ? { noPosition: {} } : { position: positionOf(position) });

/** Identifies one append among those of a BatchAppend call. */
export type BatchAppend = { correlationId: string; stream: string };

const replyTo = ({ correlationId, stream }: BatchAppend, result: object): Buffer =>
  encodeBatch({
    correlationId: uuidMessage(correlationId),
    ...result,
    streamIdentifier: { streamName: stream },
  });

export const batchAppended = (append: BatchAppend, written: Written): Buffer =>
  replyTo(append, { success: successOf(written) });

export const batchFailed = (append: BatchAppend, error: unknown): Buffer =>
  replyTo(append, { error: batchErrorOf(error) });
