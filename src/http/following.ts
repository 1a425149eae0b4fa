import { DomainError } from '../errors.ts';
import { placeAfter } from '../queries/changes/feed-token.ts';
import type { WaitForChanges } from '../queries/changes/wait-for-changes.ts';
import type { Dependencies } from './dependencies.ts';
import type { Caller } from './guards.ts';
import { HttpError } from './problem.ts';
import type { Incoming } from './route.ts';

/** What streams of server-sent events have in common. */

/** The stream of an app ends within a second after its grant. */
const appCheckMs = 800;

/** What ends and paces a stream. */
export type Pace = Readonly<{
  /** How long a client waits before it connects again. */
  retryMs: number;
  /** How often the stream asks whether the caller may still read. */
  checkMs: number;
  /** Aborted when the client leaves, the service stops, or the time of the stream is over. */
  over: AbortSignal;
}>;

export function paceOf(
  { closing, config: { live } }: Pick<Dependencies, 'closing' | 'config'>,
  { credential }: Caller,
  incoming: Pick<Incoming, 'closeSignal'>,
): Pace {
  return {
    retryMs: live.retryMs,
    checkMs: credential.kind === 'app' ? Math.min(live.checkMs, appCheckMs) : live.checkMs,
    over: AbortSignal.any([incoming.closeSignal(), closing, AbortSignal.timeout(live.lastsMs)]),
  };
}

/** Creates a check whether the caller may still read. It asks the guard again when the time has passed. */
export function createCheck({ readmit }: Pick<Incoming, 'readmit'>, everyMs: number): () => Promise<boolean> {
  let checkedAt = performance.now();
  return async () => {
    if (performance.now() - checkedAt < everyMs) return true;
    checkedAt = performance.now();
    return (await orNull(readmit())) !== null;
  };
}

/** The largest position: after it there is nothing. */
export const maxPosition = 2n ** 63n - 1n;

/** The wait for a change of an account after a position. Shared changes do not end the wait. */
export const waitingAfter = (after: bigint): Pick<WaitForChanges, 'after'> => {
  const [own, shared] = [placeAfter(after), placeAfter(maxPosition)];
  return { after: { kinds: [], since: after, own, shared, landmark: null } };
};

/** The answer, or null when it was refused or a service is away. A stream then ends, and the client asks again. */
export const orNull = <Answer>(answer: Promise<Answer>): Promise<Answer | null> =>
  answer.catch((error: unknown) => {
    if (error instanceof DomainError || error instanceof HttpError) return null;
    throw error;
  });
