import { randomUUID } from 'node:crypto';
import { type DatabasePool, sql } from 'slonik';
import { z } from 'zod';
import type { AccountId, WebhookId } from '../../events/ids.ts';
import { webhookEventTypes } from '../../events/schemas.ts';
import type { WebhookDeliveries } from '../../ports/webhook-deliveries.ts';
import type { DeliveryId } from '../../ports/webhooks.ts';
import { addDeliveries, policy } from './add-deliveries.ts';
import { createCoachDeliveries } from './coach-deliveries.ts';
import { endAttempt } from './end-attempt.ts';

type Options = Readonly<{
  db: DatabasePool;
  /** How many milliseconds an attempt may last before its process counts as dead. */
  attemptMs: number;
}>;

/** How many deliveries of one webhook, and of one account, are sent at the same time at most. */
const [perWebhook, perAccount] = [4, 8];
/** How many deliveries one statement deletes at most, and how many days after their end. */
const [pruned, keptDays] = [1_000, 30];

const startRow = z.object({ start: z.bigint().nullable() });
const dueRow = z.object({ webhook: z.string().transform((text) => text as WebhookId), count: z.number() });
const account = z.string().transform((text) => text as AccountId);
const attemptRow = z.object({
  delivery: z.string().transform((text) => text as DeliveryId),
  attemptId: z.string(),
  webhook: z.string().transform((text) => text as WebhookId),
  url: z.string(),
  sealedSecrets: z.array(z.string()),
  account,
  athlete: account.nullable(),
  type: z.enum([...webhookEventTypes, 'ping']),
  stream: z.string(),
  revision: z.number().nullable(),
  position: z.bigint().nullable(),
  recordedAt: z.string(),
  failures: z.number(),
});

const isSending = sql.fragment`attempt_until > clock_timestamp()`;
const isDue = sql.fragment`(d.next_attempt_at <= clock_timestamp()
  AND (d.attempt_until IS NULL OR d.attempt_until <= clock_timestamp()))`;

/** The deliveries of webhooks in Postgres. */
export const createWebhookDeliveries = ({ db, attemptMs }: Options): WebhookDeliveries => ({
  start: () =>
    db.oneFirst(sql.type(startRow)`
      SELECT greatest(min(after_position), (SELECT position FROM policy_checkpoints WHERE policy = ${policy})) AS start
      FROM webhooks WHERE enabled HAVING count(*) > 0
      UNION ALL SELECT NULL LIMIT 1`),
  add: (changes) => db.transaction((tx) => addDeliveries(tx, changes)),
  due: (accounts) =>
    db.any(sql.type(dueRow)`
      SELECT w.id::text AS webhook, due.count FROM webhooks AS w CROSS JOIN LATERAL (
        SELECT count(*)::int4 AS count FROM (
          SELECT FROM webhook_deliveries AS d WHERE d.webhook_id = w.id AND ${isDue} LIMIT ${perWebhook}) AS first_due
      ) AS due
      WHERE w.enabled AND NOT w.suspended AND due.count > 0
        ${accounts ? sql.fragment`AND w.account_id = any(${sql.array([...accounts], 'uuid')})` : sql.fragment``}`),
  begin: (webhook) =>
    db.maybeOne(sql.type(attemptRow)`
      WITH hook AS (
        SELECT id, account_id, url, secret, CASE WHEN previous_secret_until > now() THEN previous_secret END AS previous
        FROM webhooks WHERE id = ${webhook} AND enabled AND NOT suspended),
      sending AS (
        SELECT count(*) FILTER (WHERE d.webhook_id = hook.id) AS of_webhook, count(*) AS of_account
        FROM hook JOIN webhook_deliveries AS d ON d.account_id = hook.account_id AND ${isSending}),
      chosen AS (
        SELECT d.id FROM webhook_deliveries AS d, hook, sending
        WHERE d.webhook_id = hook.id AND ${isDue}
          AND sending.of_webhook < ${perWebhook} AND sending.of_account < ${perAccount}
        ORDER BY d.next_attempt_at, d.place LIMIT 1 FOR UPDATE OF d SKIP LOCKED)
      UPDATE webhook_deliveries AS d SET attempts = d.attempts + 1, last_attempt_at = clock_timestamp(),
        attempt_id = ${randomUUID()}, attempt_until = clock_timestamp() + ${attemptMs}::int4 * interval '1 millisecond'
      FROM chosen, hook WHERE d.id = chosen.id
      RETURNING d.id::text AS delivery, d.attempt_id::text AS "attemptId", hook.id::text AS webhook, hook.url,
        array_remove(ARRAY[hook.secret, hook.previous], NULL) AS "sealedSecrets", d.account_id::text AS account,
        d.athlete_id::text AS athlete, d.type,
        d.stream, d.revision, d.position, d.recorded_at AS "recordedAt", d.failures`),
  end: (attempt, outcome, sequel) => db.transaction((tx) => endAttempt(tx, attempt, outcome, sequel)),
  ...createCoachDeliveries(db),
  async prune() {
    await db.query(sql.unsafe`
      DELETE FROM webhook_deliveries WHERE id IN (
        SELECT id FROM webhook_deliveries WHERE ended_at < now() - ${keptDays}::int4 * interval '1 day'
        LIMIT ${pruned} FOR UPDATE SKIP LOCKED)`);
  },
});
