import type { MeasurementPresence } from '../../documents/measurement.ts';
import { assertNever } from '../../errors.ts';
import type { MeasurementEvent } from '../../events/measurement.ts';
import type { Decider, DecisionContext } from '../decider.ts';
import { type CorrectMeasurement, correctMeasurement } from './correct-measurement.ts';
import { type RecordMeasurement, recordMeasurement } from './record-measurement.ts';
import { type RemoveMeasurement, removeMeasurement } from './remove-measurement.ts';
import { type RevertMeasurement, revertMeasurement } from './revert-measurement.ts';
import { admitRecording, admitTo, evolve, initial, type Measurement } from './state.ts';

export type MeasurementCommand = RecordMeasurement | CorrectMeasurement | RemoveMeasurement | RevertMeasurement;

/** The decider of a measurement of an athlete's body, such as the body weight of a morning. */
export const measurement: Decider<Measurement, MeasurementCommand, MeasurementEvent, MeasurementPresence> = {
  category: 'measurement',
  initial,
  evolve,
  admit({ type }, state, { by }) {
    if (type === 'RecordMeasurement' || type === 'RevertMeasurement') admitRecording(state, by);
    else admitTo(state, by);
  },
  decide,
  presence: ({ presence }) => presence,
  occurredAt: () => null,
  claims: () => [],
  quota: { kind: 'measurements', counts: ({ presence }) => presence.kind === 'present' },
};

function decide(
  command: MeasurementCommand,
  state: Measurement,
  context: DecisionContext,
): readonly MeasurementEvent[] {
  switch (command.type) {
    case 'RecordMeasurement':
      return recordMeasurement(command, state, context);
    case 'CorrectMeasurement':
      return correctMeasurement(command, state, context);
    case 'RemoveMeasurement':
      return removeMeasurement();
    case 'RevertMeasurement':
      return revertMeasurement(command, state);
    default:
      return assertNever(command);
  }
}
