import type { ProposedEvent } from '../store/events.ts';
import type { Writes } from '../store/writes.ts';

type Foreign = Readonly<{ stream: string; type: string; data: string; metadata?: object | string; json?: boolean }>;

/** Events as other applications and the node itself write them; several look like ours in some respect. */
const kinds: readonly Foreign[] = [
  { stream: 'order-1', type: 'OrderPlaced', data: '{"total":5}', metadata: { owner: 'shop' } },
  { stream: '$stats-127.0.0.1:2113', type: '$statsCollected', data: '{"proc-cpu":1}' },
  { stream: '$ce-order', type: '$>', data: '0@order-1', json: false },
  { stream: '$$order-1', type: '$metadata', data: '{"$maxCount":100}' },
  { stream: 'cart-1', type: 'SetLogged', data: 'null', metadata: { owner: 'system', schema: 'one' } },
  { stream: 'cart-2', type: 'AccountErased', data: '{}', metadata: { owner: 'system', chain: 'none', schema: 999 } },
  { stream: 'sessions', type: 'ImportUndoBegun', data: '[]', metadata: { owner: 'system', schema: 1 } },
  { stream: 'account', type: 'SessionStarted', data: 'no JSON', json: false, metadata: 'no JSON' },
];

const eventOf = ({ type, data, metadata = '', json = true }: Foreign): ProposedEvent => ({
  id: crypto.randomUUID(),
  type,
  json,
  data: Buffer.from(data),
  metadata: Buffer.from(typeof metadata === 'string' ? metadata : JSON.stringify(metadata)),
});

/** One in this many writes is followed by a burst, more events than a live subscription may be late. */
const burstEvery = 16;
const burst = 40;

/** Creates the function that writes the foreign events that follow a write of the client. */
export function writeForeignEvents(): (writes: Writes) => void {
  let count = 0;
  return (writes) => {
    const kind = kinds[count % kinds.length];
    count += 1;
    if (!kind) return;
    const events = Array.from({ length: count % burstEvery === 0 ? burst : 1 }, () => eventOf(kind));
    writes.append(kind.stream, 'any', events);
  };
}
