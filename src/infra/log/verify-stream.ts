import { DomainError } from '../../errors.ts';
import type { Known } from '../../ports/event-store.ts';
import type { SealedEvent } from '../../ports/log.ts';
import { type IsOwn, matchesChain } from './authenticity.ts';

/** The events of a stream that this installation has written, and those that something else has added. */
export type VerifiedStream = Readonly<{ own: readonly SealedEvent[]; foreign: readonly SealedEvent[] }>;

/**
 * Verifies the events of a stream after `known`: each own event must continue the chain of the own event before it.
 * Foreign events can only have been added at the end, where an erasure may follow them. Throws `history-damaged` when an
 * event is missing or changed.
 */
export function verifyStream(events: readonly SealedEvent[], known: Known, isOwn: IsOwn): VerifiedStream {
  let { revision, chain } = known;
  const own: SealedEvent[] = [];
  const foreign: SealedEvent[] = [];
  for (const event of events) {
    revision += 1;
    if (event.revision !== revision) throw historyDamaged();
    if (!isOwn(event)) {
      foreign.push(event);
      continue;
    }
    // An own event that was changed is a foreign one, and the chain of the next own event shows that it is missing.
    if (!continuesChain(event, chain)) throw historyDamaged();
    own.push(event);
    chain = event.metadata.chain;
  }
  return { own, foreign };
}

/**
 * Whether an own event continues a chain. An event with a mac names the chain before it, and the mac proves that name.
 * For an old event without a mac, the chain is computed again.
 */
export const continuesChain = (event: SealedEvent, chain: string): boolean =>
  event.metadata.mac ? event.metadata.mac.previous === chain : matchesChain(event, chain);

/** The refusal for a stream that something else than this installation has changed, so that no command may continue it. */
export const historyDamaged = (cause?: unknown): DomainError =>
  new DomainError(
    'history-damaged',
    'Something other than IronTrack has changed this history in the event store. An operator must look at it.',
    { cause },
  );
