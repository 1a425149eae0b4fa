import { assertNever } from '../errors.ts';
import type { StreamEvent } from '../events/event.ts';
import type { AccountId, ImportId, Instant, MeasurementId } from '../events/ids.ts';
import type { MeasurementContent, MeasurementEvent, PersonalMeasurement } from '../events/measurement.ts';
import { absent, type Fold, gone, type Presence } from './presence.ts';

/** A measurement of the body as clients see it. */
export type MeasurementDocument = Readonly<{ id: MeasurementId; userId: AccountId }> &
  MeasurementContent &
  Readonly<{ importId: ImportId | null; revision: number; createdAt: Instant; updatedAt: Instant }>;

export type MeasurementPresence = Presence<MeasurementDocument>;

export const measurementFold: Fold<MeasurementPresence, MeasurementEvent> = {
  initial: absent,
  evolve: foldMeasurement,
};

function foldMeasurement(measurement: MeasurementPresence, event: StreamEvent<MeasurementEvent>): MeasurementPresence {
  const { type, data, revision, metadata } = event;
  const updatedAt = metadata.receivedAt;
  if (type === 'MeasurementRecorded') {
    const { measurementId: id, userId, importId, personal } = data;
    const stamp = { importId, revision, createdAt: updatedAt, updatedAt };
    return { kind: 'present', document: { id, userId, ...contentIn(personal), ...stamp } };
  }
  if (measurement.kind !== 'present') throw new Error(`${type} of a measurement that is ${measurement.kind}`);
  switch (type) {
    case 'MeasurementCorrected':
      return {
        kind: 'present',
        document: { ...measurement.document, ...contentIn(data.personal), revision, updatedAt },
      };
    case 'MeasurementRemoved':
      return gone;
    default:
      return assertNever(type);
  }
}

/** The content in the data of an event. A number has one shortest text, from which it comes back unchanged. */
export const contentIn = ({ kind, value, unit, day, time, notes }: PersonalMeasurement): MeasurementContent => ({
  ...{ kind, value: Number(value), unit, day, time, notes },
});

/** The personal data of an event for a content. */
export const personalOf = ({ kind, value, unit, day, time, notes }: MeasurementContent): PersonalMeasurement => ({
  ...{ kind, value: String(value), unit, day, time, notes },
});
