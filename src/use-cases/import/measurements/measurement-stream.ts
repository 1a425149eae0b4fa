import { contentIn, personalOf } from '../../../documents/measurement.ts';
import type { RecordedEvent } from '../../../events/event.ts';
import type { AccountId, MeasurementId } from '../../../events/ids.ts';
import { isSameJson } from '../../../events/json.ts';
import type { MeasurementContent, MeasurementEvent } from '../../../events/measurement.ts';
import { streamOf } from '../../../events/streams.ts';
import type { EventStore } from '../../../ports/event-store.ts';

/** All events of one body measurement; none for a measurement that does not exist. */
export type MeasurementEvents = readonly RecordedEvent<MeasurementEvent>[];

export const readMeasurement = async (store: EventStore, id: MeasurementId): Promise<MeasurementEvents> =>
  (await store.read(streamOf('measurement', id))) as MeasurementEvents;

/** The events of a measurement of this account; none for that of another account. */
export async function readOwnMeasurement(
  store: EventStore,
  id: MeasurementId,
  owner: AccountId,
): Promise<MeasurementEvents> {
  // No more than the owner is read of a measurement that may belong to someone else.
  const [first] = await store.read(streamOf('measurement', id), undefined, 0);
  return first?.metadata.owner === owner ? readMeasurement(store, id) : [];
}

/** The content that an event gives the measurement; null for its removal. */
export const contentAfter = ({ type, data }: MeasurementEvent): MeasurementContent | null =>
  type === 'MeasurementRemoved' ? null : contentIn(data.personal);

export const isSameContent = (one: MeasurementContent, other: MeasurementContent): boolean =>
  isSameJson(personalOf(one), personalOf(other));
