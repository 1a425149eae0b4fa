import { existsSync } from 'node:fs';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { type DatabasePool, type DatabaseTransactionConnection, sql } from 'slonik';
import type { TreeHead } from '../../ports/tree-heads.ts';
import type { Problem, VerificationStep } from '../../ports/verification.ts';
import type { Authenticity } from '../log/authenticity.ts';
import type { ExpectedHeads } from '../log/expected-heads.ts';
import { verifyLog } from '../log/verify-log.ts';
import { type CheckedFile, checkHeadsFile, headsInFile } from './check-heads-file.ts';
import { createMerkleTree } from './merkle-tree.ts';
import { computeBuckets, headsAfter, readLastTreeHead } from './stored-heads.ts';
import { isOfSameLog, type TreeHeadKeys } from './tree-head-keys.ts';

type Options = Readonly<{
  client: EventStoreDBClient;
  db: DatabasePool;
  isOwn: Authenticity['isOwn'];
  keys: Pick<TreeHeadKeys, 'isSignatureOf'>;
  /** The path of the file of heads. */
  file: string;
}>;

/**
 * Verifies the whole log, the file of heads and the heads in the database, and that these three agree: a tail that was cut
 * off is missing in the log, and after a restore of log and database the file has what is missing in both.
 */
export async function* verifyInstallation(options: Options): AsyncGenerator<VerificationStep, void> {
  const { client, db, isOwn, keys, file } = options;
  const checked = await checkHeadsFile(file, keys);
  const stored = await db.transaction((tx) => checkStoredHeads(tx, keys));
  const filed = checked.last?.treeHead ?? null;
  let problems = 0;
  for (const problem of problemsBeside(checked, stored)) {
    problems += 1;
    yield problem;
  }
  const last = laterOf(filed, stored.treeHead);
  // Heads that are signed while the log is read are left out.
  const expected = headsUpTo(
    positionOf(last),
    headsOf(options, checked, isOfSameLog(filed ?? undefined, last ?? undefined)),
  );
  const pages = verifyLog(client, { isOwn, expected });
  for (;;) {
    const step = await pages.next();
    if (step.done) {
      const signed = last && { number: last.number, position: last.position, at: last.at };
      const restores = checked.restores.map(({ reason }) => reason);
      yield { kind: 'end', ...step.value, signed, hasFile: existsSync(file), restores, problems };
      return;
    }
    const { position, bad } = step.value;
    for (const { kind, ...place } of bad) {
      problems += 1;
      yield { kind: 'event', what: kind, ...place };
    }
    yield { kind: 'progress', position };
  }
}

/** The heads in the file, then the later ones in the database; if the file is about an earlier log, only the latter. */
const headsOf = ({ db, file }: Options, checked: CheckedFile, isPresent: boolean): readonly ExpectedHeads[] =>
  isPresent
    ? [headsInFile(file, checked), headsAfter(db, positionOf(checked.last?.treeHead ?? null))]
    : [headsAfter(db, 0n)];

type Stored = Readonly<{ treeHead: TreeHead | null; isSigned: boolean }>;

function problemsBeside({ problems, last }: CheckedFile, { treeHead, isSigned }: Stored): readonly Problem[] {
  const [file, database] = [last?.treeHead.number ?? 0, treeHead?.number ?? 0];
  return [
    ...problems.map(({ kind, record }) => ({ kind: 'file', what: kind, record }) as const),
    ...(file > database ? [{ kind: 'database-is-older', database, file } as const] : []),
    ...(treeHead && !isSigned ? [{ kind: 'stored-heads', treeHead: database } as const] : []),
  ];
}

/** Reads the last tree head. `isSigned`: its signature is valid, and its root is the one computed from the stored heads. */
async function checkStoredHeads(tx: DatabaseTransactionConnection, keys: Options['keys']): Promise<Stored> {
  await tx.query(sql.unsafe`LOCK TABLE tree_heads IN SHARE MODE`);
  const stored = await readLastTreeHead(tx);
  const tree = createMerkleTree();
  tree.set(await computeBuckets(tx));
  const isSigned =
    stored !== null && keys.isSignatureOf(stored.text, stored.signature) && tree.root() === stored.treeHead.root;
  return { treeHead: stored?.treeHead ?? null, isSigned };
}

const laterOf = (a: TreeHead | null, b: TreeHead | null): TreeHead | null => (a && a.number > (b?.number ?? 0) ? a : b);

const positionOf = (treeHead: TreeHead | null): bigint => treeHead?.position ?? 0n;

async function* headsUpTo(end: bigint, all: readonly ExpectedHeads[]): ExpectedHeads {
  for (const each of all) {
    for await (const heads of each) yield heads.filter(({ position }) => position <= end);
  }
}
