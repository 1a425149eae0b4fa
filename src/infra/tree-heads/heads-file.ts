import { createHash } from 'node:crypto';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { SignedTreeHead, StreamHead } from '../../ports/tree-heads.ts';
import { parseTreeHead, type TreeHeadKeys } from './tree-head-keys.ts';

/*
 * The file that keeps the heads outside the log and outside the database. It only grows. A record is a line for each head that
 * has changed since the record before it, and a line of JSON with the tree head, which signs these lines too:
 *
 *   session-0190… 17 4f0c… 123456
 *   {"after":"0","heads":1,"sha256":"…","text":"…","signature":"…","recordSignature":"…"}
 */

const recordSchema = z.strictObject({
  /** The position of the tree head in the record before; the heads are those that have changed after it. */
  after: z.string(),
  heads: z.int().min(0),
  /** The hash of the lines of the heads. */
  sha256: z.string(),
  text: z.string(),
  signature: z.string(),
  /** The signature of the members before it but `signature`. */
  recordSignature: z.string(),
});
type StoredRecord = z.infer<typeof recordSchema>;

/** A file of heads. One process at a time may append to it. */
export type HeadsFile = Readonly<{
  /** The tree head of the last complete record; null without one. */
  last: () => Promise<SignedTreeHead | null>;
  /** Appends a record, which is on the disk when this resolves. `after` is the position of the last record. */
  append: (signed: SignedTreeHead, after: bigint, heads: AsyncIterable<readonly StreamHead[]>) => Promise<void>;
}>;

export const headLineOf = ({ stream, revision, chain, position }: StreamHead): string =>
  `${stream} ${revision} ${chain} ${position}\n`;

/** What the signature of a record covers, besides the tree head's own signature. */
export const coveredByRecord = ({ after, heads, sha256, text }: Omit<StoredRecord, 'signature' | 'recordSignature'>) =>
  JSON.stringify([after, heads, sha256, text]);

export const parseRecord = (line: string): StoredRecord => recordSchema.parse(JSON.parse(line));

/** Creates the access to a file, which need not exist yet. */
export const createHeadsFile = (path: string, { signText }: Pick<TreeHeadKeys, 'signText'>): HeadsFile => ({
  async last() {
    const found = await findLast(path);
    return found && { treeHead: parseTreeHead(found.record.text), ...pick(found.record) };
  },
  async append(signed, after, heads) {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const { text, signature } = signed;
    const end = (await findLast(path))?.end ?? 0;
    const file = await open(path, 'a', 0o600);
    try {
      // A crash may have left a part of a record after the last complete one.
      await file.truncate(end);
      const [hash, covered] = [createHash('sha256'), { after: String(after), heads: 0 }];
      for await (const page of heads) {
        const lines = page.map(headLineOf).join('');
        hash.update(lines);
        covered.heads += page.length;
        await file.appendFile(lines);
      }
      const record = { ...covered, sha256: hash.digest('hex'), text };
      const recordSignature = signText(coveredByRecord(record));
      await file.appendFile(`${JSON.stringify({ ...record, signature, recordSignature })}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  },
});

const pick = ({ text, signature }: StoredRecord) => ({ text, signature });

type Found = Readonly<{ record: StoredRecord; end: number }>;

const newline = 0x0a;
const brace = 0x7b;
const firstWindow = 64 * 1_024;

/** Finds the last complete record, and where it ends. Reads the file from its end, in ever larger parts. */
async function findLast(path: string): Promise<Found | null> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (!file) return null;
  try {
    const { size } = await file.stat();
    for (let window = firstWindow; ; window *= 4) {
      const start = Math.max(0, size - window);
      const bytes = Buffer.alloc(size - start);
      await file.read(bytes, 0, bytes.length, start);
      const found = lastRecordIn(bytes, start === 0);
      if (found) return { ...found, end: start + found.end };
      if (start === 0) return null;
    }
  } finally {
    await file.close();
  }
}

function lastRecordIn(bytes: Buffer, isWhole: boolean): Found | null {
  for (let end = bytes.lastIndexOf(newline); end >= 0; ) {
    const before = end === 0 ? -1 : bytes.lastIndexOf(newline, end - 1);
    const isComplete = before >= 0 || isWhole;
    if (isComplete && bytes[before + 1] === brace) {
      return { record: parseRecord(bytes.toString('utf8', before + 1, end)), end: end + 1 };
    }
    end = before;
  }
  return null;
}
