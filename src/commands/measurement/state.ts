import { type MeasurementPresence, measurementFold } from '../../documents/measurement.ts';
import { present } from '../../documents/presence.ts';
import { DomainError, notFound } from '../../errors.ts';
import type { StreamEvent } from '../../events/event.ts';
import type { AccountId } from '../../events/ids.ts';
import type { MeasurementEvent, MeasurementRecorded } from '../../events/measurement.ts';

/** The state of a measurement: its document, and what remains known after its removal. */
export type Measurement = Readonly<{
  presence: MeasurementPresence;
  /** The data of the event that recorded it; null before that. */
  recorded: MeasurementRecorded['data'] | null;
}>;

export const initial: Measurement = { presence: measurementFold.initial, recorded: null };

export const evolve = ({ presence, recorded }: Measurement, event: StreamEvent<MeasurementEvent>): Measurement => ({
  presence: measurementFold.evolve(presence, event),
  recorded: event.type === 'MeasurementRecorded' ? event.data : recorded,
});

export function admitRecording({ recorded }: Measurement, by: AccountId): void {
  if (recorded !== null && recorded.userId !== by) throw new DomainError('id-taken', 'This id is already in use.');
}

/** Refuses the measurement of another account, with the same answer as for one that does not exist. */
export function admitTo({ presence, recorded }: Measurement, by: AccountId): void {
  if (recorded?.userId !== by) throw notFound('measurement');
  present(presence, 'measurement');
}
