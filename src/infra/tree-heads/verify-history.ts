import type { DatabasePool } from 'slonik';
import type { Owner } from '../../events/ids.ts';
import type { BadEvent, StreamHead, TreeHeads } from '../../ports/tree-heads.ts';
import type { Authenticity } from '../log/authenticity.ts';
import type { StreamEnd } from '../log/end-table.ts';
import type { createReadSealed } from '../log/read-sealed.ts';
import { beforeFirst, missingEvent, problemOf } from '../log/verify-log.ts';
import { headsOf, readLastTreeHead } from './stored-heads.ts';

type Options = Readonly<{
  db: DatabasePool;
  readSealed: ReturnType<typeof createReadSealed>;
  isOwn: Authenticity['isOwn'];
}>;

/** How many events of a stream are in memory at the same time. */
const chunk = 500;
/** How many bad events are named. */
const maxProblems = 100;

/** Creates the function that checks the streams of an account, one after the other. */
export const createVerifyHistory =
  ({ db, readSealed, isOwn }: Options): TreeHeads['verify'] =>
  async (owner: Owner) => {
    const signed = (await readLastTreeHead(db))?.treeHead ?? null;
    const heads = await headsOf(db, owner);
    const problems: BadEvent[] = [];
    let events = 0;
    for (const head of heads) {
      const found = await verifyStreamOf(head);
      events += found.events;
      problems.push(...found.problems.slice(0, maxProblems - problems.length));
    }
    return { signed, streams: heads.length, events, problems };

    async function verifyStreamOf(head: StreamHead) {
      const { stream, revision, chain } = head;
      const bad: BadEvent[] = [];
      let end: StreamEnd = beforeFirst;
      let [events, isHeadThere] = [0, false];
      for (let from = 0; ; from += chunk) {
        const read = await readSealed({ stream, from, maxCount: chunk });
        for (const event of read) {
          const kind = problemOf(event, end, isOwn);
          if (kind) bad.push({ kind, stream, revision: event.revision, position: event.position, event: event.id });
          end = { revision: event.revision, chain: kind === 'foreign' ? end.chain : event.metadata.chain };
          if (event.revision === revision && (event.metadata.chain === chain || kind === 'foreign')) isHeadThere = true;
        }
        events += read.length;
        if (read.length < chunk) break;
      }
      if (!isHeadThere) bad.push(missingEvent(head));
      return { events, problems: bad };
    }
  };
