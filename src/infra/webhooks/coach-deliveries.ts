import { type DatabasePool, sql } from 'slonik';
import { z } from 'zod';
import type { AccountId } from '../../events/ids.ts';
import { isAthleteType, webhookEventTypes } from '../../events/schemas.ts';
import type { WebhookDeliveries } from '../../ports/webhook-deliveries.ts';

const existsRow = z.object({ exists: z.boolean() });
const account = z.string().transform((text) => text as AccountId);
const toldRow = z.object({ coach: account, athlete: account, kind: z.string() });

const athleteTypes = sql.array(webhookEventTypes.filter(isAthleteType), 'text');
const kindOf = sql.fragment`split_part(d.stream, '-', 1)`;

/** The deliveries to coaches about things of their athletes. */
export const createCoachDeliveries = (
  db: DatabasePool,
): Pick<WebhookDeliveries, 'tellsCoaches' | 'told' | 'forget'> => ({
  tellsCoaches: () =>
    db.oneFirst(sql.type(existsRow)`
      SELECT EXISTS (SELECT FROM webhooks WHERE enabled AND NOT suspended AND event_types && ${athleteTypes})`),
  told: (athletes) =>
    db.any(sql.type(toldRow)`
      SELECT DISTINCT d.account_id::text AS coach, d.athlete_id::text AS athlete, ${kindOf} AS kind
      FROM webhook_deliveries d
      WHERE d.athlete_id IS NOT NULL
        AND ${athletes ? sql.fragment`d.athlete_id = any(${sql.array([...athletes], 'uuid')})` : sql.fragment`true`}`),
  forget: (told) =>
    db.transaction(async (tx) => {
      const coaches = [...new Set(told.map(({ coach }) => coach))];
      // Locks the webhooks, so that no delivery is added meanwhile that would wait for the end of one that is deleted.
      await tx.query(sql.unsafe`
        SELECT FROM webhooks WHERE account_id = any(${sql.array(coaches, 'uuid')}) ORDER BY id FOR NO KEY UPDATE`);
      const rows = told.map(({ coach, athlete, kind }) => [coach, athlete, kind]);
      await tx.query(sql.unsafe`
        DELETE FROM webhook_deliveries d USING ${sql.unnest(rows, ['uuid', 'uuid', 'text'])} AS t (coach, athlete, kind)
        WHERE d.account_id = t.coach AND d.athlete_id = t.athlete AND ${kindOf} = t.kind`);
    }),
});
