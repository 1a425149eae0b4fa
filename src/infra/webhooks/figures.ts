import { type CommonQueryMethods, sql } from 'slonik';
import { z } from 'zod';
import type { WebhookFigures } from '../metrics/pipeline-gauges.ts';

const row = z.object({ open: z.number(), oldestSeconds: z.number(), failing: z.number(), disabled: z.number() });

/** How the webhooks of all accounts are, for the metrics. */
export const readWebhookFigures = (db: CommonQueryMethods): Promise<WebhookFigures> =>
  db.one(sql.type(row)`
    SELECT count(*)::int4 AS open,
      coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::float8 AS "oldestSeconds",
      (SELECT count(*)::int4 FROM webhooks WHERE enabled AND failing_since IS NOT NULL) AS failing,
      (SELECT count(*)::int4 FROM webhooks WHERE disabled_at IS NOT NULL) AS disabled
    FROM webhook_deliveries WHERE ended_at IS NULL`);
