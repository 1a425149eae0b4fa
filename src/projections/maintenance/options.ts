import type { DatabasePool } from 'slonik';
import type { Decrypt, Log } from '../../ports/log.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Model } from '../core/model.ts';
import { type RetryOptions, reasonOf } from '../core/retry.ts';
import { VersionRefusal } from '../versions/registry.ts';
import type { Progress } from './progress-counter.ts';

/** The parameters of maintenance work: to rebuild, verify or resume a read model, or to change the number of lanes. */
export type MaintenanceOptions = Readonly<{
  db: DatabasePool;
  log: Log;
  decrypt: Decrypt;
  logger: Logger;
  models: readonly Model[];
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  /** The number of events in one read and one transaction. @defaultValue 2,000 */
  pageSize?: number;
}>;

/** The parameters of maintenance work that holds a lease. `signal` is aborted when the lease is lost. */
export type MaintenanceRun = MaintenanceOptions & Readonly<{ signal: AbortSignal }>;

/** The code of a read model for the highest shape that this build knows. */
export function newestModel(models: readonly Model[], name: string): Model {
  const [model] = models.filter((each) => each.name === name).sort((a, b) => b.shape - a.shape);
  if (model) return model;
  const known = [...new Set(models.map((each) => each.name))].sort().join(', ');
  throw new VersionRefusal(`Unknown read model "${name}". Choose one of: ${known}.`);
}

/** How often maintenance work retries during an outage, about 7 s in all, before it gives up. */
const outageRetries = 8;

/** How maintenance work retries during an outage. Clean-up omits `signal`, because it also runs after an abort. */
export const outageRetryOf = (
  { logger, signal }: Pick<MaintenanceOptions, 'logger' | 'signal'>,
  progress?: () => number,
): RetryOptions => ({
  retries: outageRetries,
  signal,
  ...(progress && { progress }),
  onRetry: (error) => logger.warn('Maintenance was interrupted and continues', { reason: reasonOf(error) }),
});
