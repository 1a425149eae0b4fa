import { reasonOf } from '../core/retry.ts';
import { unpauseVersion } from '../versions/pause.ts';
import { listVersions, VersionRefusal } from '../versions/registry.ts';
import { modelFor } from '../versions/topology.ts';
import { fillToHead } from './catch-up.ts';
import type { MaintenanceOptions } from './options.ts';
import { createProgressCounter } from './progress-counter.ts';
import { runExclusively } from './run-exclusively.ts';

/**
 * Ends the pause of a read model. First fills each paused version up to the end of the log, because the events that it
 * missed would delay other read models in the same lanes. If that fails, the workers apply the rest of the events.
 * Versions for which this build has no code stay paused; returns their numbers. Throws `VersionRefusal` when there are
 * only such versions.
 */
export async function resumeProjection(options: MaintenanceOptions, name: string): Promise<readonly number[]> {
  const { db, models, logger } = options;
  return runExclusively(options, `rebuild/${name}`, async (signal) => {
    const paused = (await listVersions(db, name)).filter((version) => version.paused);
    const unknown = paused.filter((version) => !modelFor(models, version)).map(({ version }) => version);
    if (unknown.length > 0 && unknown.length === paused.length) throw noCodeFor(name, unknown);
    for (const version of paused) {
      const model = modelFor(models, version);
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
    return unknown;
  });
}

const noCodeFor = (name: string, versions: readonly number[]): VersionRefusal =>
  new VersionRefusal(
    `This build has no code for version ${versions.join(', ')} of ${name}, so it stays paused; use a build that knows it.`,
  );
