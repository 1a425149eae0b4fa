import { reasonOf } from '../core/retry.ts';
import { modelFor } from '../versions/topology.ts';
import { listVersions, unpauseVersion } from '../versions/versions.ts';
import { createProgressCounter, type Maintenance, reachHead, runExclusively } from './maintenance.ts';

/**
 * Feeds a paused read model again. Each version is first brought to the log's head here, so that what it has missed does not hold up
 * the lanes of the others; what can't be applied so is left to the workers.
 */
export async function resumeProjection(options: Maintenance, name: string): Promise<void> {
  const { db, models, logger } = options;
  await runExclusively(options, `rebuild/${name}`, async (signal) => {
    for (const version of await listVersions(db, name)) {
      const model = version.paused && modelFor(models, version);
      if (!model) continue;
      try {
        await reachHead(
          { ...options, signal },
          model.forVersion(version.version),
          createProgressCounter(options.onProgress),
        );
      } catch (error) {
        signal.throwIfAborted();
        logger.warn('The workers go on with what is left', { projection: name, reason: reasonOf(error) });
      }
      await unpauseVersion(db, name, version.version);
    }
  });
}
