import { at } from '../examples.ts';
import { entryId, sessionId } from '../training-sessions/examples.ts';

/** An example of a batch: a session with an exercise. */
export const exampleBatch = {
  commands: [
    {
      ...{ key: 'start-1', operation: 'startSession', occurredAt: at },
      body: { id: sessionId, name: 'Legs', timezone: 'Europe/Berlin' },
    },
    {
      ...{ key: 'squat-1', operation: 'addEntry', occurredAt: at, path: { id: sessionId } },
      body: { id: entryId, name: 'Squat', mode: 'reps' },
    },
  ],
} as const;

export const exampleAnswers = {
  answers: [
    { key: 'start-1', outcome: 'accepted', status: 201, revision: 0 },
    { key: 'squat-1', outcome: 'accepted', status: 201, revision: 1 },
  ],
} as const;
