import { countJobs } from '../infra/redis/queue-counts.ts';
import { hintQueue } from '../infra/webhooks/hints.ts';
import type { SealedEvent } from '../ports/log.ts';
import type {
  ParkedStreamDetail,
  ParkedStreamSummary,
  PipelineOperations,
  QueueState,
  ReadModelState,
  RetryOutcome,
} from '../ports/pipeline-operations.ts';
import { retryParked } from '../projections/apply/retry-parked.ts';
import { reasonOf } from '../projections/core/retry.ts';
import { queueKeysOf } from '../projections/dispatch/queues.ts';
import { readLag, type VersionLag } from '../projections/lag.ts';
import { rebuild } from '../projections/maintenance/rebuild.ts';
import { models } from '../projections/models/all.ts';
import { discardFirstEvent } from '../projections/parking/discarded-events.ts';
import { failureOf } from '../projections/parking/failure.ts';
import { readParkedEvents } from '../projections/parking/parked-events.ts';
import { findParked, listParked, type ParkedStream } from '../projections/parking/parked-streams.ts';
import { activeProjections } from '../projections/versions/topology.ts';
import type { Application } from './connect.ts';

type Needed = Pick<Application, 'db' | 'log' | 'decrypt' | 'logger' | 'projectionOf' | 'redis' | 'layout' | 'topology'>;

/** Creates what administrators see and do of the pipeline, with the functions that the command line calls. */
export function createPipelineOperations(core: Needed, closing: AbortSignal): PipelineOperations {
  const { db, log, decrypt, logger } = core;
  const running = new Set<string>();
  const retry = async (parked: ParkedStream): Promise<RetryOutcome> => {
    const { applied, left, error } = await retryParked(core, parked.id);
    return { applied, left, reason: left > 0 ? failureOf(error).reason : null };
  };
  return {
    async read() {
      const [{ head, versions }, queues] = await Promise.all([readLag({ db, log }), readQueues(core)]);
      return { head: String(head), readModels: versions.map(stateOf), queues };
    },
    listParked: async () => (await listParked(db)).map(summaryOf),
    async findParked(id) {
      const parked = await findParked(db, BigInt(id));
      return parked && detailOf(parked, (await readParkedEvents(db, parked.id, 1))[0]);
    },
    async retry(id) {
      const parked = await findParked(db, BigInt(id));
      return parked && retry(parked);
    },
    async discard(id, verdict) {
      const parked = await findParked(db, BigInt(id));
      if (!parked) return null;
      const { discarded } = await discardFirstEvent(db, parked, verdict);
      return discarded ? retry(parked) : 'not-first';
    },
    rebuild(name) {
      if (!models.some((model) => model.name === name)) return false;
      if (running.has(name)) return true;
      running.add(name);
      // Its versions in the database show how far it is, to every process.
      rebuild({ db, log, decrypt, logger, models, signal: closing }, name)
        .then(({ version, events }) => logger.info('A read model was rebuilt', { projection: name, version, events }))
        .catch((error: unknown) => logger.warn('A rebuild failed', { projection: name, reason: reasonOf(error) }))
        .finally(() => running.delete(name));
      return true;
    },
  };
}

/** The queues of the lanes, and the queue of webhooks that have something to send. */
async function readQueues({ redis, layout, topology }: Needed): Promise<readonly QueueState[]> {
  const lanes = queueKeysOf(layout, activeProjections(models, topology.now()));
  const counts = await countJobs(redis, [...lanes, hintQueue]);
  return counts.map(({ prefix: _, name, ...count }) => ({
    name: name === hintQueue.name ? 'webhooks' : name,
    ...count,
  }));
}

const stateOf = ({ projection, version, state, paused, parked, lanes }: VersionLag): ReadModelState => ({
  ...{ projection, version, state, paused, parked },
  lanes: lanes.map(({ lane, position, events, isMore, seconds }) => ({
    ...{ lane, position: String(position), events, isMore, seconds },
  })),
});

const summaryOf = ({ id, position: _, stack: __, ...parked }: ParkedStream): ParkedStreamSummary => ({
  ...{ id: String(id), ...parked },
});

const detailOf = (parked: ParkedStream, event: SealedEvent | undefined): ParkedStreamDetail => ({
  ...summaryOf(parked),
  event: event
    ? {
        id: event.id,
        type: event.type,
        revision: event.revision,
        position: String(event.position),
        recordedAt: event.recordedAt,
      }
    : null,
});
