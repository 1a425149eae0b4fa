import type { handleUnaryCall } from '@grpc/grpc-js';
import { callErrorOf } from '../protocol/call-error.ts';
import type { WriteOptions } from '../protocol/write-requests.ts';
import { deleted } from '../protocol/write-responses.ts';
import { refuse } from '../store/refusal.ts';
import type { Store } from '../store/store.ts';
import { refuseOverdueCall } from './deadline.ts';
import { parseTarget, type WriteRules } from './validation.ts';

/** Handles Streams/Delete (`softDelete`) or Streams/Tombstone. */
export const handleDelete =
  (store: Store, rules: WriteRules, kind: 'softDelete' | 'tombstone'): handleUnaryCall<WriteOptions, Buffer> =>
  async (call, callback) => {
    try {
      const { stream, expected } = parseTarget(call.request, rules);
      if (rules.appendOnly) refuse({ kind: 'access-denied' });
      const written = await store.write((writes) => {
        refuseOverdueCall(call);
        return writes[kind](stream, expected);
      });
      callback(null, deleted(written));
    } catch (error) {
      callback(callErrorOf(error));
    }
  };
