import type { Deadline } from '@grpc/grpc-js';
import { refuse } from '../store/refusal.ts';

/**
 * Refuses a write after its deadline, because the client has given up by then.
 * @param deadline in Unix milliseconds.
 */
export function refuseOverdue(deadline: number): void {
  if (deadline <= Date.now()) refuse({ kind: 'timeout' });
}

/**
 * Refuses the write of a cancelled or overdue call, whose client no longer expects a write. Runs in the write's
 * transaction, because the client may have given up since its last message.
 */
export function refuseOverdueCall(call: { cancelled: boolean; getDeadline(): Deadline }): void {
  if (call.cancelled) refuse({ kind: 'timeout' });
  refuseOverdue(Number(call.getDeadline()));
}
