import type { ImportDocument } from '../../documents/import.ts';
import type { MeasurementId } from '../../events/ids.ts';
import type { ImportEvent } from '../../events/import.ts';
import { checkNotUndone } from './state.ts';

/** Records which body measurements the import is about to change, so that an undo finds them. */
export type ReachMeasurements = Readonly<{
  type: 'ReachMeasurements';
  data: Readonly<{ measurementIds: readonly MeasurementId[] }>;
}>;

export function reachMeasurements({ data }: ReachMeasurements, document: ImportDocument): ImportEvent[] {
  checkNotUndone(document);
  return [{ type: 'ImportReachedMeasurements', data }];
}
