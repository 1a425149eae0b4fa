import { personalOf } from '../../documents/measurement.ts';
import { DomainError } from '../../errors.ts';
import type { ImportId, MeasurementId } from '../../events/ids.ts';
import { isSameJson } from '../../events/json.ts';
import type { MeasurementContent, MeasurementEvent } from '../../events/measurement.ts';
import type { DecisionContext } from '../decider.ts';
import { checkContent } from './check-content.ts';
import type { Measurement } from './state.ts';

/** Records a measurement of the body. */
export type RecordMeasurement = Readonly<{
  type: 'RecordMeasurement';
  data: MeasurementContent & Readonly<{ measurementId: MeasurementId; importId: ImportId | null }>;
}>;

export function recordMeasurement(
  { data }: RecordMeasurement,
  { presence, recorded }: Measurement,
  { by, at }: DecisionContext,
): MeasurementEvent[] {
  const { measurementId, importId, ...content } = data;
  const event = { measurementId, userId: by, importId, personal: personalOf(content) };
  if (recorded !== null) {
    if (presence.kind === 'present' && isSameJson(recorded, event)) return [];
    throw new DomainError('id-taken', 'This id is already in use.');
  }
  checkContent(content, at);
  return [{ type: 'MeasurementRecorded', data: event }];
}
