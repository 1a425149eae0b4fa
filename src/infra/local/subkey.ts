import { hkdfSync } from 'node:crypto';

/** Independent 32-byte keys, one per purpose, from the one `MASTER_KEY`. */
export const subkey = (master: Uint8Array, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `irontrack:${purpose}`, 32));
