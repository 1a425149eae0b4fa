import { expect } from 'chai';
import fc from 'fast-check';
import { type SessionCommand, session } from '../../../src/commands/session/decider.ts';
import { checkSize } from '../../../src/commands/session/room.ts';
import { present, replay } from '../../../src/documents/presence.ts';
import { DomainError } from '../../../src/errors.ts';
import type { EntryId, SessionId, SetId, TimeZone } from '../../../src/events/ids.ts';
import { emptyPerformance } from '../../../src/events/performance.ts';
import type { SessionEvent } from '../../../src/events/session.ts';
import { maxCharacters, maxExercises, maxSets, maxSetsPerExercise, notesLength } from '../../../src/events/values.ts';
import { samples } from '../../support/samples.ts';
import { athlete, eventAt, noon, refusalOf, specificationOf } from '../../support/specification.ts';

const given = specificationOf(session);
const idOf = (n: number): string => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const sessionId = idOf(1) as SessionId;
const entries = [11, 12, 13, 14, 15].map((n) => idOf(n) as EntryId);
const [squat = idOf(0) as EntryId, , , , plank = idOf(0) as EntryId] = entries;
const first = idOf(1_000) as SetId;
const another = idOf(9_000) as SetId;
const text = (length: number): string => 'x'.repeat(length);
const longest = text(notesLength.max);

const started = (notes: string | null): SessionEvent => ({
  type: 'SessionStarted',
  data: {
    ...{ sessionId, userId: athlete, startedAt: noon, timezone: 'UTC' as TimeZone, importId: null },
    ...{ live: false, plan: null, planDay: null, unit: null },
    personal: { name: null, notes, plan: null, unit: null },
  },
});
const added = (entryId: EntryId, notes: string | null = null): SessionEvent => ({
  type: 'ExerciseAdded',
  data: {
    ...{ entryId, exerciseId: null, mode: 'reps', supersetGroup: null, planned: null, correction: false },
    personal: { name: 'x', notes, planned: null },
  },
});
const logged = (entryId: EntryId, setId: SetId, notes: string | null = null): SessionEvent => ({
  type: 'SetLogged',
  data: { entryId, setId, ...emptyPerformance, correction: false, personal: { notes } },
});
const log = (entryId: EntryId, setId: SetId, notes: string | null = null): SessionCommand => ({
  type: 'LogSet',
  data: { entryId, setId, ...emptyPerformance, personal: { notes } },
});
const add = (id: string, notes: string | null): SessionCommand => ({
  type: 'AddExercise',
  data: {
    ...{ entryId: id as EntryId, exerciseId: null, mode: 'reps', supersetGroup: null },
    personal: { name: 'x', notes },
  },
});
/**
 * The events that log `count` sets, spread over the entries of the session. The first `wordy` sets have notes of
 * maximum length.
 */
const sets = (count: number, wordy = 0) =>
  Array.from({ length: count }, (_, n) =>
    logged(entries[n % 5] ?? squat, idOf(1_000 + n) as SetId, n < wordy ? longest : null),
  );
const full = [started(null), ...entries.map((id) => added(id)), ...sets(maxSets)];

describe('the number of sets of a session', () => {
  it('accepts a set while the session has fewer than the maximum, and refuses the next one', () => {
    given(...full.slice(0, -1))
      .when(log(plank, another))
      .thenYields(logged(plank, another));
    given(...full)
      .when(log(plank, another))
      .thenRefused('validation', 'id');
  });

  for (const removed of [
    { type: 'SetRemoved', data: { entryId: squat, setId: first, correction: false } },
    { type: 'ExerciseRemoved', data: { entryId: squat, correction: false } },
  ] as const) {
    it(`accepts a set in a full session after ${removed.type}`, () =>
      given(...full, removed)
        .when(log(plank, another))
        .thenYields(logged(plank, another)));
  }

  const oneEntry = (count: number) => [
    started(null),
    ...entries.map((id) => added(id)),
    ...Array.from({ length: count }, (_, n) => logged(squat, idOf(1_000 + n) as SetId)),
  ];
  it('accepts a set while its exercise has fewer than the maximum, and refuses the next one', () => {
    given(...oneEntry(maxSetsPerExercise - 1))
      .when(log(squat, another))
      .thenYields(logged(squat, another));
    given(...oneEntry(maxSetsPerExercise))
      .when(log(squat, another))
      .thenRefused('validation', 'id');
    given(...oneEntry(maxSetsPerExercise))
      .when(log(plank, another))
      .thenYields(logged(plank, another));
  });
});

