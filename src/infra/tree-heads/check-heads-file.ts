import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { SignedTreeHead, StreamHead } from '../../ports/tree-heads.ts';
import type { ExpectedHeads } from '../log/expected-heads.ts';
import { coveredByRecord, parseRecord } from './heads-file.ts';
import { hashOfTreeHead, isOfSameLog, parseTreeHead, type TreeHeadKeys } from './tree-head-keys.ts';

/** What is wrong with a record of the file, by its place: the first record is 1. `missing`: a record before it is missing. */
export type FileProblem = Readonly<{ kind: 'changed' | 'missing'; record: number }>;

/** After which record an operator has restored the log, and up to which position the log had the same events then. */
type Restore = Readonly<{ record: number; after: bigint; reason: string }>;

export type CheckedFile = Readonly<{
  problems: readonly FileProblem[];
  restores: readonly Restore[];
  /** The first record about the present log. Earlier ones have positions of the log before it was moved. */
  firstRecord: number;
  /** The tree head of the last record; null without one. */
  last: SignedTreeHead | null;
}>;

type Keys = Pick<TreeHeadKeys, 'isSignatureOf'>;
type Record = Readonly<{ signed: SignedTreeHead; after: bigint }>;

/** Checks the signatures of all records of a file, and that each follows the one before it. */
export async function checkHeadsFile(path: string, keys: Keys): Promise<CheckedFile> {
  const problems: FileProblem[] = [];
  const restores: Restore[] = [];
  let last: SignedTreeHead | null = null;
  let [record, firstRecord] = [0, 1];
  let [lines, heads] = [createHash('sha256'), 0];
  for await (const line of linesOf(path)) {
    if (!isEndOfRecord(line)) {
      lines.update(`${line}\n`);
      heads += 1;
      continue;
    }
    record += 1;
    const read = readRecord(line, { heads, sha256: lines.digest('hex') }, keys);
    [lines, heads] = [createHash('sha256'), 0];
    const { restored } = read?.signed.treeHead ?? {};
    if (read && !isOfSameLog(read.signed.treeHead, last?.treeHead)) firstRecord = record;
    if (!read) problems.push({ kind: 'changed', record });
    else if (restored !== undefined) restores.push({ record, after: read.after, reason: restored });
    else if (!follows(read, last)) problems.push({ kind: 'missing', record });
    last = read?.signed ?? last;
  }
  return { problems, restores, firstRecord, last };
}

/** Whether a record begins where the one before it ends. Another process may have signed in between. */
function follows({ signed, after }: Record, last: SignedTreeHead | null): boolean {
  if (!last || !isOfSameLog(signed.treeHead, last.treeHead)) return after === 0n;
  const { number, previous } = signed.treeHead;
  const isNext = number === last.treeHead.number + 1;
  return after === last.treeHead.position && (!isNext || previous === hashOfTreeHead(last.text));
}

/** A record whose lines and signatures are right; otherwise null. */
function readRecord(line: string, found: Readonly<{ heads: number; sha256: string }>, keys: Keys): Record | null {
  try {
    const { signature, recordSignature, ...record } = parseRecord(line);
    const { text, after } = record;
    const isRight =
      record.heads === found.heads &&
      record.sha256 === found.sha256 &&
      keys.isSignatureOf(coveredByRecord(record), recordSignature) &&
      keys.isSignatureOf(text, signature);
    return isRight ? { signed: { treeHead: parseTreeHead(text), text, signature }, after: BigInt(after) } : null;
  } catch {
    return null;
  }
}

const pageSize = 1_000;

/** The heads of a file that the log must have, also after the restores, in the order of their positions. */
export async function* headsInFile(
  path: string,
  { restores, firstRecord }: Pick<CheckedFile, 'restores' | 'firstRecord'>,
): ExpectedHeads {
  let page: StreamHead[] = [];
  let record = 1;
  for await (const line of linesOf(path)) {
    if (isEndOfRecord(line)) {
      record += 1;
      continue;
    }
    const head = parseHead(line);
    const isLost = restores.some((restore) => head && restore.record > record && head.position > restore.after);
    if (head && !isLost && record >= firstRecord) page.push(head);
    if (page.length < pageSize) continue;
    yield page;
    page = [];
  }
  yield page;
}

const isEndOfRecord = (line: string): boolean => line.startsWith('{');

function parseHead(line: string): StreamHead | null {
  const [, stream, revision, chain, position] = /^(\S+) (\d+) ([0-9a-f]{64}) (\d+)$/.exec(line) ?? [];
  if (stream === undefined || chain === undefined) return null;
  return { stream, revision: Number(revision), chain, position: BigInt(position ?? 0) };
}

async function* linesOf(path: string): AsyncGenerator<string> {
  if (!existsSync(path)) return;
  yield* createInterface({ input: createReadStream(path, 'utf8') });
}
