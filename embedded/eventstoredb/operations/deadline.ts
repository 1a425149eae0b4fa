import type { Deadline } from '@grpc/grpc-js';
import { refuse } from '../store/refusal.ts';

/**
 * A client abandons a write at its deadline, so nothing may be written after it.
 * @param deadline in Unix milliseconds.
 */
export function refuseOverdue(deadline: number): void {
  if (deadline <= Date.now()) refuse({ kind: 'timeout' });
}

/** Called in the transaction: the client may have gone since its last message, and must not be surprised by a write. */
export function refuseOverdueCall(call: { cancelled: boolean; getDeadline(): Deadline }): void {
  if (call.cancelled) refuse({ kind: 'timeout' });
  refuseOverdue(Number(call.getDeadline()));
}
