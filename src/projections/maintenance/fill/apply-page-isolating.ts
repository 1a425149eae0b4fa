import type { DatabasePool, DatabaseTransactionConnection } from 'slonik';
import type { Decrypt, Log } from '../../../ports/log.ts';
import type { Logger } from '../../../ports/logger.ts';
import { createApply, logParked } from '../../apply/apply.ts';
import { applyBatch } from '../../apply/apply-batch.ts';
import { decryptEach } from '../../apply/decrypt.ts';
import { type Strategy, tryStrategies } from '../../apply/strategies.ts';
import { createWorker } from '../../apply/worker.ts';
import { moveCheckpoints } from '../../core/checkpoints.ts';
import { lowerOf } from '../../core/positions.ts';
import { lockNewEvents, type PageToApply } from './apply-page.ts';
import { bookmarkOf } from './read-page.ts';

type Isolating = Readonly<{ db: DatabasePool; log: Log; decrypt: Decrypt; logger: Logger; signal: AbortSignal }>;

/** Applies a page of the log lane by lane, as the workers do, so that streams with poison events are parked. */
export async function applyPageByLane(
  { db, log, decrypt, logger, signal }: Isolating,
  { projection, layout, page, target }: PageToApply,
): Promise<void> {
  // Without a logger for shadow tables: their parked streams are deleted with them, and the verification reports them.
  const isShadow = projection.version < 0;
  const apply = createApply({ db, projections: [projection], decrypt, log, ...(!isShadow && { logger }) });
  const work = createWorker({ log, layout, apply, logger, signal });
  for (let lane = 0; lane < layout.lanes; lane += 1) {
    const to = lowerOf(page.to, target.positionOf(lane));
    if (to <= page.from) continue;
    const events = page.events.filter(
      ({ position, metadata }) => position <= to && layout.laneOf(metadata.owner) === lane,
    );
    await work({ layout: layout.layout, lane, from: page.from, to, bookmark: bookmarkOf(page, to), events });
  }
}

/**
 * Applies a page of the log to all lanes within the caller's transaction, which has locked the lanes' checkpoints.
 * Parks streams with poison events; throws when no event of the page can be applied.
 */
export async function applyPageIsolating(
  within: DatabaseTransactionConnection,
  { decrypt, logger }: Pick<Isolating, 'decrypt' | 'logger'>,
  toApply: PageToApply,
): Promise<void> {
  const { projection, layout, page } = toApply;
  const decrypted = await decryptEach(page.handled, decrypt);
  const attempt = (strategy: Strategy) =>
    within.transaction(async (tx) => {
      const { events, moves } = await lockNewEvents(tx, toApply);
      const parked = await applyBatch(tx, { parts: [{ projection, events }], decrypted, strategy });
      await moveCheckpoints(tx, layout, moves);
      return parked;
    });
  const parked = await tryStrategies(attempt, async () => new Map());
  for (const each of parked) logParked(logger, each);
}
