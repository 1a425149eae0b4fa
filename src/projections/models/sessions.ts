import { localDay } from '../../documents/local-day.ts';
import { gone } from '../../documents/presence.ts';
import { type SessionDocument, type SessionPresence, sessionFold } from '../../documents/session.ts';
import type { SessionEvent } from '../../events/session.ts';
import { documentModel } from './document-model.ts';
import { searchTextOf, sortTextOf } from './texts.ts';

/** Training sessions: the session list and the session document. A deleted session keeps a row without a document. */
export const sessions = documentModel<SessionDocument, SessionPresence, SessionEvent>({
  name: 'sessions',
  table: 'session_documents',
  categories: ['session'],
  fold: sessionFold,
  restore: (document) => (document ? { kind: 'present', document } : gone),
  columns: {
    owner: { type: 'uuid', value: ({ owner }) => owner },
    deleted: { type: 'bool', value: ({ document }) => String(document === null) },
    status: { type: 'text', value: ({ document }) => document?.status },
    started_at: { type: 'timestamptz', value: ({ document }) => document?.startedAt },
    local_day: { type: 'date', value: ({ document }) => document && localDay(document.startedAt, document.timezone) },
    created_at: { type: 'timestamptz', value: ({ document }) => document?.createdAt },
    sort_name: { type: 'text', value: ({ document }) => document?.name && sortTextOf(document.name) },
    search_text: { type: 'text', value: ({ document }) => document && searchTextOf(namesIn(document)) },
    summary: { type: 'text', value: ({ document }) => document && JSON.stringify(summaryOf(document)) },
    exercise_ids: { type: 'uuid[]', value: ({ document }) => `{${exerciseIdsOf(document).join()}}` },
  },
});

const namesIn = ({ name, exercises }: SessionDocument): readonly string[] => [
  name ?? '',
  ...exercises.map((exercise) => exercise.name),
];

/** The exercises that a document refers to, also the planned ones for which the athlete did others. */
const exerciseIdsOf = (document: SessionDocument | null): readonly string[] => [
  ...new Set(
    document?.exercises.flatMap(({ exerciseId, planned }) =>
      [exerciseId, planned?.exerciseId ?? null].filter((id) => id !== null),
    ),
  ),
];

/** A training session as lists show it: without exercises and notes, but with the numbers of exercises and sets. */
const summaryOf = (document: SessionDocument) => ({
  id: document.id,
  name: document.name,
  status: document.status,
  startedAt: document.startedAt,
  endedAt: document.endedAt,
  durationSeconds: document.durationSeconds,
  timezone: document.timezone,
  plan: document.plan,
  unit: document.unit,
  importId: document.importId,
  exerciseCount: document.exercises.length,
  setCount: document.exercises.reduce((count, { sets }) => count + sets.length, 0),
  revision: document.revision,
  createdAt: document.createdAt,
  updatedAt: document.updatedAt,
});
