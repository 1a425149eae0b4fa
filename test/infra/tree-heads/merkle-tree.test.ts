import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { bucketHashOf, bucketOf, createMerkleTree } from '../../../src/infra/tree-heads/merkle-tree.ts';

const sha256 = (...parts: readonly Uint8Array[]): Buffer =>
  parts.reduce((hash: ReturnType<typeof createHash>, part) => hash.update(part), createHash('sha256')).digest();

/** The root that a bucket's hash and its path lead to. */
function rootOf(bucket: number, hash: Buffer, path: readonly string[]): string {
  let [node, index] = [hash, bucket];
  for (const beside of path) {
    const other = Buffer.from(beside, 'hex');
    node = index % 2 === 0 ? sha256(node, other) : sha256(other, node);
    index >>= 1;
  }
  return node.toString('hex');
}

describe('the Merkle tree of all heads', () => {
  it('proves every bucket by its path, also an empty one', () => {
    const tree = createMerkleTree();
    const leaves = ['aa'.repeat(32), 'bb'.repeat(32)];
    tree.set([
      [0, bucketHashOf(leaves)],
      [65_535, bucketHashOf(['cc'.repeat(32)])],
    ]);
    expect(rootOf(0, bucketHashOf(leaves.toReversed()), tree.pathOf(0))).to.equal(tree.root());
    expect(rootOf(7, bucketHashOf([]), tree.pathOf(7))).to.equal(tree.root());
    expect(rootOf(0, bucketHashOf([]), tree.pathOf(0))).not.to.equal(tree.root());
  });

  it('has the same root whether buckets change one at a time or together', () => {
    const hashes = Array.from({ length: 50 }, (_, n) => [n * 1_301, sha256(Buffer.from([n]))] as const);
    const [together, single] = [createMerkleTree(), createMerkleTree()];
    together.set(hashes);
    for (const each of hashes.toReversed()) single.set([each]);
    expect(single.root()).to.equal(together.root());
  });

  it('selects a bucket by the first two bytes of the hash of the name', () => {
    const stream = 'session-01900000-0000-7000-8000-0000000000b1';
    expect(bucketOf(stream)).to.equal(sha256(Buffer.from(stream)).readUInt16BE(0));
  });
});
