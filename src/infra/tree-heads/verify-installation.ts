import type { EventStoreDBClient } from '@eventstore/db-client';
import { type DatabasePool, type DatabaseTransactionConnection, sql } from 'slonik';
import type { Authenticity } from '../log/authenticity.ts';
import type { ExpectedHeads } from '../log/expected-heads.ts';
import { type LogProblem, verifyLog } from '../log/verify-log.ts';
import { checkHeadsFile, type FileProblem, headsInFile } from './check-heads-file.ts';
import { createMerkleTree } from './merkle-tree.ts';
import { computeBuckets, headsAfter, readLastTreeHead } from './stored-heads.ts';
import type { TreeHeadKeys } from './tree-head-keys.ts';

/**
 * What is wrong besides the events. `file`: a record of the file of heads. `database-is-older`: the file has a later tree head
 * than the database. `stored-heads`: the heads in the database are not those that were signed.
 */
export type OtherProblem =
  | Readonly<{ kind: 'file'; what: FileProblem }>
  | Readonly<{ kind: 'database-is-older'; database: number; file: number }>
  | Readonly<{ kind: 'stored-heads'; treeHead: number }>;

type Verification = Readonly<{
  events: number;
  streams: number;
  /** The number of the last tree head, and up to which position it covers the log; null before the first one. */
  signed: Readonly<{ number: number; position: bigint; at: string }> | null;
  restores: readonly Readonly<{ reason: string }>[];
  problems: number;
}>;

type Options = Readonly<{
  client: EventStoreDBClient;
  db: DatabasePool;
  isOwn: Authenticity['isOwn'];
  keys: Pick<TreeHeadKeys, 'isSignatureOf'>;
  /** The path of the file of heads. */
  file: string;
  onEvent: (problem: LogProblem) => void;
  onOther: (problem: OtherProblem) => void;
  onProgress?: (position: bigint) => void;
}>;

/**
 * Verifies the whole log, the file of heads and the heads in the database, and that these three agree: a tail that was cut
 * off is missing in the log, and after a restore of log and database the file has what is missing in both.
 */
export async function verifyInstallation(options: Options): Promise<Verification> {
  const { client, db, isOwn, keys, file, onEvent: onProblem, onOther, onProgress } = options;
  let others = 0;
  const report = (problem: OtherProblem) => {
    others += 1;
    onOther(problem);
  };
  const checked = await checkHeadsFile(file, keys);
  const { stored, isSigned } = await db.transaction((tx) => checkStoredHeads(tx, keys));
  for (const what of checked.problems) report({ kind: 'file', what });
  const [filed, database] = [checked.last?.treeHead, stored?.treeHead];
  if (filed && filed.number > (database?.number ?? 0)) {
    report({ kind: 'database-is-older', database: database?.number ?? 0, file: filed.number });
  }
  if (database && !isSigned) report({ kind: 'stored-heads', treeHead: database.number });
  const heads = [headsInFile(file, checked), headsAfter(db, filed?.position ?? 0n)];
  const positions = [filed?.position ?? 0n, database?.position ?? 0n] as const;
  // Heads that are signed while the log is read are left out.
  const expected = headsUpTo(positions[0] > positions[1] ? positions[0] : positions[1], heads);
  const { events, streams, problems } = await verifyLog(client, {
    ...{ isOwn, expected, onProblem },
    ...(onProgress && { onProgress }),
  });
  const last = filed && filed.number > (database?.number ?? 0) ? filed : database;
  const signed = last ? { number: last.number, position: last.position, at: last.at } : null;
  return { events, streams, signed, restores: checked.restores, problems: problems + others };
}

/** Reads the last tree head, and whether it is about the stored heads. */
async function checkStoredHeads(tx: DatabaseTransactionConnection, keys: Options['keys']) {
  await tx.query(sql.unsafe`LOCK TABLE tree_heads IN SHARE MODE`);
  const stored = await readLastTreeHead(tx);
  const tree = createMerkleTree();
  tree.set(await computeBuckets(tx));
  const isSigned =
    stored !== null && keys.isSignatureOf(stored.text, stored.signature) && tree.root() === stored.treeHead.root;
  return { stored, isSigned };
}

async function* headsUpTo(end: bigint, all: readonly ExpectedHeads[]): ExpectedHeads {
  for (const each of all) {
    for await (const heads of each) yield heads.filter(({ position }) => position <= end);
  }
}
