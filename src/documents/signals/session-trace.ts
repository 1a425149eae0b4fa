import type { Metadata, RecordedEvent, StreamEvent } from '../../events/event.ts';
import type { Instant } from '../../events/ids.ts';
import type { SessionEvent } from '../../events/session.ts';
import { hasEnded } from '../entries.ts';
import { localDay } from '../local-day.ts';
import { isWorking } from '../performance-figures.ts';
import { absent, documentOf } from '../presence.ts';
import { type SessionDocument, type SessionPresence, sessionFold } from '../session.ts';
import { entryFactsOf } from './entry-facts.ts';
import { painNoteOf } from './pain-words.ts';
import type { Correction, Fact, PainNote, SessionFacts } from './session-facts.ts';

/** An event of a session as the log has recorded it. */
export type TracedEvent = SessionEvent &
  Readonly<{ revision: number; recordedAt: Instant; metadata: Pick<Metadata, 'actor' | 'occurredAt'> }>;

/** What the document of a session does not say: when and by whom it was written. */
export type Trace = {
  recordedAt: Instant | null;
  startRevision: number;
  end: { revision: number; recordedAt: Instant } | null;
  loggedSets: number;
  lags: Fact[];
  corrections: Correction[];
  /** By the id of the session, entry or set. */
  painNotes: Record<string, PainNote>;
};

/** The fold of a session from which its facts follow. `revisions` are those of the last event of each entry and set. */
export type TracedSession = { presence: SessionPresence; trace: Trace; revisions: Map<string, number> };

export const untraced = (): TracedSession => ({ presence: absent, trace: emptyTrace(), revisions: new Map() });

export const emptyTrace = (): Trace => ({
  ...{ recordedAt: null, startRevision: 0, end: null, loggedSets: 0, lags: [], corrections: [], painNotes: {} },
});

/** Shorter lags are those of usual requests. */
const shortestLag = 60;
/** How many corrections of a session are kept, the latest ones. */
const maxCorrections = 50;

/** Folds further events. It changes the given fold, because copying its lists for each event would be quadratic. */
export function traceEvents(session: TracedSession, events: readonly TracedEvent[]): TracedSession {
  for (const event of events) {
    session.presence = sessionFold.evolve(session.presence, event as unknown as StreamEvent<SessionEvent>);
    traceEvent(session, event);
  }
  return session;
}

function traceEvent({ trace, revisions }: TracedSession, event: TracedEvent): void {
  const { type, data, revision, recordedAt } = event;
  // A session that begins again after its deletion has nothing of before: the row of a deleted session keeps no trace.
  if (type === 'SessionStarted') Object.assign(trace, emptyTrace(), { recordedAt, startRevision: revision });
  if (type === 'SessionCompleted' || type === 'SessionAborted') trace.end = { revision, recordedAt };
  if ('correction' in data && data.correction) addCorrection(trace, event);
  if ('setId' in data) revisions.set(data.setId, revision);
  else if ('entryId' in data) revisions.set(data.entryId, revision);
  if (type === 'SetLogged') {
    trace.loggedSets += 1;
    const lag = secondsBetween(event.metadata.occurredAt, recordedAt);
    if (lag >= shortestLag) trace.lags.push([revision, lag]);
  }
  traceNotes(trace, event);
}

function addCorrection({ corrections, end }: Trace, { type, revision, recordedAt, metadata }: TracedEvent): void {
  const { id: by, role, via } = metadata.actor;
  const lateSeconds = end ? secondsBetween(end.recordedAt, recordedAt) : 0;
  corrections.push({ revision, type, by, role, via, recordedAt, lateSeconds });
  if (corrections.length > maxCorrections) corrections.shift();
}

const sessionPlace = 'session';

function traceNotes({ painNotes }: Trace, { type, data, revision }: TracedEvent): void {
  if (type === 'ExerciseRemoved') delete painNotes[data.entryId];
  if (type === 'SetRemoved') delete painNotes[data.setId];
  if (!('personal' in data) || !('notes' in data.personal)) return;
  const place = 'setId' in data ? data.setId : 'entryId' in data ? data.entryId : sessionPlace;
  const note = painNoteOf(data.personal.notes, revision);
  // A changed note that still has pain words keeps its place. A note without such words is not a signal any more.
  if (note) painNotes[place] = note;
  else delete painNotes[place];
}

const secondsBetween = (from: Instant, to: Instant): number =>
  Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 1_000));

/** What signals know of the session; null once it is deleted. */
export function factsOf({ presence, trace, revisions }: TracedSession): SessionFacts | null {
  const document = documentOf(presence);
  if (document === null) return null;
  const ended = hasEnded(document.status);
  const revisionOf = (id: string): number => revisions.get(id) ?? 0;
  return {
    ...headOf(document),
    ...(ended ? sumsOf(document) : { workingSets: 0, plannedSets: 0 }),
    recordedAt: trace.recordedAt ?? document.createdAt,
    startRevision: trace.startRevision,
    endRevision: ended ? (trace.end?.revision ?? 0) : null,
    ...{ loggedSets: trace.loggedSets, lags: trace.lags, corrections: trace.corrections },
    painNotes: notesIn(document, trace),
    entries: ended ? document.exercises.map((entry) => entryFactsOf(entry, revisionOf)) : [],
  };
}

const headOf = ({ id, name, status, startedAt, timezone, durationSeconds, plan, importId }: SessionDocument) => ({
  ...{ id, day: localDay(startedAt, timezone), startedAt, timezone, status, name, seconds: durationSeconds },
  plan: plan && planOf(plan),
  isImported: importId !== null,
});

const planOf = ({ id, week, day, index }: NonNullable<SessionDocument['plan']>): SessionFacts['plan'] =>
  id === null || week === null || day === null || index === null ? null : { id, week, day, index };

const sumsOf = ({ exercises }: SessionDocument) => ({
  workingSets: exercises.reduce((sum, { sets }) => sum + sets.filter(isWorking).length, 0),
  plannedSets: exercises.reduce((sum, { planned }) => sum + (planned?.sets.length ?? 0), 0),
});

/** The notes of what the session still has: an entry that was removed takes the notes of its sets along. */
function notesIn({ exercises }: SessionDocument, { painNotes }: Trace): readonly PainNote[] {
  if (Object.keys(painNotes).length === 0) return [];
  const places = [sessionPlace, ...exercises.flatMap(({ id, sets }) => [id, ...sets.map((set) => set.id)])];
  return places.flatMap((place) => painNotes[place] ?? []);
}

/** An event of the log, as the fold reads it. */
export const tracedEvent = (event: RecordedEvent): TracedEvent => event as unknown as TracedEvent;
