import { type MeasurementDocument, personalOf } from '../../documents/measurement.ts';
import { documentOf } from '../../documents/presence.ts';
import { isSameJson } from '../../events/json.ts';
import type { MeasurementEvent } from '../../events/measurement.ts';
import { removeMeasurement } from './remove-measurement.ts';
import type { Measurement } from './state.ts';

/** Gives a measurement the content of an earlier document of it. `before` is null if it did not exist then. */
export type RevertMeasurement = Readonly<{
  type: 'RevertMeasurement';
  data: Readonly<{ before: MeasurementDocument | null }>;
}>;

export function revertMeasurement(
  { data: { before } }: RevertMeasurement,
  { presence }: Measurement,
): MeasurementEvent[] {
  const document = documentOf(presence);
  if (before === null) return document ? removeMeasurement() : [];
  const personal = personalOf(before);
  if (document)
    return isSameJson(personalOf(document), personal) ? [] : [{ type: 'MeasurementCorrected', data: { personal } }];
  const { id: measurementId, userId, importId } = before;
  return [{ type: 'MeasurementRecorded', data: { measurementId, userId, importId, personal } }];
}
