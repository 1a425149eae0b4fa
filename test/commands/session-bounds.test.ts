import { expect } from 'chai';
import fc from 'fast-check';
import { type SessionCommand, session } from '../../src/commands/session/decider.ts';
import { maxCharacters, maxSets } from '../../src/commands/session/rules.ts';
import { present } from '../../src/documents/presence.ts';
import { DomainError } from '../../src/errors.ts';
import type { EntryId, SessionId, SetId, TimeZone } from '../../src/events/ids.ts';
import type { Performance, SessionEvent } from '../../src/events/session.ts';
import { athlete, factOf, noon, specificationOf } from '../support/specification.ts';

const given = specificationOf(session);
/** An id of anything. */
const numbered = (n: number): string => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const sessionId = numbered(1) as SessionId;
const entries = [11, 12, 13, 14, 15].map((n) => numbered(n) as EntryId);
const [squat = numbered(0) as EntryId, , , , plank = numbered(0) as EntryId] = entries;
const first = numbered(1_000) as SetId;
const text = (length: number): string => 'x'.repeat(length);

const started = (notes: string | null): SessionEvent => ({
  type: 'SessionStarted',
  data: {
    ...{ sessionId, userId: athlete, startedAt: noon, timezone: 'UTC' as TimeZone, importId: null },
    personal: { name: null, notes },
  },
});
const added = (entryId: EntryId, notes: string | null = null): SessionEvent => ({
  type: 'ExerciseAdded',
  data: {
    ...{ entryId, exerciseId: null, mode: 'reps', supersetGroup: null, correction: false },
    personal: { name: 'x', notes },
  },
});
const empty: Omit<Performance, 'personal'> = {
  ...{ type: 'normal', weight: null, reps: null, seconds: null, distance: null, rpe: null, rir: null },
  performedAt: null,
};
const logged = (entryId: EntryId, setId: SetId, notes: string | null = null): SessionEvent => ({
  type: 'SetLogged',
  data: { entryId, setId, ...empty, correction: false, personal: { notes } },
});
const log = (entryId: EntryId, setId: SetId, notes: string | null = null): SessionCommand => ({
  type: 'LogSet',
  data: { entryId, setId, ...empty, personal: { notes } },
});
const add = (id: string, notes: string | null): SessionCommand => ({
  type: 'AddExercise',
  data: {
    ...{ entryId: id as EntryId, exerciseId: null, mode: 'reps', supersetGroup: null },
    personal: { name: 'x', notes },
  },
});
/** `count` sets, for the exercises in turn. */
const sets = (count: number) =>
  Array.from({ length: count }, (_, n) => logged(entries[n % 5] ?? squat, numbered(1_000 + n) as SetId));

