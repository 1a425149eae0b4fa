import { createHmac, createSecretKey, randomFillSync } from 'node:crypto';
import { stringify, v7 } from 'uuid';
import { msOfUuid } from '../../events/ids.ts';
import type { Ids } from '../../ports/ids.ts';

/** Makes a UUIDv7 (RFC 9562) from a time in ms since 1970 and the first ten bytes of a hash. */
export function uuidV7(ms: number, hash: Uint8Array): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(ms, 0, 6);
  bytes.set(hash.subarray(0, 10), 6);
  return withVersion(bytes, 7);
}

/** Makes a UUIDv8 (RFC 9562) from the first 16 bytes of a hash. */
export const uuidV8 = (hash: Uint8Array): string => withVersion(Buffer.from(hash.subarray(0, 16)), 8);

function withVersion(bytes: Buffer, version: number): string {
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | (version << 4), 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return stringify(bytes);
}

/**
 * Creates a function that makes UUIDv7s in ascending order. It takes random bytes for many of them at once, because each
 * call of the generator costs more than its bytes.
 */
function createMake(): () => string {
  const random = Buffer.alloc(16 * 256);
  let [used, msecs, seq] = [random.length, 0, 0];
  return () => {
    if (used === random.length) {
      randomFillSync(random);
      used = 0;
    }
    const bytes = random.subarray(used, used + 16);
    used += 16;
    const now = Date.now();
    seq = now > msecs ? bytes.readUInt32BE(6) >>> 1 : seq + 1;
    msecs = Math.max(msecs, now);
    return v7({ random: bytes, msecs, seq });
  };
}

/**
 * Creates the port for new and derived ids. Derived ids are hashed with `secret`, so that they do not reveal what they
 * were derived from.
 */
export const createIds = (secret: Uint8Array): Ids => {
  // Bytes would become a key object at each call, which takes five times as long.
  const key = createSecretKey(secret);
  const hash = (...parts: string[]) => createHmac('sha256', key).update(JSON.stringify(parts)).digest();
  return {
    make: createMake(),
    derive: (account, source, purpose) => uuidV7(msOfUuid(account), hash(account, source, purpose)),
    deriveAt: (ms, account, source) => uuidV7(Math.max(0, ms), hash(account, source)),
  };
};
