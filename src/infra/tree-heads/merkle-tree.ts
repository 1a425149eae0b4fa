import { hash } from 'node:crypto';
import type { StreamHead } from '../../ports/tree-heads.ts';

/*
 * The Merkle tree of all heads has 65,536 leaves, the buckets. A stream is in the bucket that the hash of its name selects,
 * so a proof also shows that the stream has no other head. The offline script of docs/guides computes the same hashes.
 */

/** How many levels are between the buckets and the root. */
const depth = 16;
export const buckets = 2 ** depth;
const hashBytes = 32;

const sha256 = (data: string | Uint8Array): Buffer => hash('sha256', data, 'buffer');

/** The bucket of a stream: the first two bytes of the hash of its name. */
export const bucketOf = (stream: string): number => sha256(stream).readUInt16BE(0);

/** The leaf of a head, in hex. Postgres computes the same one. */
export const leafOf = ({ stream, revision, chain }: Omit<StreamHead, 'position'>): string =>
  hash('sha256', `${stream} ${revision} ${chain}`, 'hex');

/** The hash of a bucket with these leaves: each in a line of its own, sorted. Postgres computes the same one. */
export const bucketHashOf = (leaves: readonly string[]): Buffer => sha256(leaves.toSorted().map(lineOf).join(''));

const lineOf = (leaf: string): string => `${leaf}\n`;

/** The tree in memory, 4 MB whatever the number of streams. */
export type MerkleTree = Readonly<{
  /** Replaces the hashes of buckets. It costs at most 16 hashes for each of them. */
  set: (changed: Iterable<readonly [bucket: number, hash: Uint8Array]>) => void;
  /** In hex. */
  root: () => string;
  /** The hashes beside the way from a bucket to the root, from below, in hex. */
  pathOf: (bucket: number) => readonly string[];
}>;

/** Creates a tree whose buckets are all empty. */
export function createMerkleTree(): MerkleTree {
  // The node i has the children 2i and 2i + 1. The root is node 1.
  const nodes = Buffer.alloc(2 * buckets * hashBytes);
  const nodeAt = (index: number): Buffer => nodes.subarray(index * hashBytes, (index + 1) * hashBytes);
  const join = (index: number): Buffer => sha256(nodes.subarray(2 * index * hashBytes, (2 * index + 2) * hashBytes));

  let empty = bucketHashOf([]);
  for (let first = buckets; first >= 1; first /= 2) {
    for (let index = first; index < 2 * first; index += 1) nodeAt(index).set(empty);
    empty = sha256(Buffer.concat([empty, empty]));
  }

  return {
    set(changed) {
      let parents = new Set<number>();
      for (const [bucket, bytes] of changed) {
        nodeAt(buckets + bucket).set(bytes);
        parents.add((buckets + bucket) >> 1);
      }
      for (let level = 0; level < depth; level += 1) {
        const above = new Set<number>();
        for (const index of parents) {
          nodeAt(index).set(join(index));
          above.add(index >> 1);
        }
        parents = above;
      }
    },
    root: () => nodeAt(1).toString('hex'),
    pathOf(bucket) {
      const path: string[] = [];
      for (let index = buckets + bucket; index > 1; index >>= 1) path.push(nodeAt(index ^ 1).toString('hex'));
      return path;
    },
  };
}
