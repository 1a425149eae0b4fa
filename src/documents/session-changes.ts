import { assertNever } from '../errors.ts';
import type { Instant } from '../events/ids.ts';
import type { SessionEvent } from '../events/session.ts';
import type { SessionStatus } from '../events/values.ts';
import { arranged, changeEntry, changeSets, entryOf, hasEnded, numbered, setOf } from './entries.ts';
import { plannedAfter } from './planned.ts';
import type { SessionDocument } from './session.ts';

type Change = Exclude<SessionEvent, { type: 'SessionStarted' | 'SessionDeleted' | 'ClaimLapsed' }>;

/** The members of a session's document that an event changes, with their new values. */
export function changes(document: SessionDocument, { type, data }: Change): Partial<SessionDocument> {
  const { exercises } = document;
  switch (type) {
    case 'SessionRenamed':
      return { name: data.personal.name };
    case 'SessionNoted':
      return { notes: data.personal.notes };
    case 'SessionTimesCorrected': {
      const { startedAt, endedAt, timezone } = data;
      return { startedAt, endedAt, timezone, durationSeconds: secondsBetween(startedAt, endedAt) };
    }
    case 'SessionCompleted':
      return ended('completed', document, data.endedAt);
    case 'SessionAborted':
      return ended('aborted', document, data.endedAt);
    case 'ExerciseAdded': {
      const place = { id: data.entryId, order: exercises.length, hasEnded: hasEnded(document.status) };
      return { exercises: [...exercises, entryOf(place, data, [])] };
    }
    case 'ExerciseCorrected':
      return changeEntry(exercises, data.entryId, ({ id, order, sets }) =>
        entryOf({ id, order, hasEnded: hasEnded(document.status) }, data, sets),
      );
    case 'ExerciseRemoved':
      return { exercises: numbered(exercises.filter(({ id }) => id !== data.entryId)) };
    case 'ExercisesReordered':
      return { exercises: arranged(exercises, data.entryIds) };
    case 'SetLogged':
      return changeSets(document, data.entryId, (sets) => [...sets, setOf(data.setId, sets.length, data)]);
    case 'SetCorrected':
      return changeSets(document, data.entryId, (sets) =>
        sets.map((set) => (set.id === data.setId ? setOf(set.id, set.order, data) : set)),
      );
    case 'SetRemoved':
      return changeSets(document, data.entryId, (sets) => numbered(sets.filter(({ id }) => id !== data.setId)));
    case 'SetsReordered':
      return changeSets(document, data.entryId, (sets) => arranged(sets, data.setIds));
    default:
      return assertNever(type);
  }
}

const ended = (
  status: SessionStatus,
  { startedAt, exercises }: SessionDocument,
  endedAt: Instant,
): Partial<SessionDocument> => ({
  status,
  endedAt,
  durationSeconds: secondsBetween(startedAt, endedAt),
  exercises: exercises.map((entry) =>
    entry.planned ? { ...entry, planned: plannedAfter(entry.planned, { sets: entry.sets, hasEnded: true }) } : entry,
  ),
});

const secondsBetween = (startedAt: Instant, endedAt: Instant | null): number | null =>
  endedAt === null ? null : Math.floor((Date.parse(endedAt) - Date.parse(startedAt)) / 1000);
