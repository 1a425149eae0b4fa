import { randomUUID } from 'node:crypto';
import { type CommonQueryMethods, type DatabasePool, sql } from 'slonik';
import { z } from 'zod';
import type { AccountId, WebhookId } from '../../events/ids.ts';
import { webhookEventTypes } from '../../events/schemas.ts';
import { deliveryStatuses, sendErrors } from '../../events/webhook-values.ts';
import type { Delivery, DeliveryId, DeliveryPage, DeliveryQuestion, Webhooks } from '../../ports/webhooks.ts';

const row = z.object({
  id: z.string().transform((text) => text as DeliveryId),
  type: z.enum([...webhookEventTypes, 'ping']),
  athleteId: z.string().nullable(),
  kind: z.string().nullable(),
  item: z.string().nullable(),
  revision: z.number().nullable(),
  status: z.enum(deliveryStatuses),
  attempts: z.number(),
  createdAt: z.string(),
  nextAttemptAt: z.string().nullable(),
  lastAttemptAt: z.string().nullable(),
  lastStatus: z.number().nullable(),
  lastError: z.enum(sendErrors).nullable(),
  lastMilliseconds: z.number().nullable(),
});
const listedRow = row.extend({ place: z.bigint() });
const columns = sql.fragment`id::text, type, athlete_id::text AS "athleteId", CASE WHEN type <> 'ping' THEN split_part(stream, '-', 1) END AS kind,
  CASE WHEN type <> 'ping' THEN substr(stream, strpos(stream, '-') + 1) END AS item, revision, status, attempts,
  created_at AS "createdAt", next_attempt_at AS "nextAttemptAt", last_attempt_at AS "lastAttemptAt",
  last_status AS "lastStatus", last_error AS "lastError", last_ms AS "lastMilliseconds"`;
const enabledRow = z.object({ enabled: z.boolean() });
const countRow = z.object({ total: z.number() });

/** Pings of one webhook that may wait at the same time. */
const maxPings = 10;

/** The deliveries of webhooks, as their accounts see them. */
export const createDeliveryLog = (db: DatabasePool): Pick<Webhooks, 'listDeliveries' | 'ping' | 'replay'> => ({
  async listDeliveries(account, id, question) {
    if ((await readEnabled(db, account, id)) === null) return null;
    return readPage(db, id, question);
  },
  ping: (account, id) =>
    db.transaction(async (tx) => {
      const enabled = await readEnabled(tx, account, id, sql.fragment`FOR NO KEY UPDATE`);
      if (enabled === null) return null;
      if (!enabled) return 'disabled';
      const waiting = await tx.any(sql.type(row)`
        SELECT ${columns} FROM webhook_deliveries WHERE webhook_id = ${id} AND type = 'ping' AND ended_at IS NULL
        ORDER BY place DESC LIMIT ${maxPings}`);
      if (waiting[0] && waiting.length === maxPings) return waiting[0];
      const delivery = randomUUID();
      return tx.one(sql.type(row)`
        INSERT INTO webhook_deliveries (id, webhook_id, account_id, type, stream, recorded_at, next_attempt_at)
        VALUES (${delivery}, ${id}, ${account}, 'ping', ${`ping-${delivery}`}, now(), clock_timestamp())
        RETURNING ${columns}`);
    }),
  replay: (account, id, delivery) =>
    db.transaction(async (tx) => {
      const enabled = await readEnabled(tx, account, id, sql.fragment`FOR NO KEY UPDATE`);
      if (enabled === null) return null;
      if (!enabled) return 'disabled';
      return sendAgain(tx, id, delivery);
    }),
});

/** Whether a webhook of an account is enabled; null if the account has no such webhook. */
const readEnabled = (
  db: CommonQueryMethods,
  account: AccountId,
  id: WebhookId,
  lock = sql.fragment``,
): Promise<boolean | null> =>
  db.maybeOneFirst(sql.type(enabledRow)`
    SELECT enabled AND NOT suspended AS enabled FROM webhooks WHERE id = ${id} AND account_id = ${account} ${lock}`);

/**
 * Puts a delivery that has ended after the others about the same thing, so that their order remains. One that waits for
 * its next attempt becomes due at once.
 */
const sendAgain = (tx: CommonQueryMethods, webhook: WebhookId, id: DeliveryId): Promise<Delivery | null> =>
  tx.maybeOne(sql.type(row)`
    UPDATE webhook_deliveries AS d SET
      failures = 0,
      ended_at = NULL,
      status = CASE WHEN ended_at IS NULL THEN status ELSE 'pending' END,
      place = CASE WHEN ended_at IS NULL THEN place ELSE nextval('webhook_places') END,
      next_attempt_at = CASE
        WHEN attempt_id IS NOT NULL THEN next_attempt_at
        WHEN EXISTS (SELECT FROM webhook_deliveries AS other
          WHERE other.webhook_id = d.webhook_id AND other.stream = d.stream AND other.ended_at IS NULL
            AND other.id <> d.id AND (d.ended_at IS NOT NULL OR other.place < d.place)) THEN NULL
        ELSE clock_timestamp()
      END
    WHERE id = ${id} AND webhook_id = ${webhook} RETURNING ${columns}`);

async function readPage(
  db: CommonQueryMethods,
  webhook: WebhookId,
  { limit, offset, after, status }: DeliveryQuestion,
): Promise<DeliveryPage> {
  const matching = sql.fragment`webhook_id = ${webhook}
    ${status === undefined ? sql.fragment`` : sql.fragment`AND status = ${status}`}`;
  const from = after ? sql.fragment`AND place < ${after.key}::bigint` : sql.fragment``;
  const rows = await db.any(sql.type(listedRow)`
    SELECT ${columns}, place FROM webhook_deliveries WHERE ${matching} ${from}
    ORDER BY place DESC LIMIT ${limit + 1} OFFSET ${after ? 0 : offset}`);
  const total = await db.oneFirst(sql.type(countRow)`
    SELECT count(*)::int4 AS total FROM webhook_deliveries WHERE ${matching}`);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const next = last && rows.length > limit ? { key: String(last.place), id: last.id } : null;
  return { items: items.map(({ place: _, ...item }) => item), total, next };
}
