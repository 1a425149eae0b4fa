import { exampleSession, sessionId } from '../training-sessions/examples.ts';

export const exampleToken =
  'WzEsWyJhY2NvdW50IiwiZXhlcmNpc2UiLCJpbXBvcnQiLCJzZXNzaW9uIl0sIjQ3MTEiLFsiNDcxMSIsIn4iLCIiXSxbIjQ3MDAiLCJ-IiwiIl0sbnVsbF0';

export const exampleChanges = {
  items: [
    { type: 'session', id: sessionId, revision: 2, deleted: false, document: exampleSession },
    { type: 'exercise', id: '01900000-0000-7000-8000-000000000013', deleted: true },
  ],
  next: exampleToken,
  more: false,
  reset: false,
} as const;
