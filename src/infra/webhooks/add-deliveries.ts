import { createHash } from 'node:crypto';
import { type DatabaseTransactionConnection, sql } from 'slonik';
import { z } from 'zod';
import type { WebhookId } from '../../events/ids.ts';
import type { Change, Changes } from '../../ports/webhook-deliveries.ts';
import { uuidV8 } from '../local/ids.ts';
import { giveUpAll } from './delivery-ends.ts';

/** The name of the policy's checkpoint. */
export const policy = 'tell-webhooks';

const checkpointRow = z.object({ position: z.bigint() });
const idRow = z.object({ id: z.string().transform((text) => text as WebhookId) });
const hookRow = idRow.extend({ account: z.string(), eventTypes: z.array(z.string()), after: z.bigint() });
type Hook = z.infer<typeof hookRow>;

/**
 * Adds the deliveries of changes and moves the policy's checkpoint. Locks the webhooks: a
 * delivery that ends makes the next one about its stream due, and would miss the deliveries of this transaction.
 */
export async function addDeliveries(tx: DatabaseTransactionConnection, changes: Changes): Promise<boolean> {
  const checkpoint = await tx.maybeOneFirst(sql.type(checkpointRow)`
    SELECT position FROM policy_checkpoints WHERE policy = ${policy} FOR UPDATE`);
  if (checkpoint !== null && checkpoint > changes.after) return false;
  await insert(tx, changes.changes);
  if (changes.activity) await changeActivity(tx, changes.activity);
  await tx.query(sql.unsafe`
    INSERT INTO policy_checkpoints AS c (policy, position) VALUES (${policy}, ${changes.upTo})
    ON CONFLICT (policy) DO UPDATE SET position = greatest(c.position, excluded.position)`);
  return true;
}

async function insert(tx: DatabaseTransactionConnection, changes: readonly Change[]): Promise<void> {
  const accounts = [...new Set(changes.map(({ account }) => account))];
  if (accounts.length === 0) return;
  const hooks = await tx.any(sql.type(hookRow)`
    SELECT id::text, account_id::text AS account, event_types AS "eventTypes", after_position AS after FROM webhooks
    WHERE account_id = any(${sql.array(accounts, 'uuid')}) AND enabled AND NOT suspended
    ORDER BY id FOR NO KEY UPDATE`);
  const rows = rowsOf(hooks, changes);
  if (rows.length === 0) return;
  const types = [...Array(4).fill('uuid'), 'text', 'text', 'int4', 'int8', 'timestamptz', 'bool', 'int4'] as const;
  await tx.query(sql.unsafe`
    INSERT INTO webhook_deliveries
      (id, webhook_id, account_id, athlete_id, type, stream, revision, position, recorded_at, next_attempt_at, place)
    SELECT id, webhook, account, athlete, type, stream, revision, position, recorded_at, next_attempt_at, nextval('webhook_places')
    FROM (
      SELECT added.*, CASE WHEN is_first AND NOT EXISTS (
        SELECT FROM webhook_deliveries AS d
        WHERE d.webhook_id = added.webhook AND d.stream = added.stream AND d.ended_at IS NULL
      ) THEN clock_timestamp() END AS next_attempt_at
      FROM ${sql.unnest(rows, [...types])}
        AS added (id, webhook, account, athlete, type, stream, revision, position, recorded_at, is_first, number)
      ORDER BY number
    ) AS ordered
    ON CONFLICT (id) DO NOTHING`);
}

type Row = readonly [
  ...[id: string, webhook: string, account: string, athlete: string | null],
  ...[type: string, stream: string, revision: number],
  ...[position: bigint, recordedAt: string, isFirst: boolean, number: number],
];

/** A row for each change and each webhook that is told of it, in log order. */
function rowsOf(hooks: readonly Hook[], changes: readonly Change[]): readonly Row[] {
  const ofAccount = Map.groupBy(hooks, ({ account }) => account);
  const seen = new Set<string>();
  const told = changes.flatMap((change) =>
    (ofAccount.get(change.account) ?? [])
      .filter(({ eventTypes, after }) => eventTypes.includes(change.type) && change.position > after)
      .map((hook) => ({ hook, change })),
  );
  return told.map(({ hook, change: { event, account, athlete, ...change } }, number) => {
    const key = `${hook.id} ${change.stream}`;
    const isFirst = !seen.has(key);
    seen.add(key);
    const id = uuidV8(createHash('sha256').update(`${hook.id} ${event}`).digest());
    const { type, stream, revision, position, recordedAt } = change;
    return [id, hook.id, account, athlete, type, stream, revision, position, recordedAt, isFirst, number];
  });
}

/** Webhooks of an inactive account are told of nothing, and what waits is given up. */
async function changeActivity(
  tx: DatabaseTransactionConnection,
  { account, isActive }: NonNullable<Changes['activity']>,
): Promise<void> {
  const hooks = await tx.anyFirst(sql.type(idRow)`
    SELECT id::text FROM webhooks WHERE account_id = ${account} ORDER BY id FOR NO KEY UPDATE`);
  await tx.query(sql.unsafe`UPDATE webhooks SET suspended = ${!isActive} WHERE account_id = ${account}`);
  if (!isActive) await giveUpAll(tx, hooks);
}
