import { reasonOf } from '../core/retry.ts';
import { unpauseVersion } from '../versions/pause.ts';
import { listVersions } from '../versions/registry.ts';
import { modelFor } from '../versions/topology.ts';
import { fillToHead } from './catch-up.ts';
import type { MaintenanceOptions } from './options.ts';
import { createProgressCounter } from './progress-counter.ts';
import { runExclusively } from './run-exclusively.ts';

/**
 * Ends the pause of a read model. First fills each paused version up to the end of the log, because the events that it
 * missed would delay other read models in the same lanes. If that fails, the workers apply the rest of the events.
 * Versions for which this build has no code stay paused.
 */
export async function resumeProjection(options: MaintenanceOptions, name: string): Promise<void> {
  const { db, models, logger } = options;
  await runExclusively(options, `rebuild/${name}`, async (signal) => {
    for (const version of await listVersions(db, name)) {
      const model = version.paused && modelFor(models, version);
      if (!model) continue;
      try {
        const progress = createProgressCounter(options.onProgress);
        await fillToHead({ ...options, signal }, model.forVersion(version.version), progress);
      } catch (error) {
        signal.throwIfAborted();
        logger.warn('The workers apply the rest of the events', { projection: name, reason: reasonOf(error) });
      }
      await unpauseVersion(db, { name, version: version.version });
    }
  });
}
