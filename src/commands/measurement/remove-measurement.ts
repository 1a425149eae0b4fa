import type { NoData } from '../../events/event.ts';
import type { MeasurementEvent } from '../../events/measurement.ts';

export type RemoveMeasurement = Readonly<{ type: 'RemoveMeasurement'; data: NoData }>;

export const removeMeasurement = (): MeasurementEvent[] => [{ type: 'MeasurementRemoved', data: {} }];
