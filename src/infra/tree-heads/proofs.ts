import type { EventStoreDBClient } from '@eventstore/db-client';
import { type DatabasePool, type DatabaseTransactionConnection, sql } from 'slonik';
import type { Owner } from '../../events/ids.ts';
import { parseStream } from '../../events/streams.ts';
import type { SealedEvent } from '../../ports/log.ts';
import type { ProofLine, SignedTreeHead, StreamHead, TreeHeads } from '../../ports/tree-heads.ts';
import type { Authenticity } from '../log/authenticity.ts';
import { canonicalJson } from '../log/canonical-json.ts';
import { createReadSealed } from '../log/read-sealed.ts';
import { bucketOf, createMerkleTree, type MerkleTree } from './merkle-tree.ts';
import { headsOf, leavesIn, readBuckets, readLastTreeHead } from './stored-heads.ts';
import type { TreeHeadKeys } from './tree-head-keys.ts';
import { createVerifyHistory } from './verify-history.ts';

export type ProofOptions = Readonly<{
  db: DatabasePool;
  client: EventStoreDBClient;
  isOwn: Authenticity['isOwn'];
  keys: Pick<TreeHeadKeys, 'publicKey'>;
}>;

type Snapshot = Readonly<{
  signed: SignedTreeHead;
  heads: readonly StreamHead[];
  leaves: ReadonlyMap<number, readonly string[]>;
  tree: MerkleTree;
}>;

/** How many events of a stream are in memory at the same time. */
const chunk = 500;

/** Creates the port that proves and verifies histories. */
export function createTreeHeads({ db, client, isOwn, keys }: ProofOptions): TreeHeads {
  const readSealed = createReadSealed(client);
  /** The tree of the last tree head that a proof was made for: making it reads 65,536 hashes. */
  let known: Readonly<{ text: string; tree: MerkleTree }> | undefined;

  async function treeOf(tx: DatabaseTransactionConnection, { text }: SignedTreeHead): Promise<MerkleTree> {
    if (known?.text === text) return known.tree;
    const tree = createMerkleTree();
    tree.set(await readBuckets(tx));
    known = { text, tree };
    return tree;
  }

  /** Reads the heads of an account and how the tree contains them, all as of one tree head. */
  const readSnapshot = (owner: Owner, categories: readonly string[]): Promise<Snapshot | null> =>
    db.transaction(async (tx) => {
      await tx.query(sql.unsafe`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`);
      const signed = await readLastTreeHead(tx);
      if (!signed) return null;
      const heads = (await headsOf(tx, owner)).filter(({ stream }) =>
        categories.includes(parseStream(stream).category),
      );
      const leaves = await leavesIn(tx, new Set(heads.map(({ stream }) => bucketOf(stream))));
      return { signed, heads, leaves, tree: await treeOf(tx, signed) };
    });

  /** The own events of a stream up to its head. */
  async function* eventsUpTo({ stream, revision }: StreamHead): AsyncGenerator<SealedEvent> {
    for (let from = 0; from <= revision; from += chunk) {
      const events = await readSealed({ stream, from, maxCount: Math.min(chunk, revision - from + 1) });
      yield* events.filter(isOwn);
      if (events.length === 0) return;
    }
  }

  async function* prove(owner: Owner, categories: readonly string[]): AsyncGenerator<ProofLine> {
    const snapshot = await readSnapshot(owner, categories);
    if (!snapshot) return yield { kind: 'end', streams: 0, events: 0 };
    const { signed, heads, leaves, tree } = snapshot;
    yield { kind: 'tree-head', text: signed.text, signature: signed.signature };
    let events = 0;
    for (const head of heads) {
      for await (const event of eventsUpTo(head)) {
        events += 1;
        yield { kind: 'event', covered: coveredOf(event), chain: event.metadata.chain };
      }
      const { stream, revision, chain } = head;
      const bucket = bucketOf(stream);
      yield { kind: 'head', stream, revision, chain, leaves: leaves.get(bucket) ?? [], path: tree.pathOf(bucket) };
    }
    yield { kind: 'end', streams: heads.length, events };
  }

  return {
    publicKey: keys.publicKey,
    last: () => readLastTreeHead(db),
    prove,
    verify: createVerifyHistory({ db, readSealed, isOwn }),
  };
}

/** The text that the chain of an event covers, besides the chain of the event before. */
function coveredOf({ stream, revision, type, data, metadata }: SealedEvent): string {
  const { chain: _, mac: __, ...rest } = metadata;
  return canonicalJson({ stream, revision, type, data, metadata: rest });
}
