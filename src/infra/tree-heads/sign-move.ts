import type { DatabaseTransactionConnection } from 'slonik';
import type { Instant } from '../../events/ids.ts';
import type { SignedTreeHead, TreeHead } from '../../ports/tree-heads.ts';
import type { HeadsFile } from './heads-file.ts';
import { SignedEventsMissing } from './sign-log.ts';
import { headsAfter, insertTreeHead } from './stored-heads.ts';
import { hashOfTreeHead, type TreeHeadKeys } from './tree-head-keys.ts';

type Move = Readonly<{
  keys: Pick<TreeHeadKeys, 'signTreeHead'>;
  file: HeadsFile;
  /** The newest tree head in the database. */
  stored: SignedTreeHead;
  /** The position in the new log of the last event that it covers; null when the log lacks the event. */
  position: bigint | null;
  at: Instant;
  /** Why the file of heads may be newer than the database; undefined when it may not. */
  restored?: string | undefined;
}>;

/**
 * Signs that the same heads are in another log at other positions. The stored heads have the new positions already. The file
 * gets all heads anew, so that what it has for the old log is not needed any more.
 */
export async function signMove(tx: DatabaseTransactionConnection, move: Move): Promise<void> {
  const { keys, file, stored, position, at, restored } = move;
  const filed = await file.last();
  const isNewer = filed !== null && filed.treeHead.number > stored.treeHead.number;
  if (position === null || (isNewer && restored === undefined)) {
    throw new SignedEventsMissing(
      'The log lacks events that were signed. Run irontrack audit verify before it is moved.',
    );
  }
  const newest = isNewer ? filed : stored;
  const { key: _, log = 0, restored: __, ...covered } = stored.treeHead;
  const next: Omit<TreeHead, 'key'> = {
    ...{ ...covered, at, position, after: 0n, log: log + 1 },
    ...{ number: newest.treeHead.number + 1, previous: hashOfTreeHead(newest.text) },
    ...(restored !== undefined && { restored }),
  };
  const signed = keys.signTreeHead(next);
  await insertTreeHead(tx, signed);
  await file.append(signed, 0n, headsAfter(tx, 0n));
}
