import { createHmac } from 'node:crypto';
import { type DatabasePool, sql } from 'slonik';
import { z } from 'zod';
import type { Owner } from '../../events/ids.ts';
import type { Claim, UniquenessClaims } from '../../ports/claims.ts';
import { createClaims } from './claims.ts';

type Taking = Readonly<{ claim: Claim; hashedKey: string; holder: string; owner: Owner; revision: number }>;
type Confirming = Readonly<{ scope: string; hashedKey: string; holder: string }>;

const columns = ['text', 'text', 'text', 'text', 'int4'];
const row = z.object({ scope: z.string(), key: z.string(), holder: z.string() });

/**
 * The same claims for whoever takes very many of them at once: those that come while a statement is under way go into the next one together. What
 * a statement of many does not get, for somebody else holds it, is asked for alone.
 */
export const createBatchedClaims = (db: DatabasePool, secret: Uint8Array): UniquenessClaims => {
  const alone = createClaims(db, secret);
  const hashed = (key: string) => createHmac('sha256', secret).update(key).digest('hex');

  const take = together(async (wanted: readonly Taking[]) => {
    // In one order in all processes, so that no two of them wait for each other; a statement may touch a row once.
    const byKey = new Map(wanted.map((each) => [nameOf(each.claim.scope, each.hashedKey), each]));
    const tuples = [...byKey.keys()].sort().flatMap((key) => {
      const each = byKey.get(key);
      return each ? [[each.claim.scope, each.hashedKey, each.holder, each.owner, each.revision]] : [];
    });
    const rows = await db.any(sql.type(row)`
      INSERT INTO claims AS c (scope, key, holder, owner, revision, state)
      SELECT scope, key, holder, owner, revision, 'taken'
      FROM ${sql.unnest(tuples, columns)} AS t (scope, key, holder, owner, revision)
      ON CONFLICT (scope, key) DO UPDATE SET revision = excluded.revision, state = 'taken'
      WHERE c.holder = excluded.holder
      RETURNING scope, key, holder`);
    const mine = new Set(rows.map(({ scope, key, holder }) => `${nameOf(scope, key)} ${holder}`));
    return wanted.map(({ claim, hashedKey, holder }) => mine.has(`${nameOf(claim.scope, hashedKey)} ${holder}`));
  });

  const confirm = together(async (stand: readonly Confirming[]) => {
    const tuples = stand.map(({ scope, hashedKey, holder }) => [scope, hashedKey, holder]);
    await db.query(sql.unsafe`
      UPDATE claims AS c SET state = 'confirmed'
      FROM ${sql.unnest(tuples, columns.slice(0, 3))} AS t (scope, key, holder)
      WHERE c.scope = t.scope AND c.key = t.key AND c.holder = t.holder`);
    return stand.map(() => undefined);
  });

  return {
    ...alone,
    async take(claim, holder, owner, revision) {
      const isMine = await take({ claim, hashedKey: hashed(claim.key), holder, owner, revision });
      return isMine ? null : alone.take(claim, holder, owner, revision);
    },
    async confirm(claims, holder) {
      await Promise.all(claims.map(({ scope, key }) => confirm({ scope, hashedKey: hashed(key), holder })));
    },
  };
};

const nameOf = (scope: string, hashedKey: string): string => `${scope} ${hashedKey}`;

/** Whatever is asked for while `work` is busy waits, and is worked on together. */
function together<Item, Result>(work: (items: readonly Item[]) => Promise<readonly Result[]>) {
  type Waiting = Readonly<{ item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }>;
  let waiting: Waiting[] = [];
  let isBusy = false;
  const run = async () => {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        const results = await work(batch.map(({ item }) => item));
        for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    isBusy = false;
  };
  return (item: Item): Promise<Result> =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (isBusy) return;
      isBusy = true;
      queueMicrotask(() => void run());
    });
}
