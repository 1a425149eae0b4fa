import { hkdfSync } from 'node:crypto';

/** Derives a 32-byte key for one purpose from another key (HKDF). Keys of different purposes are independent. */
export const subkey = (key: Uint8Array, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `irontrack:${purpose}`, 32));
