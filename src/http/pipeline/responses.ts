import { z } from 'zod';
import { count, id, instant } from '../responses/fields.ts';

/** A place in the log, as a text of digits, because it can be larger than the numbers of JSON. */
const position = z.string().meta({ pattern: '^[0-9]+$' });

const lane = z
  .strictObject({
    lane: count,
    position,
    events: count.describe('How many events wait; this many or more if `isMore` is true.'),
    isMore: z.boolean(),
    seconds: z.number().min(0).describe('The age of the oldest event that waits.'),
  })
  .meta({ id: 'LaneState', description: 'How far a version of a read model is in one lane.' });

const readModel = z
  .strictObject({
    projection: z.string(),
    version: count,
    state: z.enum(['building', 'joining', 'standby', 'live']).describe('Queries read the version that is `live`.'),
    paused: z.boolean(),
    parked: count.describe('How many streams are parked.'),
    lanes: z.array(lane),
  })
  .meta({ id: 'ReadModelState', description: 'A version of a read model.' });

const queue = z
  .strictObject({ name: z.string(), waiting: count, active: count, delayed: count, failed: count })
  .meta({ id: 'QueueState', description: 'How many jobs a queue has. Jobs are hints: no data is lost with them.' });

export const pipelineState = z
  .strictObject({
    head: position.describe('The place of the last event in the log.'),
    readModels: z.array(readModel),
    queues: z.array(queue).describe('Those of the lanes, and the one of webhooks.'),
  })
  .meta({ id: 'PipelineState', description: 'All versions of all read models, and all queues.' });

const summary = {
  id: z.string().meta({ pattern: '^[0-9]+$' }),
  projection: z.string(),
  version: count,
  stream: z.string(),
  owner: z.string(),
  waiting: count.describe('How many events wait.'),
  reason: z.string().describe('Why the first of them could not be applied.'),
  parkedAt: instant,
  triedAt: instant,
  tries: count,
};

export const parkedStream = z
  .strictObject(summary)
  .meta({ id: 'ParkedStream', description: 'A stream with an event that a read model cannot apply.' });

export const parkedStreamDetail = z
  .strictObject({
    ...summary,
    event: z
      .strictObject({ id, type: z.string(), revision: count, position, recordedAt: instant })
      .nullable()
      .describe('The first event that waits, without its content.'),
  })
  .meta({ id: 'ParkedStreamDetail', description: 'A parked stream with the event that failed.' });

export const retryOutcome = z
  .strictObject({ applied: count, left: count, reason: z.string().nullable() })
  .meta({ id: 'RetryOutcome', description: 'How many events were applied, and how many still wait for which reason.' });
