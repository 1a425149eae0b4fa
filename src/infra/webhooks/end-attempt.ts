import { type CommonQueryMethods, sql } from 'slonik';
import type { DisabledReason } from '../../events/webhook-values.ts';
import type { Attempt, Outcome, Sequel } from '../../ports/webhook-deliveries.ts';
import { giveUpAll, releaseNext } from './delivery-ends.ts';

/** A webhook is disabled when every attempt has failed for this number of days. */
const failingDays = 3;

/** Stores what became of an attempt. If that was the delivery's end, the next one about the same thing becomes due. */
export async function endAttempt(
  tx: CommonQueryMethods,
  { delivery, attemptId, webhook, stream }: Attempt,
  { httpStatus, error, milliseconds }: Outcome,
  sequel: Sequel,
): Promise<DisabledReason | null> {
  const { rowCount: isPresent } = await tx.query(sql.unsafe`
    SELECT FROM webhooks WHERE id = ${webhook} FOR NO KEY UPDATE`);
  if (isPresent === 0) return null;
  const hasEnded = sequel.kind !== 'failed';
  const { rowCount } = await tx.query(sql.unsafe`
    UPDATE webhook_deliveries SET attempt_id = NULL, attempt_until = NULL,
      last_status = ${httpStatus}, last_error = ${error}, last_ms = ${Math.round(milliseconds)},
      status = ${sequel.kind === 'gone' ? 'given-up' : sequel.kind},
      failures = failures + ${sequel.kind === 'succeeded' ? 0 : 1},
      ended_at = ${hasEnded ? sql.fragment`clock_timestamp()` : sql.fragment`NULL`},
      next_attempt_at = ${hasEnded ? sql.fragment`NULL` : sql.fragment`clock_timestamp() + ${sequel.pauseMs}::int4 * interval '1 millisecond'`}
    WHERE id = ${delivery} AND attempt_id = ${attemptId}`);
  if (rowCount === 0) return null;
  if (hasEnded) await releaseNext(tx, webhook, stream);
  return judge(tx, webhook, sequel);
}

/**
 * Stores since when a webhook has failed. Disables the webhook if it has failed for too long, or if its receiver has
 * answered 410.
 */
async function judge(
  tx: CommonQueryMethods,
  webhook: Attempt['webhook'],
  { kind }: Sequel,
): Promise<DisabledReason | null> {
  if (kind === 'succeeded') {
    await tx.query(sql.unsafe`
      UPDATE webhooks SET failing_since = NULL WHERE id = ${webhook} AND failing_since IS NOT NULL`);
    return null;
  }
  await tx.query(sql.unsafe`
    UPDATE webhooks SET failing_since = now() WHERE id = ${webhook} AND failing_since IS NULL`);
  const reason: DisabledReason = kind === 'gone' ? 'gone' : 'failing';
  const { rowCount } = await tx.query(sql.unsafe`
    UPDATE webhooks SET enabled = false, disabled_at = now(), disabled_reason = ${reason}, updated_at = now()
    WHERE id = ${webhook} AND enabled
      AND (${kind === 'gone'} OR failing_since < now() - ${failingDays}::int4 * interval '1 day')`);
  if (rowCount === 0) return null;
  await giveUpAll(tx, [webhook]);
  return reason;
}
