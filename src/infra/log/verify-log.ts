import type { EventStoreDBClient } from '@eventstore/db-client';
import type { SealedEvent } from '../../ports/log.ts';
import type { BadEvent, StreamHead } from '../../ports/tree-heads.ts';
import { type Authenticity, claimsToBeOwn } from './authenticity.ts';
import { eventIdOf } from './chain.ts';
import { createEndTable, type StreamEnd } from './end-table.ts';
import { createHeadMatcher, type ExpectedHeads } from './expected-heads.ts';
import { createLog } from './log.ts';
import { continuesChain } from './verify-stream.ts';

export type VerifyLog = Readonly<{
  isOwn: Authenticity['isOwn'];
  /** Heads that the log must have. @defaultValue none */
  expected?: ExpectedHeads;
}>;

type Verified = Readonly<{ events: number; streams: number }>;

const pageSize = 2_000;

/**
 * Verifies every event of every own stream in the whole log, in the same way as a command verifies the stream that it reads,
 * and that the log has the expected heads. After each page, yields the bad events in it and the position of its end. The
 * memory that it needs grows with the number of streams, not of events.
 */
export async function* verifyLog(
  client: EventStoreDBClient,
  { isOwn, expected = none() }: VerifyLog,
): AsyncGenerator<Readonly<{ position: bigint; bad: readonly BadEvent[] }>, Verified> {
  const log = createLog(client, { isOwn: claimsToBeOwn, onForeign: () => {} });
  const matcher = createHeadMatcher(expected);
  const ends = createEndTable();
  let events = 0;

  function badEventsAt(event: SealedEvent): readonly BadEvent[] {
    const { stream, revision, position } = event;
    const end = ends.get(stream) ?? beforeFirst;
    const kind = problemOf(event, end, isOwn);
    // An event that was changed is itself at the place of the head.
    const missing = matcher.missingUpTo(event).filter((head) => kind !== 'foreign' || head.position < position);
    ends.set(stream, { revision, chain: kind === 'foreign' ? end.chain : event.metadata.chain });
    return [...missing.map(missingEvent), ...(kind ? [{ kind, stream, revision, position, event: event.id }] : [])];
  }

  let reading = log.page(0n, pageSize);
  for (;;) {
    const page = await reading;
    const last = page.at(-1);
    const isLast = !last || page.length < pageSize;
    // The next page arrives while this one is verified.
    if (!isLast) reading = log.page(last.position, pageSize);
    reading.catch(() => {});
    await matcher.load(isLast ? null : last.position);
    events += page.length;
    const bad = page.flatMap(badEventsAt);
    const rest = isLast ? matcher.missingUpTo(null).map(missingEvent) : [];
    yield { position: last?.position ?? 0n, bad: [...bad, ...rest] };
    if (isLast) return { events, streams: ends.size() };
  }
}

/** The end of a stream without events. */
export const beforeFirst: StreamEnd = { revision: -1, chain: '' };

/** What is wrong with an event that follows this end of its stream. */
export function problemOf(event: SealedEvent, end: StreamEnd, isOwn: Authenticity['isOwn']): BadEvent['kind'] | null {
  if (!isOwn(event)) return 'foreign';
  if (event.revision !== end.revision + 1) return 'gap';
  return continuesChain(event, end.chain) ? null : 'broken-chain';
}

/** The event of a signed head that the log lacks. */
export const missingEvent = ({ stream, revision, position, chain }: StreamHead): BadEvent => ({
  ...{ kind: 'missing', stream, revision, position },
  event: eventIdOf(chain),
});

async function* none(): AsyncGenerator<readonly StreamHead[]> {}
