import type { EventStoreDBClient } from '@eventstore/db-client';
import type { SealedEvent } from '../../ports/log.ts';
import type { StreamHead } from '../../ports/tree-heads.ts';
import { type Authenticity, claimsToBeOwn } from './authenticity.ts';
import { eventIdOf } from './chain.ts';
import { createEndTable, type StreamEnd } from './end-table.ts';
import { createHeadMatcher, type ExpectedHeads } from './expected-heads.ts';
import { createLog } from './log.ts';
import { continuesChain } from './verify-stream.ts';

/**
 * What is wrong with an event of an own stream. `foreign`: this installation did not write it, or it was changed.
 * `gap`: events are missing before it. `broken-chain`: it does not continue the chain of the event before it. `missing`: it was
 * signed, and the log does not have it.
 */
export type LogProblem = Readonly<{
  kind: 'foreign' | 'gap' | 'broken-chain' | 'missing';
  stream: string;
  revision: number;
  position: bigint;
  event: string;
}>;

export type VerifyLog = Readonly<{
  isOwn: Authenticity['isOwn'];
  /** Heads that the log must have. @defaultValue none */
  expected?: ExpectedHeads;
  /** Called for each problem, in log order. */
  onProblem: (problem: LogProblem) => void;
  /** Called after each page with the position of its last event. */
  onProgress?: (position: bigint) => void;
}>;

type Verified = Readonly<{ events: number; streams: number; problems: number }>;

const pageSize = 2_000;

/**
 * Verifies every event of every own stream in the whole log, in the same way as a command verifies the stream that it reads,
 * and that the log has the expected heads. The memory that it needs grows with the number of streams, not of events.
 */
export async function verifyLog(client: EventStoreDBClient, options: VerifyLog): Promise<Verified> {
  const { isOwn, onProblem, onProgress = () => {} } = options;
  const log = createLog(client, { isOwn: claimsToBeOwn, onForeign: () => {} });
  const matcher = createHeadMatcher(options.expected ?? none());
  const ends = createEndTable();
  const total = { events: 0, problems: 0 };

  function report(problem: LogProblem): void {
    total.problems += 1;
    onProblem(problem);
  }
  const reportMissing = ({ stream, revision, position, chain }: StreamHead) =>
    report({ kind: 'missing', stream, revision, position, event: eventIdOf(chain) });

  function verify(event: SealedEvent): void {
    const { stream, revision, position } = event;
    const end = ends.get(stream) ?? beforeFirst;
    const kind = problemOf(event, end);
    for (const head of matcher.missingUpTo(event)) {
      // An event that was changed is itself at the place of the head.
      if (kind !== 'foreign' || head.position < position) reportMissing(head);
    }
    total.events += 1;
    if (kind) report({ kind, stream, revision, position, event: event.id });
    ends.set(stream, { revision, chain: kind === 'foreign' ? end.chain : event.metadata.chain });
  }

  function problemOf(event: SealedEvent, end: StreamEnd): LogProblem['kind'] | null {
    if (!isOwn(event)) return 'foreign';
    if (event.revision !== end.revision + 1) return 'gap';
    return continuesChain(event, end.chain) ? null : 'broken-chain';
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
    for (const event of page) verify(event);
    if (last) onProgress(last.position);
    if (isLast) break;
  }
  for (const head of matcher.missingUpTo(null)) reportMissing(head);
  return { ...total, streams: ends.size() };
}

const beforeFirst: StreamEnd = { revision: -1, chain: '' };

async function* none(): AsyncGenerator<readonly StreamHead[]> {}
