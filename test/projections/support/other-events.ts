import type { NewEvent } from './memory-log.ts';
import { ownerId, sessionId } from './training.ts';

/** Makes an event in the stream of a session, of a type that no build knows. */
export const unknownEvent = (session: number, owner = ownerId(1)): NewEvent => ({
  type: 'SessionCheered',
  data: { personal: { notes: 'well done' } },
  stream: `session-${sessionId(session)}`,
  owner,
});

/** Makes the event that an import has started. */
export const anImport = (number: number, owner = ownerId(1), fileName = 'a.csv'): NewEvent => ({
  type: 'ImportStarted',
  data: {
    ...{ importId: sessionId(number), userId: owner, format: 'hevy', unit: null, timezone: 'UTC' },
    personal: { fileName },
  },
  stream: `import-${sessionId(number)}`,
  owner,
});
