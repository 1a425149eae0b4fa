import { hkdfSync } from 'node:crypto';

/** Derives an independent 32-byte key for one purpose from `MASTER_KEY` (HKDF). */
export const subkey = (master: Uint8Array, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `irontrack:${purpose}`, 32));
