import { hkdfSync } from 'node:crypto';

/** Derives a 32-byte key for one purpose from `MASTER_KEY` (HKDF). Keys of different purposes are independent. */
export const subkey = (master: Uint8Array, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `irontrack:${purpose}`, 32));
