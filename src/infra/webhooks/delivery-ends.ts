import { type CommonQueryMethods, sql } from 'slonik';
import type { WebhookId } from '../../events/ids.ts';

/** Gives up all deliveries of webhooks that have not ended. The webhooks' rows must be locked. */
export async function giveUpAll(tx: CommonQueryMethods, webhooks: readonly WebhookId[]): Promise<void> {
  await tx.query(sql.unsafe`
    UPDATE webhook_deliveries
    SET status = 'given-up', ended_at = now(), next_attempt_at = NULL, attempt_id = NULL, attempt_until = NULL
    WHERE webhook_id = any(${sql.array([...webhooks], 'uuid')}) AND ended_at IS NULL`);
}

/** Makes the first delivery about a stream that has not ended due, after the one before it has ended. */
export async function releaseNext(tx: CommonQueryMethods, webhook: WebhookId, stream: string): Promise<void> {
  await tx.query(sql.unsafe`
    UPDATE webhook_deliveries SET next_attempt_at = clock_timestamp()
    WHERE id = (
      SELECT id FROM webhook_deliveries WHERE webhook_id = ${webhook} AND stream = ${stream} AND ended_at IS NULL
      ORDER BY place LIMIT 1) AND next_attempt_at IS NULL`);
}
