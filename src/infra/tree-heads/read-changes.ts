import type { CommonQueryMethods } from 'slonik';
import type { Log, SealedEvent } from '../../ports/log.ts';
import type { Logger } from '../../ports/logger.ts';
import { continuesChain } from '../log/verify-stream.ts';
import { type OwnedHead, readHeads } from './stored-heads.ts';

/** The heads that have changed, and the events that have changed them: how many, and the last one. */
export type Changes = Readonly<{
  heads: readonly OwnedHead[];
  events: number;
  last: SealedEvent | null;
  /** Whether the log has further events. */
  isMore: boolean;
}>;

type Options = Readonly<{ log: Pick<Log, 'page'>; logger: Pick<Logger, 'error'> }>;

/** Events after this position are wanted, at least those up to `upTo`. */
type Range = Readonly<{ after: bigint; upTo: bigint }>;

/** The checks of a page block the process, which also dispatches events. */
const pageSize = 250;
/** After how many events a tree head is made, when many have not been signed yet. */
const maxEvents = 20_000;

/**
 * Reads which heads have changed. The head of a stream whose events do not continue it stays as it is: `audit verify` names
 * such an event. Each page needs a statement, so the transaction is never idle for long.
 */
export async function readChanges(
  { log, logger }: Options,
  tx: CommonQueryMethods,
  { after, upTo }: Range,
): Promise<Changes> {
  const heads = new Map<string, OwnedHead>();
  let events = 0;
  let last: SealedEvent | null = null;
  for (let from = after; ; ) {
    const page = await log.page(from, pageSize);
    const unknown = new Set(page.map(({ stream }) => stream).filter((stream) => !heads.has(stream)));
    const stored = new Map((await readHeads(tx, [...unknown])).map((head) => [head.stream, head]));
    for (const event of page) {
      const { stream, revision, position, metadata } = event;
      const { chain, owner } = metadata;
      const head = heads.get(stream) ?? stored.get(stream);
      if (continuesHead(event, head)) heads.set(stream, { stream, owner, revision, chain, position });
      else
        logger.error('An event does not continue the signed history of its stream', {
          stream,
          revision,
          event: event.id,
        });
    }
    events += page.length;
    last = page.at(-1) ?? last;
    const isMore = page.length === pageSize;
    from = last?.position ?? after;
    if (!isMore || (events >= maxEvents && from >= upTo)) {
      return { heads: [...heads.values()].sort(byPosition), events, last, isMore };
    }
  }
}

const byPosition = (a: OwnedHead, b: OwnedHead): number => (a.position < b.position ? -1 : 1);

/** Events of others may be before the event that ends an account, so revisions may have gaps. */
const continuesHead = (event: SealedEvent, head: Readonly<{ revision: number; chain: string }> | undefined): boolean =>
  head ? event.revision > head.revision && continuesChain(event, head.chain) : continuesChain(event, '');
