import type { EventStoreDBClient } from '@eventstore/db-client';
import { z } from 'zod';
import type { SealedEvent } from '../../ports/log.ts';
import type { SignedTreeHead } from '../../ports/tree-heads.ts';
import type { CopyProblem } from '../../ports/verification.ts';
import type { Authenticity } from '../log/authenticity.ts';
import { createLog } from '../log/log.ts';
import { bucketHashOf, bucketOf, createMerkleTree, leafOf } from './merkle-tree.ts';
import { parseTreeHead, type TreeHeadKeys } from './tree-head-keys.ts';

type Options = Readonly<{
  client: EventStoreDBClient;
  isOwn: Authenticity['isOwn'];
  keys: Pick<TreeHeadKeys, 'isSignatureOf'>;
}>;

const copySchema = z.object({ text: z.string(), signature: z.string() });

/** A tree head as it was sent to someone else. */
export type TreeHeadCopy = Pick<SignedTreeHead, 'text' | 'signature'>;

/** Parses the body of a request that was sent with a tree head. Throws for any other text. */
export const parseCopy = (text: string): TreeHeadCopy => copySchema.parse(JSON.parse(text));

const pageSize = 2_000;

/**
 * Checks that the log still has the state that a copy of a tree head signs, which someone else has kept. Returns what is
 * wrong, or null. It has the end of every stream in memory.
 */
export async function checkCopy(
  { client, isOwn, keys }: Options,
  { text, signature }: TreeHeadCopy,
): Promise<CopyProblem | null> {
  if (!keys.isSignatureOf(text, signature)) return { kind: 'copy', what: 'not-signed' };
  const { number: treeHead, position, event, root } = parseTreeHead(text);
  const log = createLog(client, { isOwn, onForeign: () => {} });
  const leaves = new Map<string, string>();
  let isFound = false;
  for (let after: bigint | undefined = 0n; after !== undefined && !isFound; ) {
    const page: readonly SealedEvent[] = await log.page(after, pageSize);
    // The event and not its position is searched, because the log may have been moved since.
    for (const { id, stream, revision, metadata } of page) {
      leaves.set(stream, leafOf({ stream, revision, chain: metadata.chain }));
      isFound = id === event;
      if (isFound) break;
    }
    after = page.length < pageSize ? undefined : page.at(-1)?.position;
  }
  if (!isFound) return { kind: 'copy', what: 'missing', treeHead, position, event };
  return rootOf(leaves) === root ? null : { kind: 'copy', what: 'different', treeHead, position, event };
}

function rootOf(leaves: ReadonlyMap<string, string>): string {
  const tree = createMerkleTree();
  const byBucket = Map.groupBy(leaves, ([stream]) => bucketOf(stream));
  tree.set([...byBucket].map(([bucket, entries]) => [bucket, bucketHashOf(entries.map(([, leaf]) => leaf))] as const));
  return tree.root();
}
