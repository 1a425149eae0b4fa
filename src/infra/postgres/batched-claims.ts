import { type DatabasePool, sql } from 'slonik';
import { z } from 'zod';
import type { Owner } from '../../events/ids.ts';
import type { UniquenessClaims } from '../../ports/claims.ts';
import { createBatcher } from './batch.ts';
import { createClaims, createHashKey } from './claims.ts';

type Taking = Readonly<{
  scope: string;
  hashedKey: string;
  holder: string;
  owner: Owner;
  revision: number;
  hashedSubject: string | null;
}>;
type Confirming = Pick<Taking, 'scope' | 'hashedKey' | 'holder'>;

const takenRow = z.object({ scope: z.string(), key: z.string(), holder: z.string() });

/**
 * Uniqueness claims like those of `createClaims`, for taking very many at once: calls that arrive while a statement
 * runs share the next statement. A claim that the shared statement does not take, because another stream has it, is
 * then tried alone.
 */
export const createBatchedClaims = (db: DatabasePool, secret: Uint8Array): UniquenessClaims => {
  const single = createClaims(db, secret);
  const hashKey = createHashKey(secret);
  const take = createBatcher((items: readonly Taking[]) => takeAll(db, items));
  const confirm = createBatcher((items: readonly Confirming[]) => confirmAll(db, items));
  return {
    ...single,
    async take(claim, holder, owner, revision) {
      const hashedSubject = claim.subject === undefined ? null : hashKey(claim.subject);
      const hashedKey = hashKey(claim.key);
      const isTaken = await take({ scope: claim.scope, hashedKey, holder, owner, revision, hashedSubject });
      return isTaken ? null : single.take(claim, holder, owner, revision);
    },
    async confirm(claims, holder) {
      await Promise.all(claims.map(({ scope, key }) => confirm({ scope, hashedKey: hashKey(key), holder })));
    },
  };
};

const nameOf = (scope: string, hashedKey: string): string => `${scope} ${hashedKey}`;

/**
 * Takes many claims with one statement, and returns whether each was taken. When two of them have the same name, the
 * statement takes only the last one, because it may change a row only once.
 */
async function takeAll(db: DatabasePool, items: readonly Taking[]): Promise<readonly boolean[]> {
  const byName = new Map(items.map((item) => [nameOf(item.scope, item.hashedKey), item]));
  // All processes insert the rows in the same order, so that two statements cannot deadlock.
  const tuples = [...byName]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, item]) => [item.scope, item.hashedKey, item.holder, item.owner, item.revision, item.hashedSubject]);
  const rows = await db.any(sql.type(takenRow)`
    INSERT INTO claims AS c (scope, key, holder, owner, revision, state, subject)
    SELECT scope, key, holder, owner, revision, 'taken', subject
    FROM ${sql.unnest(tuples, ['text', 'text', 'text', 'text', 'int4', 'text'])}
      AS t (scope, key, holder, owner, revision, subject)
    ON CONFLICT (scope, key) DO UPDATE SET revision = greatest(c.revision, excluded.revision), state = 'taken'
    WHERE c.holder = excluded.holder
    RETURNING scope, key, holder`);
  const taken = new Set(rows.map(({ scope, key, holder }) => `${nameOf(scope, key)} ${holder}`));
  return items.map(({ scope, hashedKey, holder }) => taken.has(`${nameOf(scope, hashedKey)} ${holder}`));
}

async function confirmAll(db: DatabasePool, items: readonly Confirming[]): Promise<readonly undefined[]> {
  const tuples = items.map(({ scope, hashedKey, holder }) => [scope, hashedKey, holder]);
  await db.query(sql.unsafe`
    UPDATE claims AS c SET state = 'confirmed'
    FROM ${sql.unnest(tuples, ['text', 'text', 'text'])} AS t (scope, key, holder)
    WHERE c.scope = t.scope AND c.key = t.key AND c.holder = t.holder`);
  return items.map(() => undefined);
}
