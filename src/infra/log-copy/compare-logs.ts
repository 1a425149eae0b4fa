import type { SealedEvent } from '../../ports/log.ts';
import type { Authenticity } from '../log/authenticity.ts';
import { createEndTable } from '../log/end-table.ts';
import { beforeFirst, problemOf } from '../log/verify-log.ts';
import { foreignIdOf } from './copied-event.ts';
import { CopyRefused } from './copy-refused.ts';
import type { CopySource } from './source.ts';

export type CompareLogs = Readonly<{
  source: CopySource;
  target: CopySource;
  /** Recognises the events of the source. */
  isOwn: Authenticity['isOwn'];
  /** Recognises the copies, all of which have a mac. */
  isOwnCopy: Authenticity['isOwn'];
  /** Up to which position the source is compared. Later events may have been written meanwhile. */
  upTo: bigint;
  /** Is called with the positions of each event in both logs, in ascending order. */
  onPair?: (source: bigint, target: bigint) => void;
  onProgress?: (compared: number, position: bigint) => void;
}>;

/** `lastId` is the id of the last event of the copy. */
export type Compared = Readonly<{ events: number; streams: number; foreign: number; lastId: string | null }>;

/**
 * Reads both logs in their order, and throws `CopyRefused` for the first event that is not the same in both: its stream,
 * revision, type, id, chain, time or order. Checks the chain and the mac of each copy.
 */
export async function compareLogs(options: CompareLogs): Promise<Compared> {
  const { source, target, upTo, onPair, onProgress } = options;
  const check = createCheck(options);
  const copies = eventsOf(target);
  let [events, foreign] = [0, 0];
  let lastId: string | null = null;
  for await (const page of source.after(0n)) {
    for (const original of page.filter(({ position }) => position <= upTo)) {
      const copy = await copies();
      if (!check(original, copy)) foreign += 1;
      events += 1;
      lastId = copy?.id ?? null;
      if (copy) onPair?.(original.position, copy.position);
    }
    onProgress?.(events, page.at(-1)?.position ?? 0n);
  }
  const further = await copies();
  if (further) throw different(further);
  return { events, foreign, lastId, streams: check.streams() };
}

/** Creates the function that returns the next event of a log each time; undefined at its end. */
function eventsOf(log: Pick<CopySource, 'after'>) {
  const pages = log.after(0n)[Symbol.asyncIterator]();
  let [page, at]: [readonly SealedEvent[], number] = [[], 0];
  return async (): Promise<SealedEvent | undefined> => {
    if (at === page.length) {
      const next = await pages.next();
      if (next.done) return undefined;
      [page, at] = [next.value, 0];
    }
    at += 1;
    return page[at - 1];
  };
}

function createCheck({ isOwn, isOwnCopy }: Pick<CompareLogs, 'isOwn' | 'isOwnCopy'>) {
  const ends = createEndTable();
  /** Whether the original is an event of this installation. */
  const check = (original: SealedEvent, copy: SealedEvent | undefined): boolean => {
    const { stream, revision } = original;
    const isSame = copy?.stream === stream && copy.revision === revision;
    if (!copy || !isSame) throw different(original);
    const end = ends.get(stream) ?? beforeFirst;
    const problem = problemOf(copy, end, isOwnCopy);
    const isRight =
      problem === null
        ? isCopyOf(copy, original)
        : problem === 'foreign' && !isOwn(original) && copy.id === foreignIdOf(original);
    if (!isRight) throw different(original);
    ends.set(stream, { revision, chain: problem === null ? copy.metadata.chain : end.chain });
    return problem === null;
  };
  return Object.assign(check, { streams: ends.size });
}

/** Whether two events with the same place have the same contents. The id follows from the chain, which covers data and metadata. */
const isCopyOf = (copy: SealedEvent, original: SealedEvent): boolean =>
  copy.id === original.id &&
  copy.type === original.type &&
  copy.metadata.chain === original.metadata.chain &&
  copy.recordedAt === original.recordedAt;

const different = ({ stream, revision, id }: SealedEvent): CopyRefused =>
  new CopyRefused(
    `The copy differs at ${stream}@${revision} (event ${id}). Run irontrack audit verify, or copy to an event store without events of IronTrack.`,
  );
