import type { Event, EventTypes, NoData } from './event.ts';
import type { AccountId, Day, ImportId, MeasurementId } from './ids.ts';
import type { MeasurementKind, MeasurementUnit } from './measurement-values.ts';

/** What people say of a measurement of the body. `value` is the number that they typed. */
export type MeasurementContent = Readonly<{
  kind: MeasurementKind;
  value: number;
  unit: MeasurementUnit;
  /** The day by the calendar of the athlete. */
  day: Day;
  /** What the clock showed, `HH:MM` or `HH:MM:SS`; null for an unknown time. */
  time: string | null;
  notes: string | null;
}>;

/**
 * A measurement in the data of an event. All of it is personal, also the number. That is a text, `180` or `81.5`, because
 * only texts are encrypted.
 */
export type PersonalMeasurement = Omit<MeasurementContent, 'value'> & Readonly<{ value: string }>;

/** Events of one measurement of an athlete's body. */
export type MeasurementEvent =
  | MeasurementRecorded
  | Event<'MeasurementCorrected', { personal: PersonalMeasurement }>
  | Event<'MeasurementRemoved', NoData>;

export type MeasurementRecorded = Event<
  'MeasurementRecorded',
  { measurementId: MeasurementId; userId: AccountId; importId: ImportId | null; personal: PersonalMeasurement }
>;

export const measurementEvents = {
  name: 'body measurement',
  quota: { kind: 'measurements', name: 'body measurements', limit: 100_000 },
  feed: { deletions: true },
  schemas: { MeasurementRecorded: 1, MeasurementCorrected: 1, MeasurementRemoved: 1 },
  endings: ['MeasurementRemoved'],
} as const satisfies EventTypes<MeasurementEvent>;