describe('the size of a session', () => {
  const full = [started(null), ...entries.map((id) => added(id)), ...sets(maxSets)];
  const another = numbered(9_000) as SetId;

  it('ends with a number of sets, whatever exercises they are of', () => {
    given(...full.slice(0, -1))
      .when(log(plank, another))
      .thenYields(logged(plank, another));
    given(...full)
      .when(log(plank, another))
      .thenRefused('validation', 'id');
  });

  it('has room again once a set or an exercise was taken out', () => {
    for (const removed of [
      { type: 'SetRemoved', data: { entryId: squat, setId: first, correction: false } },
      { type: 'ExerciseRemoved', data: { entryId: squat, correction: false } },
    ] as const) {
      given(...full, removed)
        .when(log(plank, another))
        .thenYields(logged(plank, another));
    }
  });

  const wordy = [started(text(maxCharacters - 111)), added(squat, text(100)), logged(squat, first, text(10))];
  const growing: Readonly<Record<string, readonly [SessionCommand, string]>> = {
    'a longer name': [{ type: 'EditSession', data: { name: 'y' } }, 'name'],
    'longer notes': [{ type: 'EditSession', data: { notes: text(maxCharacters - 110) } }, 'notes'],
    'a longer name of an exercise': [{ type: 'EditExercise', data: { entryId: squat, name: 'xy' } }, 'name'],
    'longer notes of an exercise': [{ type: 'EditExercise', data: { entryId: squat, notes: text(101) } }, 'notes'],
    'longer notes of a set': [{ type: 'CorrectSet', data: { entryId: squat, setId: first, notes: text(11) } }, 'notes'],
    'another exercise': [add(plank, null), 'name'],
    'another set with notes': [log(squat, another, 'y'), 'notes'],
  };
  for (const [what, [command, field]] of Object.entries(growing)) {
    it(`has no room for ${what} where its texts are as long as they may be`, () =>
      given(...wordy)
        .when(command)
        .thenRefused('validation', field));
  }

  it('bounds the texts that it begins with', () => {
    const start = (notes: string): SessionCommand => ({
      type: 'StartSession',
      data: { sessionId, startedAt: noon, timezone: 'UTC' as TimeZone, importId: null, name: null, notes },
    });
    given()
      .when(start(text(maxCharacters + 1)))
      .thenRefused('validation', 'notes');
    given()
      .when(start(text(maxCharacters)))
      .thenYields(started(text(maxCharacters)));
  });

  it('may shrink and stay where an older log has let it grow beyond', () => {
    const beyond = [
      started(text(maxCharacters)),
      added(squat, text(maxCharacters)),
      ...full.slice(2),
      ...wordy.slice(2),
    ];
    const shorter = text(maxCharacters - 1);
    given(...beyond)
      .when({ type: 'EditSession', data: { notes: shorter } })
      .thenYields({ type: 'SessionNoted', data: { personal: { notes: shorter }, correction: false } });
    given(...beyond)
      .when({ type: 'EditSession', data: { name: 'yy', notes: text(maxCharacters - 2) } })
      .thenYields(
        { type: 'SessionRenamed', data: { personal: { name: 'yy' }, correction: false } },
        { type: 'SessionNoted', data: { personal: { notes: text(maxCharacters - 2) }, correction: false } },
      );
    given(...beyond)
      .when({ type: 'RemoveSet', data: { entryId: squat, setId: first } })
      .thenYields({ type: 'SetRemoved', data: { entryId: squat, setId: first, correction: false } });
    given(...beyond)
      .when(log(plank, another))
      .thenRefused('validation', 'id');
  });

  it('is counted exactly through whatever is added, edited and taken out', () => {
    const lengths = fc.constantFrom(0, 1, 40_000, 90_000, 125_000);
    const notes = lengths.map((length) => (length === 0 ? null : text(length)));
    const entryId = fc.constantFrom(...entries);
    const setId = fc.integer({ min: 0, max: 5 }).map((n) => numbered(5_000 + n) as SetId);
    const commands = fc.oneof(
      fc.record({ name: notes, notes }, { requiredKeys: [] }).map((data) => ({ type: 'EditSession', data }) as const),
      fc.tuple(entryId, notes).map(([id, given]) => add(id, given)),
      fc
        .record({ entryId, name: lengths.map((length) => text(length + 1)), notes }, { requiredKeys: ['entryId'] })
        .map((data) => ({ type: 'EditExercise', data }) as const),
      entryId.map((id) => ({ type: 'RemoveExercise', data: { entryId: id } }) as const),
      fc.tuple(entryId, setId, notes).map(([id, set, given]) => log(id, set, given)),
      fc.record({ entryId, setId, notes }).map((data) => ({ type: 'CorrectSet', data }) as const),
      fc.record({ entryId, setId }).map((data) => ({ type: 'RemoveSet', data }) as const),
    );
    const base = [started(null), ...entries.map((id) => added(id)), ...sets(maxSets - 2)];
    const begun = base.map((event, at) => factOf(event, at)).reduce(session.evolve, session.initial);
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
        state = events.map((event, at) => factOf(event, base.length + at)).reduce(session.evolve, state);
      }
      const document = present(state.presence, 'session').document;
      const { characters, sets: held } = recounted(document);
      const fits = (command: SessionCommand) => !(decided(command, state) instanceof DomainError);
      expect(characters).to.be.at.most(maxCharacters);
      const [entry] = document.exercises;
      if (entry) expect(fits(log(entry.id, another))).to.equal(held < maxSets);
      expect(fits(add(another, text(maxCharacters - characters)))).to.equal(false);
      if (characters < maxCharacters) expect(fits(add(another, text(maxCharacters - characters - 1)))).to.equal(true);
    });
    fc.assert(property, { seed: 20260301, numRuns: 100 });
  });
});

/** Of a document, by its JSON: the characters of everything that is called a name or notes, and how many sets there are. */
function recounted(document: object): { characters: number; sets: number } {
  let [characters, sets] = [0, 0];
  JSON.parse(JSON.stringify(document), (key, value) => {
    if ((key === 'name' || key === 'notes') && typeof value === 'string') characters += value.length;
    if (key === 'sets') sets += value.length;
    return value;
  });
  return { characters, sets };
}
