import { expect } from 'chai';
import { measurement } from '../../src/commands/measurement/decider.ts';
import { personalOf } from '../../src/documents/measurement.ts';
import type { Day, Instant, MeasurementId } from '../../src/events/ids.ts';
import type { MeasurementContent, MeasurementEvent } from '../../src/events/measurement.ts';
import { measurementKinds, unitsOfKind } from '../../src/events/measurement-values.ts';
import { athlete, specificationOf, stranger } from '../support/specification.ts';

const measurementId = '01900000-0000-7000-8000-000000000081' as MeasurementId;
const given = specificationOf(measurement);

const weight: MeasurementContent = {
  ...{ kind: 'body_weight', value: 180, unit: 'lb', day: '2026-01-09' as Day, time: '07:30', notes: 'fasted' },
};
type Change = Partial<Record<keyof MeasurementContent, unknown>>;
const contentOf = (change: Change = {}) => ({ ...weight, ...change }) as MeasurementContent;

const record = (change: Change = {}) =>
  ({ type: 'RecordMeasurement', data: { ...contentOf(change), measurementId, importId: null } }) as const;
const correct = (data: Change) => ({ type: 'CorrectMeasurement', data: data as Partial<MeasurementContent> }) as const;
const remove = { type: 'RemoveMeasurement', data: {} } as const;
const recorded = (change: Change = {}): MeasurementEvent => ({
  type: 'MeasurementRecorded',
  data: { measurementId, userId: athlete, importId: null, personal: personalOf(contentOf(change)) },
});
const corrected = (change: Change): MeasurementEvent => ({
  type: 'MeasurementCorrected',
  data: { personal: personalOf(contentOf(change)) },
});
const removed: MeasurementEvent = { type: 'MeasurementRemoved', data: {} };

describe('recording a measurement of the body', () => {
  it('records all of it as personal texts, the number as it was typed', () => {
    given().when(record()).thenYields(recorded());
    expect(recorded().data).to.have.nested.property('personal.value', '180');
    given()
      .when(record({ value: 61.23496995, unit: 'kg' }))
      .thenYields(recorded({ value: 61.23496995, unit: 'kg' }));
  });
  it('records each kind in each of its units', () => {
    for (const kind of measurementKinds) {
      for (const unit of unitsOfKind(kind)) {
        given()
          .when(record({ kind, unit, value: 42.5 }))
          .thenYields(recorded({ kind, unit, value: 42.5 }));
      }
    }
  });
  it('records a measurement without a time of day', () =>
    given()
      .when(record({ time: null, notes: null }))
      .thenYields(recorded({ time: null, notes: null })));
  it('records nothing when the same measurement is repeated under its id', () =>
    given(recorded()).when(record()).thenYields());
  it('refuses another measurement under an id that is or was in use', () => {
    given(recorded())
      .when(record({ value: 181 }))
      .thenRefused('id-taken');
    given(recorded(), removed).when(record()).thenRefused('id-taken');
    given(recorded()).when(record(), { by: stranger }).thenRefused('id-taken');
  });

  const refused: readonly (readonly [why: string, field: keyof MeasurementContent, change: Change])[] = [
    ['a kind that is unknown', 'kind', { kind: 'height' }],
    ['a unit of another kind', 'unit', { unit: 'cm' }],
    ['body fat in kilograms', 'unit', { kind: 'body_fat', unit: 'kg' }],
    ['a weight of 0', 'value', { value: 0 }],
    ['a negative weight', 'value', { value: -80 }],
    ['no number', 'value', { value: Number.NaN }],
    ['a number that is too large', 'value', { value: 10_000 }],
    ['more than all as body fat', 'value', { kind: 'body_fat', unit: '%', value: 100.1 }],
    ['a day that does not exist', 'day', { day: '2026-02-30' }],
    ['a day before 1900', 'day', { day: '1899-12-31' }],
    ['a time that does not exist', 'time', { time: '24:00' }],
    ['a time of another form', 'time', { time: '7:30' }],
    ['a note that is too long', 'notes', { notes: 'x'.repeat(10_001) }],
  ];
  for (const [why, field, change] of refused) {
    it(`refuses ${why}, when it is recorded and when it is corrected`, () => {
      given().when(record(change)).thenRefused('validation', field);
      given(recorded()).when(correct(change)).thenRefused('validation', field);
    });
  }

  it('accepts a day that has begun somewhere on Earth, and no later one', () => {
    const at = '2026-01-09T10:00:00.000000Z' as Instant;
    given()
      .when(record({ day: '2026-01-10' }), { at })
      .thenYields(recorded({ day: '2026-01-10' }));
    given()
      .when(record({ day: '2026-01-10' }), { at: '2026-01-09T09:59:59.000000Z' as Instant })
      .thenRefused('validation', 'day');
    given()
      .when(record({ day: '2026-01-11' }), { at })
      .thenRefused('validation', 'day');
  });
});

describe('correcting a measurement', () => {
  it('records the whole content after a change', () =>
    given(recorded())
      .when(correct({ value: 179.5, notes: null }))
      .thenYields(corrected({ value: 179.5, notes: null })));
  it('changes the kind together with its unit', () =>
    given(recorded())
      .when(correct({ kind: 'waist', unit: 'in', value: 34 }))
      .thenYields(corrected({ kind: 'waist', unit: 'in', value: 34 })));
  it('records nothing when nothing changes', () => {
    given(recorded()).when(correct({})).thenYields();
    given(recorded())
      .when(correct({ value: 180, time: '07:30' }))
      .thenYields();
  });
  it('refuses a new kind whose units do not contain that of the measurement', () =>
    given(recorded())
      .when(correct({ kind: 'waist' }))
      .thenRefused('validation', 'unit'));
});

describe('removing a measurement', () => {
  it('records the removal', () => given(recorded()).when(remove).thenYields(removed));
  it('refuses to remove or to correct a measurement that does not exist or was removed', () => {
    for (const command of [remove, correct({})]) {
      given().when(command).thenRefused('measurement-not-found');
      given(recorded(), removed).when(command).thenRefused('measurement-not-found');
    }
  });
  it('hides the measurement from other accounts', () => {
    for (const command of [remove, correct({ value: 1 })]) {
      given(recorded()).when(command, { by: stranger }).thenRefused('measurement-not-found');
    }
  });
});
