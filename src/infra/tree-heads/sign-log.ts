import { type DatabasePool, type DatabaseTransactionConnection, sql } from 'slonik';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Logger } from '../../ports/logger.ts';
import type { SignedTreeHead, StreamHead, TreeHead } from '../../ports/tree-heads.ts';
import type { HeadsFile } from './heads-file.ts';
import { isInLog } from './is-in-log.ts';
import { bucketOf, createMerkleTree, type MerkleTree } from './merkle-tree.ts';
import { type Changes, readChanges } from './read-changes.ts';
import {
  headsAfter,
  insertTreeHead,
  readBuckets,
  readLastTreeHead,
  refreshBuckets,
  storeHeads,
} from './stored-heads.ts';
import { hashOfTreeHead, isOfSameLog, type TreeHeadKeys } from './tree-head-keys.ts';

/** The log lacks events that were signed: it was cut off, or restored to an older state. */
export class SignedEventsMissing extends Error {
  override readonly name = 'SignedEventsMissing';
}

export type SignLogOptions = Readonly<{
  db: DatabasePool;
  log: Pick<Log, 'page' | 'idAt' | 'head'>;
  file: HeadsFile;
  keys: Pick<TreeHeadKeys, 'signTreeHead'>;
  clock: Clock;
  logger: Pick<Logger, 'error'>;
}>;

/** `isMore`: whether the log has events that the next tree head will cover. */
type Signed = Readonly<{ signed: SignedTreeHead | null; isMore: boolean }>;

/**
 * Signs the heads of all streams, if the log has new events. `restored` is the reason why the log may lack what was signed:
 * an operator has restored the log and the database to an older state.
 */
export type SignLog = (options?: Readonly<{ restored?: string | undefined }>) => Promise<Signed>;

/**
 * Creates the function that signs. It stores the changed heads and the tree head in one transaction, and in the file before
 * that transaction ends. So the file is newer than the database only after a crash, or when the database was restored.
 */
export function createSignLog(options: SignLogOptions): SignLog {
  const { db, file } = options;
  let known: Readonly<{ text: string; tree: MerkleTree }> | undefined;

  async function treeOf(tx: DatabaseTransactionConnection, stored: SignedTreeHead | null): Promise<MerkleTree> {
    if (known && known.text === stored?.text) return known.tree;
    const tree = createMerkleTree();
    tree.set(await readBuckets(tx));
    return tree;
  }

  return ({ restored } = {}) =>
    db.transaction(async (tx) => {
      // Two processes may be signing for a moment, because a lease may be lost unnoticed.
      await tx.query(sql.unsafe`LOCK TABLE tree_heads IN SHARE ROW EXCLUSIVE MODE`);
      const [stored, filed] = [await readLastTreeHead(tx), await file.last()];
      const newest = laterOf(stored, filed);
      const before = restored === undefined ? newest : stored;
      await requireInLog(options.log, before);
      const after = stored?.treeHead.position ?? 0n;
      const changes = await readChanges(options, tx, { after, upTo: before?.treeHead.position ?? 0n });
      if (changes.last === null && (restored === undefined || !stored)) return { signed: null, isMore: false };
      const created = await storeHeads(tx, changes.heads);
      const tree = await treeOf(tx, stored);
      known = undefined;
      tree.set(await refreshBuckets(tx, new Set(changes.heads.map(({ stream }) => bucketOf(stream)))));
      const next = {
        ...{ stored, newest, before, changes, created, restored },
        root: tree.root(),
        at: options.clock(),
      };
      const signed = options.keys.signTreeHead(nextOf(next));
      await insertTreeHead(tx, signed);
      const filedTo = filedUpTo(filed?.treeHead, before?.treeHead);
      const heads = filed?.text === stored?.text ? once(changes.heads) : headsAfter(tx, filedTo);
      await file.append(signed, filedTo, heads);
      known = { text: signed.text, tree };
      return { signed, isMore: changes.isMore };
    });
}

async function requireInLog(log: SignLogOptions['log'], signed: SignedTreeHead | null): Promise<void> {
  if (!signed || (await isInLog(log, signed.treeHead))) return;
  const { number, event, position } = signed.treeHead;
  throw new SignedEventsMissing(
    `The log lacks event ${event} at position ${position}, which tree head ${number} covers. Run irontrack audit verify.`,
  );
}

type Next = Readonly<{
  stored: SignedTreeHead | null;
  /** The tree head with the highest number. */
  newest: SignedTreeHead | null;
  /** The tree head whose events the log still has. */
  before: SignedTreeHead | null;
  changes: Changes;
  created: number;
  root: string;
  at: TreeHead['at'];
  restored: string | undefined;
}>;

function nextOf({ stored, newest, before, changes, created, root, at, restored }: Next): Omit<TreeHead, 'key'> {
  const last = changes.last ?? { position: stored?.treeHead.position ?? 0n, id: stored?.treeHead.event ?? '' };
  return {
    number: (newest?.treeHead.number ?? 0) + 1,
    ...{ at, root, position: last.position, event: last.id },
    after: before?.treeHead.position ?? 0n,
    events: (stored?.treeHead.events ?? 0) + changes.events,
    streams: (stored?.treeHead.streams ?? 0) + created,
    previous: newest && hashOfTreeHead(newest.text),
    ...(restored !== undefined && { restored }),
    ...(stored?.treeHead.log !== undefined && { log: stored.treeHead.log }),
  };
}

/** The position up to which the file has the heads of this log; 0 if the file is about the log before a move. */
function filedUpTo(filed: TreeHead | undefined, before: TreeHead | undefined): bigint {
  return filed && before && isOfSameLog(filed, before) ? lowerOf(filed.position, before.position) : 0n;
}

function laterOf(a: SignedTreeHead | null, b: SignedTreeHead | null): SignedTreeHead | null {
  if (!a || !b) return a ?? b;
  return b.treeHead.number > a.treeHead.number ? b : a;
}

const lowerOf = (a: bigint, b: bigint): bigint => (a < b ? a : b);

async function* once(heads: readonly StreamHead[]): AsyncGenerator<readonly StreamHead[]> {
  yield heads;
}
