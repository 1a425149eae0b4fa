import { assertNever } from '../../errors.ts';
import type { StreamEvent } from '../../events/event.ts';
import type { EntryId, TimeZone } from '../../events/ids.ts';
import type { SessionEvent, SessionStarted } from '../../events/session.ts';
import type { EntryDocument, SetDocument } from '../entries.ts';
import type { PlannedDocument } from '../planned.ts';
import { type SessionDocument, sessionFold } from '../session.ts';
import type { Around, Audit } from './audit.ts';
import { itemDifferences } from './items.ts';
import { setPartsIn, setText, wholeSetText } from './performed-set.ts';
import { targetText } from './target.ts';
import {
  aboutChange,
  aboutLapse,
  aboutParts,
  changedParts,
  counted,
  differencesOf,
  listed,
  type Part,
  quoted,
  timeText,
} from './words.ts';

/** How the history of a training session is told. */
export const sessionAudit: Audit<SessionEvent, SessionDocument> = { fold: sessionFold, sentence, differences };

const nameParts: readonly Part<SessionDocument>[] = [['name', ({ name }) => quoted(name)]];
const notesParts: readonly Part<SessionDocument>[] = [['notes', ({ notes }) => quoted(notes)]];
const timeParts: readonly Part<SessionDocument>[] = [
  ['start', ({ startedAt, timezone }) => timeText(startedAt, timezone)],
  ['end', ({ endedAt, timezone }) => timeText(endedAt, timezone)],
  ['time zone', ({ timezone }) => timezone],
];
const sessionParts: readonly Part<SessionDocument>[] = [
  ...nameParts,
  ['status', ({ status }) => status.replaceAll('_', ' ')],
  ...timeParts,
  ...notesParts,
];
/** The parts of an entry besides its name and its sets. */
const entryParts: readonly Part<EntryDocument>[] = [
  ['exercise in the catalogue', ({ exerciseId }) => exerciseId ?? 'none'],
  ['mode', ({ mode }) => mode.replaceAll('_', ' ')],
  ['superset', ({ supersetGroup }) => String(supersetGroup ?? 'none')],
  ['planned', ({ planned }) => (planned === null ? 'nothing' : plannedText(planned))],
  ['notes', ({ notes }) => quoted(notes)],
];

/** The targets of an entry, set by set. */
function plannedText({ name, sets }: PlannedDocument): string {
  return `${name}, ${listed(sets.map((set) => targetText({ ...set, percentOfTrainingMax: null })))}`;
}

type Change = StreamEvent<Exclude<SessionEvent, SessionStarted>>;

function sentence(event: StreamEvent<SessionEvent>, around: Around<SessionDocument>): string {
  if (event.type === 'SessionStarted') return aboutStart(event);
  const isCorrection = 'correction' in event.data && event.data.correction;
  return `${aboutEvent(event, around)}${isCorrection ? ' (after the session had ended)' : ''}`;
}

function aboutStart({ data: { personal, startedAt, timezone, importId } }: SessionStarted): string {
  const name = personal.name === null ? 'Session' : `Session ${quoted(personal.name)}`;
  const from = [
    ...(personal.unit === null ? [] : [`the unit ${quoted(personal.unit)}`]),
    ...(personal.plan === null ? [] : [`the plan ${quoted(personal.plan)}`]),
    ...(importId === null ? [] : ['an imported file']),
  ];
  const origin = from.length === 0 ? '' : `, from ${from.join(' and ')}`;
  return `${name} started at ${timeText(startedAt, timezone)} (${timezone})${origin}`;
}

function aboutEvent(event: Change, { before, after }: Around<SessionDocument>): string {
  switch (event.type) {
    case 'SessionRenamed':
      return aboutChange('Session', nameParts, before, after);
    case 'SessionNoted':
      return aboutChange('Session', notesParts, before, after);
    case 'SessionTimesCorrected':
      return aboutChange('Session', timeParts, before, after);
    case 'SessionCompleted':
    case 'SessionAborted': {
      const verb = event.type === 'SessionCompleted' ? 'completed' : 'aborted';
      return `Session ${verb}${before ? ` at ${timeText(event.data.endedAt, before.timezone)}` : ''}`;
    }
    case 'SessionDeleted':
      return aboutDeletion(before);
    case 'ExerciseAdded':
      return `${subjectOf(after, event.data.entryId)} added as exercise ${numberOf(after, event.data.entryId)}`;
    case 'ExerciseCorrected':
      return aboutEntry(before, after, event.data.entryId);
    case 'ExerciseRemoved': {
      const sets = entryIn(before, event.data.entryId)?.sets.length ?? 0;
      return `${subjectOf(before, event.data.entryId)} removed${sets > 0 ? ` with ${counted(sets, 'set')}` : ''}`;
    }
    case 'ExercisesReordered':
      return `Exercises reordered: ${namesIn(before)} → ${namesIn(after)}`;
    default:
      return aboutSet(event, { before, after });
  }
}

type SetEvent = Extract<
  Change,
  { type: 'SetLogged' | 'SetCorrected' | 'SetRemoved' | 'SetsReordered' | 'ClaimLapsed' }
>;

