import { personalOf } from '../../documents/measurement.ts';
import { present } from '../../documents/presence.ts';
import { isSameJson } from '../../events/json.ts';
import type { MeasurementContent, MeasurementEvent } from '../../events/measurement.ts';
import type { DecisionContext } from '../decider.ts';
import { checkContent } from './check-content.ts';
import type { Measurement } from './state.ts';

/** Changes a measurement. Members that are absent in `data` stay as they are. */
export type CorrectMeasurement = Readonly<{ type: 'CorrectMeasurement'; data: Partial<MeasurementContent> }>;

export function correctMeasurement(
  { data }: CorrectMeasurement,
  { presence }: Measurement,
  { at }: DecisionContext,
): MeasurementEvent[] {
  const { document } = present(presence, 'measurement');
  const after = { ...document, ...data };
  const personal = personalOf(after);
  if (isSameJson(personalOf(document), personal)) return [];
  checkContent(after, at);
  return [{ type: 'MeasurementCorrected', data: { personal } }];
}
