import { z } from 'zod';
import { count } from '../responses/fields.ts';

const componentStatus = z.enum(['online', 'offline']);

const laneLag = z
  .strictObject({
    projection: z.string(),
    version: count,
    lane: count,
    events: count.nullable(),
    seconds: z.number().min(0).nullable().describe('The age of the oldest event that waits, in seconds.'),
  })
  .meta({ id: 'LaneLag', description: 'How far a read model is in one lane; null when that is not known.' });

const pipeline = z
  .strictObject({
    status: z.enum(['moving', 'stalled']),
    behind: z.boolean(),
    paused: z.array(z.strictObject({ projection: z.string(), version: count, state: z.string() })),
    parkedStreams: count.nullable(),
    refusedEvents: count.nullable(),
    lag: z.array(laneLag).nullable(),
  })
  .meta({ id: 'Pipeline', description: 'Whether changes reach the read models.' });
export type Pipeline = z.output<typeof pipeline>;

export const health = z
  .strictObject({
    database_status: componentStatus,
    cache_status: componentStatus,
    event_store_status: componentStatus,
    pipeline,
    app: z.literal('IronTrack'),
    version: z.string(),
  })
  .meta({ id: 'Health', description: 'The status of each component.' });

export const readiness = z
  .strictObject({ ready: z.boolean(), pipeline })
  .meta({ id: 'Readiness', description: 'Whether the service can do its work.' });
