import type { SealedEvent } from '../../ports/log.ts';
import type { StreamHead } from '../../ports/tree-heads.ts';

/** Heads that the log must have, page by page, in the order of their positions. */
export type ExpectedHeads = AsyncIterable<readonly StreamHead[]>;

/** Compares heads with the events of the log, which are passed in their order. */
export type HeadMatcher = Readonly<{
  /** Returns the heads up to the event that the log lacks; without an event, all that are left. */
  missingUpTo: (event: SealedEvent | null) => readonly StreamHead[];
  /** Loads the heads up to a position, so that `missingUpTo` need not wait. */
  load: (position: bigint | null) => Promise<void>;
}>;

export function createHeadMatcher(expected: ExpectedHeads): HeadMatcher {
  const pages = expected[Symbol.asyncIterator]();
  let loaded: readonly StreamHead[] = [];
  let next = 0;
  let isOver = false;

  async function load(position: bigint | null): Promise<void> {
    const isLoaded = () => position !== null && (loaded.at(-1)?.position ?? -1n) >= position;
    while (!isOver && !isLoaded()) {
      const page = await pages.next();
      if (page.done) isOver = true;
      else [loaded, next] = [[...loaded.slice(next), ...page.value], 0];
    }
  }

  function missingUpTo(event: SealedEvent | null): readonly StreamHead[] {
    const missing: StreamHead[] = [];
    for (let head = loaded[next]; head && (event === null || head.position <= event.position); head = loaded[next]) {
      next += 1;
      if (event === null || !isHead(event, head)) missing.push(head);
    }
    return missing;
  }

  return { load, missingUpTo };
}

const isHead = ({ stream, revision, position, metadata }: SealedEvent, head: StreamHead): boolean =>
  position === head.position && stream === head.stream && revision === head.revision && metadata?.chain === head.chain;
