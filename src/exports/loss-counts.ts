import type { EntryDocument, SetDocument } from '../documents/entries.ts';
import type { SessionDocument } from '../documents/session.ts';
import type { Mode } from '../events/values.ts';
import type { LossKind } from './loss-kinds.ts';

const ofSession = (has: (session: SessionDocument) => boolean) => (session: SessionDocument) => Number(has(session));
const ofEntries =
  (has: (entry: EntryDocument, index: number, all: readonly EntryDocument[]) => boolean) =>
  ({ exercises }: SessionDocument) =>
    exercises.filter(has).length;
const ofSets =
  (has: (set: SetDocument) => boolean) =>
  ({ exercises }: SessionDocument) =>
    exercises.reduce((sum, { sets }) => sum + sets.filter(has).length, 0);

const times = ({ startedAt, endedAt }: SessionDocument) => [startedAt, ...(endedAt === null ? [] : [endedAt])];

/** The mode that an app derives when it reads the exported file, which contains only the values of the sets. */
function modeOf(sets: readonly SetDocument[]): Mode {
  if (sets.some(({ reps }) => reps !== null)) return 'reps';
  if (sets.some(({ distance }) => distance !== null)) return 'distance';
  return sets.some(({ seconds }) => seconds !== null) ? 'time' : 'sets_only';
}

/** How many parts of a session lose something of each kind. */
export const countOf: Readonly<Record<LossKind, (session: SessionDocument) => number>> = {
  timeZones: () => 1,
  seconds: ofSession((session) => times(session).some((at) => !at.includes(':00.000000'))),
  fractions: ofSession((session) => times(session).some((at) => !at.endsWith('.000000Z'))),
  status: ofSession(({ status }) => status !== 'completed'),
  links: ofEntries(({ exerciseId }) => exerciseId !== null),
  modes: ofEntries(({ mode, sets }) => sets.length > 0 && mode !== modeOf(sets)),
  emptyExercises: ({ exercises }) =>
    exercises.length === 0 ? 1 : exercises.filter(({ sets }) => sets.length === 0).length,
  repeatedExercises: ofEntries(({ name }, index, all) => all[index - 1]?.name === name),
  targets: (session) =>
    ofEntries(({ planned }) => planned !== null)(session) + Number(session.unit !== null || session.plan !== null),
  supersets: ofEntries(({ supersetGroup }) => supersetGroup !== null),
  setNotes: ofSets(({ notes }) => notes !== null),
  setTimes: ofSets(({ performedAt }) => performedAt !== null),
  rir: ofSets(({ rir }) => rir !== null),
  zeroWeights: ofSets(({ weight }) => weight?.value === 0),
  distanceUnits: ofSets(({ distance }) => distance !== null && distance.unit !== 'km' && distance.unit !== 'mi'),
  backslashes: ({ notes, exercises }) =>
    [notes, ...exercises.map((entry) => entry.notes)].filter((text) => text?.includes('\\n')).length,
};