describe('the size of a whole session', () => {
  const refused = (...counts: readonly number[]) =>
    refusalOf(() => checkSize(counts.map((length) => ({ sets: Array.from({ length }, () => ({})) }))))?.code;
  const most = maxSetsPerExercise;
  it('is at most as many sets as one exercise and one session may have', () => {
    expect(refused()).to.equal(undefined);
    expect(refused(most)).to.equal(undefined);
    expect(refused(most + 1)).to.equal('validation');
    expect(refused(...Array.from({ length: maxSets / most }, () => most))).to.equal(undefined);
    expect(refused(...Array.from({ length: maxSets / most }, () => most), 1)).to.equal('validation');
  });
});

describe('the number of exercises of a session', () => {
  const many = (count: number) => [
    started(null),
    ...Array.from({ length: count }, (_, n) => added(idOf(n) as EntryId)),
  ];
  it('accepts an exercise while the session has fewer than the maximum, and refuses the next one', () => {
    given(...many(maxExercises - 1))
      .when(add(another, null))
      .thenYields(added(another as string as EntryId));
    given(...many(maxExercises))
      .when(add(another, null))
      .thenRefused('validation', 'id');
  });
});

describe('the length of all texts of a session', () => {
  /** The events of a session whose names and notes together have exactly the maximum number of characters. */
  const wordy = [
    ...[started(text(9_885)), added(squat, text(100)), ...entries.slice(1).map((id) => added(id))],
    ...[logged(squat, first, text(10)), ...sets(25, 25).slice(1)],
  ];
  const growing: Readonly<Record<string, readonly [SessionCommand, string]>> = {
    'a longer name': [{ type: 'EditSession', data: { name: 'y' } }, 'name'],
    'longer notes': [{ type: 'EditSession', data: { notes: text(9_886) } }, 'notes'],
    'a longer name of an exercise': [{ type: 'EditExercise', data: { entryId: squat, name: 'xy' } }, 'name'],
    'longer notes of an exercise': [{ type: 'EditExercise', data: { entryId: squat, notes: text(101) } }, 'notes'],
    'longer notes of a set': [{ type: 'CorrectSet', data: { entryId: squat, setId: first, notes: text(11) } }, 'notes'],
    'another exercise': [add(another, null), 'name'],
    'another set with notes': [log(squat, another, 'y'), 'notes'],
  };
  for (const [what, [command, field]] of Object.entries(growing)) {
    it(`refuses ${what} in a session whose texts are as long as allowed`, () =>
      given(...wordy)
        .when(command)
        .thenRefused('validation', field));
  }
  it('accepts a set without notes in a session whose texts are as long as allowed', () =>
    given(...wordy)
      .when(log(squat, another))
      .thenYields(logged(squat, another)));

  it('accepts shorter texts in a session that an older log has let grow beyond the limit', () => {
    const beyond = [started(longest), ...entries.map((id) => added(id)), ...sets(26, 26)];
    const shorter = text(notesLength.max - 1);
    given(...beyond)
      .when({ type: 'EditSession', data: { notes: shorter } })
      .thenYields({ type: 'SessionNoted', data: { personal: { notes: shorter }, correction: false } });
    given(...beyond)
      .when({ type: 'EditSession', data: { name: 'y', notes: shorter } })
      .thenYields(
        { type: 'SessionRenamed', data: { personal: { name: 'y' }, correction: false } },
        { type: 'SessionNoted', data: { personal: { notes: shorter }, correction: false } },
      );
    given(...beyond)
      .when({ type: 'RemoveSet', data: { entryId: squat, setId: first } })
      .thenYields({ type: 'SetRemoved', data: { entryId: squat, setId: first, correction: false } });
    given(...beyond)
      .when(log(plank, another, 'y'))
      .thenRefused('validation', 'notes');
  });

  it('is counted exactly through all additions, edits and removals', () => {
    const lengths = fc.constantFrom(0, 1, 4_000, 9_000, notesLength.max);
    const notes = lengths.map((length) => (length === 0 ? null : text(length)));
    const entryId = fc.constantFrom(...entries);
    const setId = fc.integer({ min: 0, max: 5 }).map((n) => idOf(5_000 + n) as SetId);
    const name = fc.constantFrom(1, 50, 100).map(text);
    const commands = fc.oneof(
      fc.record({ name, notes }, { requiredKeys: [] }).map((data) => ({ type: 'EditSession', data }) as const),
      fc.tuple(entryId, notes).map(([id, given]) => add(id, given)),
      fc
        .record({ entryId, name, notes }, { requiredKeys: ['entryId'] })
        .map((data) => ({ type: 'EditExercise', data }) as const),
      entryId.map((id) => ({ type: 'RemoveExercise', data: { entryId: id } }) as const),
      fc.tuple(entryId, setId, notes).map(([id, set, given]) => log(id, set, given)),
      fc.record({ entryId, setId, notes }).map((data) => ({ type: 'CorrectSet', data }) as const),
      fc.record({ entryId, setId }).map((data) => ({ type: 'RemoveSet', data }) as const),
    );
    const base = [started(null), ...entries.map((id) => added(id)), ...sets(maxSets - 2, 23)];
    const begun = replay(
      session,
      base.map((event, revision) => eventAt(event, revision)),
    );
    const decided = (command: SessionCommand, state: typeof begun): readonly SessionEvent[] | DomainError => {
      try {
        return session.decide(command, state, { by: athlete, at: noon });
      } catch (refusal) {
        if (refusal instanceof DomainError) return refusal;
        throw refusal;
      }
    };
    const property = fc.property(fc.array(commands, { minLength: 10, maxLength: 40 }), (list) => {
      let state = begun;
      for (const command of list) {
        const events = decided(command, state);
        if (events instanceof DomainError) continue;
        state = events.map((event, at) => eventAt(event, base.length + at)).reduce(session.evolve, state);
      }
      const document = present(state.presence, 'session').document;
      const { characters, sets: held } = recounted(document);
      const fits = (command: SessionCommand) => !(decided(command, state) instanceof DomainError);
      const room = maxCharacters - characters;
      expect(room).to.be.at.least(0);
      const [entry] = document.exercises;
      if (entry) expect(fits(log(entry.id, another))).to.equal(held < maxSets);
      // The added exercise also has a name of one character, so its notes must be one character shorter than the room
      // left.
      if (room <= notesLength.max) expect(fits(add(another, text(room)))).to.equal(false);
      if (room > 0) expect(fits(add(another, text(Math.min(room - 1, notesLength.max))))).to.equal(true);
    });
    fc.assert(property, samples(100));
  });
});

/** Counts, in the JSON of a session document, the characters of all names and notes, and the sets. */
function recounted(document: object): { characters: number; sets: number } {
  let [characters, sets] = [0, 0];
  JSON.parse(JSON.stringify(document), (key, value) => {
    if ((key === 'name' || key === 'notes') && typeof value === 'string') characters += value.length;
    if (key === 'sets') sets += value.length;
    return value;
  });
  return { characters, sets };
}
