import { setTimeout as delay } from 'node:timers/promises';
import type { AccountId } from '../../events/ids.ts';
import { placeAfter } from '../../queries/changes/feed-token.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller } from '../guards.ts';
import { orNull } from '../or-null.ts';
import type { Incoming } from '../route.ts';
import { recordReads } from './roster.ts';

/** The pause after a change, so that many changes at once are one event. */
const pauseMs = 500;
/** The largest position: after it there is nothing. */
const maxPosition = 2n ** 63n - 1n;

/** The athletes of a coach, each with the position of the last event. */
type Ends = ReadonlyMap<AccountId, bigint>;
type Following = Readonly<{ caller: Caller; incoming: Incoming }>;

/**
 * Tells which athletes of a coach have new events, and whose relationship has begun or ended, as server-sent events. The
 * stream ends when the client leaves, the sign-in or the role ends, the service stops, or its time is over.
 */
export async function* followAthletes(
  deps: Dependencies,
  { caller, incoming }: Following,
): AsyncGenerator<string, void> {
  const { retryMs, checkMs, lastsMs } = deps.config.live;
  const over = AbortSignal.any([incoming.closeSignal(), deps.closing, AbortSignal.timeout(lastsMs)]);
  let known = await endsOf(deps, caller);
  yield `retry: ${retryMs}\nevent: begin\ndata: {}\n\n`;
  while (!over.aborted) {
    await anyChange(deps, known, AbortSignal.any([over, AbortSignal.timeout(checkMs)]));
    if (over.aborted || !(await orNull(incoming.readmit()))) return;
    const now = await orNull(endsOf(deps, { ...caller, requiredPosition: () => 0n }));
    if (!now) return;
    const changed = [...new Set([...known.keys(), ...now.keys()])].filter((id) => known.get(id) !== now.get(id));
    known = now;
    if (changed.length === 0) yield ': no change\n\n';
    else {
      await recordReads(
        deps,
        caller,
        'followAthletes',
        changed.filter((id) => now.has(id)),
      );
      yield `event: athletes\ndata: ${JSON.stringify({ athletes: changed })}\n\n`;
    }
    await delay(Math.min(pauseMs, checkMs), undefined, { signal: over }).catch(() => {});
  }
}

async function endsOf({ queries }: Dependencies, { account, requiredPosition }: Caller): Promise<Ends> {
  const found = await queries.listReviews({ coach: account.id, requiredPosition });
  return new Map(found.map(({ athleteId, end }) => [athleteId, BigInt(end)]));
}

/** Waits until one of the athletes has an event after the last one that is known, or until the signal is aborted. */
async function anyChange({ queries }: Dependencies, known: Ends, signal: AbortSignal): Promise<void> {
  const found = new AbortController();
  const waiting = AbortSignal.any([signal, found.signal]);
  const aborted = new Promise<void>((resolve) => waiting.addEventListener('abort', () => resolve(), { once: true }));
  const shared = placeAfter(maxPosition);
  const changes = [...known].map(([owner, end]) => {
    const after = { kinds: [], since: end, own: placeAfter(end), shared, landmark: null };
    return queries.waitForChanges({ owner, after, signal: waiting });
  });
  await Promise.race([aborted, ...changes]);
  found.abort();
}