function aboutSet(event: SetEvent, { before, after }: Around<SessionDocument>): string {
  switch (event.type) {
    case 'SetLogged': {
      const { entryId, setId, personal, ...measures } = event.data;
      return `${setTitle(after, entryId, setId)} logged: ${wholeSetText({ ...measures, notes: personal.notes })}`;
    }
    case 'SetCorrected': {
      const { entryId, setId } = event.data;
      const [old, current] = [setIn(before, entryId, setId), setIn(after, entryId, setId)];
      const parts = before ? setPartsIn(before.timezone) : [];
      return aboutChange(setTitle(before, entryId, setId), parts, old, current);
    }
    case 'SetRemoved': {
      const { entryId, setId } = event.data;
      const set = setIn(before, entryId, setId);
      return `${setTitle(before, entryId, setId)} removed${set ? `: ${setText(set)}` : ''}`;
    }
    case 'SetsReordered': {
      const old = entryIn(before, event.data.entryId)?.sets ?? [];
      const current = entryIn(after, event.data.entryId)?.sets ?? [];
      return aboutOrder(titleOf(before, event.data.entryId), old, current);
    }
    case 'ClaimLapsed':
      return aboutLapse(event.data);
    default:
      return assertNever(event);
  }
}

function aboutDeletion(before: SessionDocument | null): string {
  if (!before) return 'Session deleted';
  const sets = before.exercises.reduce((sum, entry) => sum + entry.sets.length, 0);
  const name = before.name === null ? 'Session' : `Session ${quoted(before.name)}`;
  return `${name} deleted, with ${counted(before.exercises.length, 'exercise')} and ${counted(sets, 'set')}`;
}

function aboutEntry(before: SessionDocument | null, after: SessionDocument | null, id: EntryId): string {
  const [old, current] = [entryIn(before, id), entryIn(after, id)];
  return old && current ? entryChange(titleOf(before, id), old, current) : aboutParts(subjectOf(before, id), []);
}

function entryChange(title: string, before: EntryDocument, after: EntryDocument): string {
  const parts = changedParts(entryParts, before, after);
  if (before.name === after.name) return aboutParts(title, parts);
  return [`Exercise ${before.order + 1}: ${before.name} → ${after.name}`, ...parts].join('; ');
}

/** The sentence about a new order of sets. It names each set by its number in the old order. */
const aboutOrder = (title: string, before: readonly SetDocument[], after: readonly SetDocument[]): string => {
  const numbers = new Map(before.map(({ id, order }) => [id, order + 1]));
  const numbersOf = (sets: readonly SetDocument[]) => listed(sets.map(({ id }) => String(numbers.get(id) ?? 'new')));
  return `Sets of ${title} reordered: ${numbersOf(before)} → ${numbersOf(after)}`;
};

const entryIn = (session: SessionDocument | null, id: EntryId): EntryDocument | undefined =>
  session?.exercises.find((entry) => entry.id === id);

const setIn = (session: SessionDocument | null, entryId: EntryId, id: string): SetDocument | undefined =>
  entryIn(session, entryId)?.sets.find((set) => set.id === id);

/** The name of an entry, with its number if another entry of the session has the same name. */
function titleOf(session: SessionDocument | null, id: EntryId): string {
  const entry = entryIn(session, id);
  if (!session || !entry) return 'an exercise';
  const isUnique = session.exercises.every((other) => other === entry || other.name !== entry.name);
  return isUnique ? entry.name : `${entry.name} (exercise ${entry.order + 1})`;
}

/** The title of an entry at the start of a sentence. */
const subjectOf = (session: SessionDocument | null, id: EntryId): string =>
  entryIn(session, id) ? titleOf(session, id) : 'An exercise';

const numberOf = (session: SessionDocument | null, id: EntryId): string =>
  String((entryIn(session, id)?.order ?? 0) + 1);

const setTitle = (session: SessionDocument | null, entryId: EntryId, id: string): string => {
  const set = setIn(session, entryId, id);
  return `${set ? `Set ${set.order + 1}` : 'A set'} of ${titleOf(session, entryId)}`;
};

const namesIn = (session: SessionDocument | null): string => listed((session?.exercises ?? []).map(({ name }) => name));

function differences(before: SessionDocument, after: SessionDocument): readonly string[] {
  const entries = itemDifferences(before.exercises, after.exercises, {
    added: (entry) =>
      `${titleOf(after, entry.id)} added${entry.sets.length > 0 ? `: ${listed(entry.sets.map(setText))}` : ''}`,
    removed: (entry) => `${titleOf(before, entry.id)} removed with ${counted(entry.sets.length, 'set')}`,
    changed: (old, current) => entryDifferences({ title: titleOf(before, old.id), zone: after.timezone }, old, current),
    reordered: (old, current) =>
      `Exercises reordered: ${listed(old.map(({ name }) => name))} → ${listed(current.map(({ name }) => name))}`,
  });
  return [...differencesOf('Session', sessionParts, before, after), ...entries];
}

type Told = Readonly<{ title: string; zone: TimeZone }>;

function entryDifferences({ title, zone }: Told, before: EntryDocument, after: EntryDocument): readonly string[] {
  const parts = changedParts(entryParts, before, after);
  const isChanged = before.name !== after.name || parts.length > 0;
  const sets = itemDifferences(before.sets, after.sets, {
    added: (set) => `Set ${set.order + 1} of ${title} logged: ${wholeSetText(set)}`,
    removed: (set) => `Set ${set.order + 1} of ${title} removed: ${setText(set)}`,
    changed: (old, current) => {
      const changed = changedParts(setPartsIn(zone), old, current);
      return changed.length === 0 ? [] : [aboutParts(`Set ${old.order + 1} of ${title}`, changed)];
    },
    reordered: (old, current) => aboutOrder(title, old, current),
  });
  return [...(isChanged ? [entryChange(title, before, after)] : []), ...sets];
}
