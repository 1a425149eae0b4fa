import { expect } from 'chai';
import { profile } from '../../src/commands/profile/decider.ts';
import { present, replay } from '../../src/documents/presence.ts';
import { usualProfile } from '../../src/documents/profile.ts';
import type { Day, ExerciseId, TimeZone } from '../../src/events/ids.ts';
import type { Gear, ProfileEvent } from '../../src/events/profile.ts';
import { maxTrainingMaxes } from '../../src/events/training-values.ts';
import { athlete, noon, specificationOf, stranger, streamOfEvents } from '../support/specification.ts';

const given = specificationOf(profile);
const exerciseId = '01900000-0000-7000-8000-000000000041' as ExerciseId;
const created: ProfileEvent = { type: 'ProfileCreated', data: { userId: athlete } };
const usual = { unit: 'kg', timezone: null, firstDayOfWeek: 'monday', e1rmFormula: 'epley' } as const;
const change = (data: object) => ({ type: 'ChangePreferences', data }) as const;
const changed = (data: object): ProfileEvent => ({ type: 'PreferencesChanged', data: { ...usual, ...data } });

const gear: Gear = { bar: 15, plates: [{ value: 1.25, pairs: null }], dumbbells: [8, 10], step: 2.5 };
const max = { exerciseId, weight: { value: 100, unit: 'kg' }, setOn: '2026-01-10' as Day } as const;
const reference = { name: 'Squat', mode: 'reps' } as const;
const set = (data: object = {}, more: object = { reference }) =>
  ({ type: 'SetTrainingMax', data: { ...max, ...data }, ...more }) as const;
const maxSet: ProfileEvent = { type: 'TrainingMaxSet', data: max };
const remove = { type: 'RemoveTrainingMax', data: { exerciseId } } as const;

