import type { UnitExerciseId } from '../../src/events/ids.ts';
import type { UnitEvent } from '../../src/events/unit.ts';
import { added, asked, create, created, edited, given, partId } from './support/units.ts';

const longest = 'x'.repeat(10_000);
const idOf = (number: number) => `01900000-0000-7000-8000-1${String(number).padStart(11, '0')}` as UnitExerciseId;
/** A unit whose exercises have notes of 240,000 characters together. */
const wordy = [
  created,
  ...Array.from({ length: 24 }, (_, at) => added(1, { unitExerciseId: idOf(at), notes: longest })),
];
const describeBy = (length: number) => ({ type: 'EditUnit', data: { description: 'x'.repeat(length) } }) as const;

describe('the texts of a training unit', () => {
  it('follow the rules of names and notes when it is created', () => {
    given()
      .when(create([], { name: ' ' }))
      .thenRefused('validation', 'name');
    given()
      .when(create([], { description: `${longest}x` }))
      .thenRefused('validation', 'description');
  });

  it('have 250,000 characters together at most, with those of its exercises and their alternatives', () => {
    const texts = ['Day A', ...Array.from({ length: 24 }, () => 'Exercise 1')].join('');
    const room = 250_000 - 240_000 - texts.length;
    const described: UnitEvent = {
      type: 'UnitEdited',
      data: { personal: { name: 'Day A', description: 'x'.repeat(room) } },
    };
    given(...wordy)
      .when(describeBy(room))
      .thenYields(described);
    given(...wordy)
      .when(describeBy(room + 1))
      .thenRefused('validation', 'exercises');
    const alternatives = [{ exerciseId: null, name: 'Press' }];
    given(...wordy, edited(1, { unitExerciseId: idOf(0), notes: longest, alternatives }))
      .when(describeBy(room - 4))
      .thenRefused('validation', 'exercises');
  });

  it('may get shorter in a unit that an older build has let grow beyond the limit', () => {
    const beyond = [...wordy, added(1, { notes: longest }), added(2, { notes: longest })];
    given(...beyond)
      .when({ type: 'EditUnit', data: { name: 'A' } })
      .thenYields({ type: 'UnitEdited', data: { personal: { name: 'A', description: null } } });
    given(...beyond)
      .when({ type: 'AddUnitExercise', data: asked(3, { unitExerciseId: partId(3) }) })
      .thenRefused('validation', 'exercises');
  });
});

describe('a training unit whose claim has lapsed', () => {
  const lapsed: UnitEvent = { type: 'ClaimLapsed', data: { scope: 'unit-name', key: 'c0ffee' } };
  const named: UnitEvent = { type: 'UnitEdited', data: { personal: { name: 'Day B', description: null } } };

  it('remains as it was, and can be edited', () =>
    given(created, lapsed)
      .when({ type: 'EditUnit', data: { name: 'Day B' } })
      .thenYields(named));

  it('can be created when it was not created before', () => given(lapsed).when(create()).thenYields(created));
});
