import { randomUUID } from 'node:crypto';
import { type CommonQueryMethods, type DatabasePool, sql } from 'slonik';
import { z } from 'zod';
import type { AccountId, WebhookId } from '../../events/ids.ts';
import { webhookEventTypes } from '../../events/schemas.ts';
import { disabledReasons, maxWebhooks } from '../../events/webhook-values.ts';
import type { NewWebhook, Webhook, WebhookChanges, Webhooks, WithSecret } from '../../ports/webhooks.ts';
import { giveUpAll } from './delivery-ends.ts';
import { createDeliveryLog } from './delivery-log.ts';
import { newSecret, sealSecret } from './secrets.ts';

type Options = Readonly<{
  db: DatabasePool;
  /** The key that encrypts the secrets. */
  key: Uint8Array;
  /** Returns the position of the last event in the log. */
  head: () => Promise<bigint>;
}>;

const row = z.object({
  id: z.string().transform((text) => text as WebhookId),
  url: z.string(),
  description: z.string().nullable(),
  eventTypes: z.array(z.enum(webhookEventTypes)),
  enabled: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
  previousSecretUntil: z.string().nullable(),
  failingSince: z.string().nullable(),
  disabledAt: z.string().nullable(),
  disabledReason: z.enum(disabledReasons).nullable(),
});
const columns = sql.fragment`id::text, url, description, event_types AS "eventTypes", enabled,
  created_at AS "createdAt", updated_at AS "updatedAt",
  CASE WHEN previous_secret_until > now() THEN previous_secret_until END AS "previousSecretUntil",
  failing_since AS "failingSince", disabled_at AS "disabledAt", disabled_reason AS "disabledReason"`;

/** The webhooks in Postgres. */
export const createWebhooks = ({ db, key, head }: Options): Webhooks => ({
  async create(account, webhook) {
    const after = await head();
    return insert(db, { account, after, key }, webhook);
  },
  list: (account) =>
    db.any(sql.type(row)`SELECT ${columns} FROM webhooks WHERE account_id = ${account} ORDER BY created_at DESC, id`),
  read: (account, id) =>
    db.maybeOne(sql.type(row)`SELECT ${columns} FROM webhooks WHERE id = ${id} AND account_id = ${account}`),
  async change(account, id, changes) {
    const after = changes.enabled ? await head() : 0n;
    return db.transaction((tx) => update(tx, { account, id, after }, changes));
  },
  async rotateSecret(account, id) {
    const secret = newSecret();
    const stored = await db.maybeOne(sql.type(row)`
      UPDATE webhooks SET previous_secret = secret, previous_secret_until = now() + interval '1 day',
        secret = ${sealSecret(key, secret, id)}, updated_at = now()
      WHERE id = ${id} AND account_id = ${account} RETURNING ${columns}`);
    return stored && { stored, secret };
  },
  async remove(account, id) {
    const { rowCount } = await db.query(sql.unsafe`
      DELETE FROM webhooks WHERE id = ${id} AND account_id = ${account}`);
    return rowCount > 0;
  },
  async forget(account) {
    await db.query(sql.unsafe`DELETE FROM webhooks WHERE account_id = ${account}`);
    await db.query(sql.unsafe`DELETE FROM webhook_deliveries WHERE athlete_id = ${account}`);
  },
  ...createDeliveryLog(db),
});

type Creation = Readonly<{ account: AccountId; after: bigint; key: Uint8Array }>;

/** Stores a webhook. Creations of one account wait for each other, so that they cannot pass the limit together. */
async function insert(
  db: DatabasePool,
  { account, after, key }: Creation,
  { url, description, eventTypes }: NewWebhook,
): Promise<WithSecret | null> {
  const [id, secret] = [randomUUID(), newSecret()];
  const stored = await db.transaction(async (tx) => {
    await tx.query(sql.unsafe`SELECT pg_advisory_xact_lock(hashtextextended(${`webhooks ${account}`}, 0))`);
    return tx.maybeOne(sql.type(row)`
      INSERT INTO webhooks (id, account_id, url, description, event_types, after_position, secret)
      SELECT ${id}::uuid, ${account}::uuid, ${url}::text, ${description}::text, ${sql.array([...eventTypes], 'text')},
        ${after}::bigint, ${sealSecret(key, secret, id)}::text
      WHERE (SELECT count(*) FROM webhooks WHERE account_id = ${account}) < ${maxWebhooks}
      RETURNING ${columns}`);
  });
  return stored && { stored, secret };
}

type Change = Readonly<{ account: AccountId; id: WebhookId; after: bigint }>;

/**
 * Changes a webhook. A webhook that becomes enabled is told of changes from now on. If one is disabled, its deliveries that
 * have not ended are given up.
 */
async function update(
  tx: CommonQueryMethods,
  { account, id, after }: Change,
  { url, description, eventTypes, enabled }: WebhookChanges,
): Promise<Webhook | null> {
  const types = eventTypes && sql.fragment`, event_types = ${sql.array([...eventTypes], 'text')}`;
  const stored = await tx.maybeOne(sql.type(row)`
    UPDATE webhooks SET updated_at = now(),
      url = coalesce(${url ?? null}, url),
      description = ${description === undefined ? sql.fragment`description` : sql.fragment`${description}::text`}
      ${types ?? sql.fragment``}
      ${enabled === undefined ? sql.fragment`` : switched(enabled, after)}
    WHERE id = ${id} AND account_id = ${account} RETURNING ${columns}`);
  if (stored && enabled === false) await giveUpAll(tx, [id]);
  return stored;
}

const switched = (enabled: boolean, after: bigint) =>
  enabled
    ? sql.fragment`, enabled = true, suspended = false,
        after_position = CASE WHEN enabled AND NOT suspended THEN after_position ELSE ${after} END,
        failing_since = CASE WHEN enabled THEN failing_since END, disabled_at = NULL, disabled_reason = NULL`
    : sql.fragment`, enabled = false`;