describe('An athlete profile', () => {
  it('is created by its first command, also by one that changes nothing', () => {
    given()
      .when(change({ unit: 'lb' }))
      .thenYields(created, changed({ unit: 'lb' }));
    given().when(change({})).thenYields(created);
    given().when(set()).thenYields(created, maxSet);
    given().when(remove).thenYields(created);
  });

  it('has defaults until it is changed', () => {
    const { document } = present(replay(profile, streamOfEvents([created])), 'account');
    expect(document).to.deep.equal({ ...usualProfile(athlete), revision: 0, createdAt: noon, updatedAt: noon });
  });

  it('keeps the preferences that a command leaves out, and records no change that is none', () => {
    given(created, changed({ unit: 'lb' }))
      .when(change({ timezone: 'Asia/Kathmandu' as TimeZone }))
      .thenYields(changed({ unit: 'lb', timezone: 'Asia/Kathmandu' }));
    given(created, changed({ unit: 'lb' }))
      .when(change({ unit: 'lb' }))
      .thenYields();
  });

  it('tells coaches what the athlete wants, as texts that are encrypted', () => {
    const personal = { goals: 'Squat 150 kg', limitations: null, equipment: null, birthYear: '1990' };
    const told: ProfileEvent = { type: 'ProfileForCoachesChanged', data: { personal } };
    given(created)
      .when(change({ forCoaches: { goals: 'Squat 150 kg', birthYear: 1990 } }))
      .thenYields(told);
    given(created, told)
      .when(change({ forCoaches: { birthYear: 1990 } }))
      .thenYields();
    given(created, told)
      .when(change({ forCoaches: { birthYear: null } }))
      .thenYields({ type: 'ProfileForCoachesChanged', data: { personal: { ...personal, birthYear: null } } });
    given(created)
      .when(change({ forCoaches: { birthYear: 1899 } }))
      .thenRefused('validation', 'forCoaches.birthYear');
    given(created)
      .when(change({ forCoaches: { goals: 'x'.repeat(2001) } }))
      .thenRefused('validation', 'forCoaches.goals');
  });

  it('refuses words that are none of the vocabulary', () => {
    given(created)
      .when(change({ unit: 'stone' }))
      .thenRefused('validation', 'unit');
    given(created)
      .when(change({ firstDayOfWeek: 'friday' }))
      .thenRefused('validation', 'firstDayOfWeek');
    given(created)
      .when(change({ e1rmFormula: 'magic' }))
      .thenRefused('validation', 'e1rmFormula');
    given(created)
      .when(change({ timezone: 'x'.repeat(65) }))
      .thenRefused('validation', 'timezone');
  });

  it('has a gear for each unit, and returns to the usual one', () => {
    const gearChanged: ProfileEvent = { type: 'GearChanged', data: { unit: 'kg', gear } };
    given(created)
      .when(change({ gear: { kg: gear } }))
      .thenYields(gearChanged);
    given(created, gearChanged)
      .when(change({ gear: { kg: gear } }))
      .thenYields();
    given(created, gearChanged)
      .when(change({ gear: { kg: null, lb: null } }))
      .thenYields({ type: 'GearChanged', data: { unit: 'kg', gear: null } });
  });

  it('refuses weights of a gear that are not allowed, or listed twice', () => {
    const refuses = (part: Partial<Gear>, field: string) =>
      given(created)
        .when(change({ gear: { kg: { ...gear, ...part } } }))
        .thenRefused('validation', `gear.kg.${field}`);
    refuses({ bar: -1 }, 'bar');
    refuses({ bar: 7.125 }, 'bar');
    refuses({ step: 0 }, 'step');
    refuses({ plates: [{ value: 0, pairs: null }] }, 'plates.0.value');
    refuses({ plates: [{ value: 5, pairs: 1.5 }] }, 'plates.0.pairs');
    refuses({ plates: [5, 5].map((value) => ({ value, pairs: null })) }, 'plates');
    refuses({ plates: Array.from({ length: 21 }, (_, at) => ({ value: at + 1, pairs: null })) }, 'plates');
    refuses({ dumbbells: [8, 8] }, 'dumbbells');
    refuses({ dumbbells: [8, 501] }, 'dumbbells.1');
  });

  it('has one training max for each exercise, which holds from a day on', () => {
    const heavier = { weight: { value: 105, unit: 'kg' }, setOn: '2026-02-28' };
    given(created, maxSet).when(set()).thenYields();
    given(created, maxSet)
      .when(set(heavier))
      .thenYields({ type: 'TrainingMaxSet', data: { ...max, ...heavier } as typeof max });
    given(created, maxSet).when(remove).thenYields({ type: 'TrainingMaxRemoved', data: { exerciseId } });
    given(created).when(remove).thenYields();
  });

  it('refuses training maxes without a weight or a day, and of exercises that do not exist', () => {
    given(created)
      .when(set({ weight: { value: 0, unit: 'kg' } }))
      .thenRefused('validation', 'weight');
    given(created)
      .when(set({ weight: { value: 1, unit: 'stone' } }))
      .thenRefused('validation', 'weight');
    given(created)
      .when(set({ setOn: '2026-02-30' }))
      .thenRefused('validation', 'setOn');
    given(created)
      .when(set({}, { reference: null }))
      .thenRefused('exercise-not-found');
    given(created)
      .when(set({}, { reference: 'deleted' }))
      .thenRefused('exercise-not-found');
  });

  it('has at most 500 training maxes', () => {
    const many = Array.from({ length: maxTrainingMaxes }, (_, at): ProfileEvent => {
      return { type: 'TrainingMaxSet', data: { ...max, exerciseId: `exercise ${at}` as ExerciseId } };
    });
    given(created, ...many)
      .when(set())
      .thenRefused('validation', 'exerciseId');
    given(created, ...many.slice(1))
      .when(set())
      .thenYields(maxSet);
  });

  it('obeys its own account only', () => {
    given(created).when(change({}), { by: stranger }).thenRefused('not-permitted');
  });
});
