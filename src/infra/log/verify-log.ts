import type { EventStoreDBClient } from '@eventstore/db-client';
import type { SealedEvent } from '../../ports/log.ts';
import { type Authenticity, claimsToBeOwn } from './authenticity.ts';
import { createLog } from './log.ts';
import { continuesChain } from './verify-stream.ts';

/**
 * What is wrong with an event of an own stream. `foreign`: this installation did not write it, or it was changed.
 * `gap`: events are missing before it. `broken-chain`: it does not continue the chain of the event before it.
 */
export type LogProblem = Readonly<{ kind: 'foreign' | 'gap' | 'broken-chain'; event: SealedEvent }>;

type Verified = Readonly<{ events: number; streams: number; problems: number }>;

const pageSize = 1_000;

/**
 * Verifies every event of every own stream in the whole log, in the same way as a command verifies the stream that it reads.
 * Calls `onProblem` for each problem, in log order.
 */
export async function verifyLog(
  client: EventStoreDBClient,
  { isOwn }: Pick<Authenticity, 'isOwn'>,
  onProblem: (problem: LogProblem) => void,
): Promise<Verified> {
  const log = createLog(client, { isOwn: claimsToBeOwn, onForeign: () => {} });
  const ends = new Map<string, Readonly<{ revision: number; chain: string }>>();
  const total = { events: 0, problems: 0 };

  function verify(event: SealedEvent): void {
    const end = ends.get(event.stream) ?? { revision: -1, chain: '' };
    const kind = problemOf(event, end);
    total.events += 1;
    if (kind) {
      total.problems += 1;
      onProblem({ kind, event });
    }
    ends.set(event.stream, {
      revision: event.revision,
      chain: kind === 'foreign' ? end.chain : event.metadata.chain,
    });
  }

  function problemOf(
    event: SealedEvent,
    end: Readonly<{ revision: number; chain: string }>,
  ): LogProblem['kind'] | null {
    if (!isOwn(event)) return 'foreign';
    if (event.revision !== end.revision + 1) return 'gap';
    return continuesChain(event, end.chain) ? null : 'broken-chain';
  }

  for (let after = 0n; ; ) {
    const page = await log.page(after, pageSize);
    for (const event of page) verify(event);
    const last = page.at(-1);
    if (!last || page.length < pageSize) return { ...total, streams: ends.size };
    after = last.position;
  }
}
