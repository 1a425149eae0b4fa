import type { DatabasePool } from 'slonik';
import type { Decrypt, Log } from '../../ports/log.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Model } from '../core/model.ts';
import { type RetryOptions, reasonOf } from '../core/retry.ts';
import { VersionRefusal } from '../versions/registry.ts';
import type { Progress } from './progress-counter.ts';

/** The parameters of maintenance work: rebuild, verify, relane and resume. */
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

/** Maintenance work that holds its lease; the signal is aborted when it loses the lease. */
export type MaintenanceRun = MaintenanceOptions & Readonly<{ signal: AbortSignal }>;

/** The newest shape of a read model that this build knows. */
export function newestModel(models: readonly Model[], name: string): Model {
  const [model] = models.filter((each) => each.name === name).sort((a, b) => b.shape - a.shape);
  if (model) return model;
  const known = [...new Set(models.map((each) => each.name))].sort().join(', ');
  throw new VersionRefusal(`Unknown read model "${name}". Choose one of: ${known}.`);
}

/** The attempts during an outage before maintenance work gives up, which is after 7 s. */
const outageRetries = 8;

/** How maintenance work retries during an outage. Cleaning up passes no signal, because it runs after an abort too. */
export const outageRetryOf = (
  { logger, signal }: Pick<MaintenanceOptions, 'logger' | 'signal'>,
  progress?: () => number,
): RetryOptions => ({
  retries: outageRetries,
  signal,
  ...(progress && { progress }),
  onRetry: (error) => logger.warn('Maintenance was interrupted and continues', { reason: reasonOf(error) }),
});
