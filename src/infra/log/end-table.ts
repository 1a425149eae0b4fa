import { hash } from 'node:crypto';

/** The end of a stream: the revision and the chain of its last event. */
export type StreamEnd = Readonly<{ revision: number; chain: string }>;

/** The ends of many streams, in about 100 bytes of memory for each. */
export type EndTable = Readonly<{
  get: (stream: string) => StreamEnd | undefined;
  set: (stream: string, end: StreamEnd) => void;
  size: () => number;
}>;

const keyBytes = 16;
const chainBytes = 32;
const slotBytes = keyBytes + 4 + chainBytes;

/**
 * Creates an empty table. It keeps bytes instead of objects, because a check of the whole log has the end of every stream in
 * memory. A stream is found by the first half of the hash of its name.
 */
export function createEndTable(firstSlots = 1_024): EndTable {
  let slots = firstSlots;
  let bytes = Buffer.alloc(slots * slotBytes);
  let size = 0;

  /** Where the slot of a key begins, or the free slot where it belongs. A free slot has the revision 0, a used one 1 more. */
  function find(key: Buffer): number {
    for (let slot = key.readUInt32BE(0) % slots; ; slot = (slot + 1) % slots) {
      const start = slot * slotBytes;
      const isFree = bytes.readUInt32BE(start + keyBytes) === 0;
      if (isFree || bytes.compare(key, 0, keyBytes, start, start + keyBytes) === 0) return start;
    }
  }

  function grow(): void {
    const full = bytes;
    slots *= 2;
    bytes = Buffer.alloc(slots * slotBytes);
    for (let start = 0; start < full.length; start += slotBytes) {
      if (full.readUInt32BE(start + keyBytes) === 0) continue;
      const slot = full.subarray(start, start + slotBytes);
      bytes.set(slot, find(slot.subarray(0, keyBytes)));
    }
  }

  const keyOf = (stream: string): Buffer => hash('sha256', stream, 'buffer').subarray(0, keyBytes);

  return {
    get(stream) {
      const start = find(keyOf(stream));
      const stored = bytes.readUInt32BE(start + keyBytes);
      if (stored === 0) return undefined;
      const chain = bytes.toString('hex', start + keyBytes + 4, start + slotBytes);
      return { revision: stored - 2, chain: chain === noChain ? '' : chain };
    },
    set(stream, { revision, chain }) {
      if (2 * (size + 1) > slots) grow();
      const key = keyOf(stream);
      const start = find(key);
      if (bytes.readUInt32BE(start + keyBytes) === 0) size += 1;
      bytes.set(key, start);
      bytes.writeUInt32BE(revision + 2, start + keyBytes);
      bytes.write(chain === '' ? noChain : chain, start + keyBytes + 4, 'hex');
    },
    size: () => size,
  };
}

/** How the table keeps that a stream has no own event yet. */
const noChain = '00'.repeat(chainBytes);
