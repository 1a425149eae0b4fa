import { z } from 'zod';
import { count } from '../responses/fields.ts';

const componentStatus = z.enum(['online', 'offline']);

const laneLag = z.strictObject({
  projection: z.string(),
  version: count,
  lane: count,
  events: count.nullable(),
  seconds: z.number().min(0).nullable(),
});

const pipeline = z.strictObject({
  status: z.enum(['moving', 'stalled']),
  behind: z.boolean(),
  paused: z.array(z.strictObject({ projection: z.string(), version: count, state: z.string() })),
  parkedStreams: count.nullable(),
  refusedEvents: count.nullable(),
  lag: z.array(laneLag).nullable(),
});
export type Pipeline = z.output<typeof pipeline>;

export const health = z.strictObject({
  database_status: componentStatus,
  cache_status: componentStatus,
  event_store_status: componentStatus,
  pipeline,
  app: z.literal('IronTrack'),
  version: z.string(),
});

export const readiness = z.strictObject({ ready: z.boolean(), pipeline });
