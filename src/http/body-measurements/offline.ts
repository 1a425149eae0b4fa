import { measurementThing, type NamedThings } from '../../use-cases/sync/named-things.ts';

// For each command on a measurement: the things that it creates, uses or removes. `/sync` derives from them the order in
// which the commands of a batch are executed.

type OnMeasurement = Readonly<{ path: Readonly<{ id: string }> }>;
type Recording = Readonly<{ body: Readonly<{ id?: string }> }>;

export const recordsMeasurement = ({ body: { id } }: Recording): NamedThings =>
  id === undefined ? { aggregate: null } : { aggregate: measurementThing(id), creates: [measurementThing(id)] };

export const correctsMeasurement = ({ path: { id } }: OnMeasurement): NamedThings => ({
  aggregate: measurementThing(id),
  uses: [measurementThing(id)],
});

export const removesMeasurement = ({ path: { id } }: OnMeasurement): NamedThings => ({
  aggregate: measurementThing(id),
  removes: [measurementThing(id)],
});
