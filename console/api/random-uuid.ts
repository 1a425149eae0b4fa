/**
 * Browsers have `crypto.randomUUID` on pages with TLS and on this machine only. An installation in a home network may have
 * neither, so this makes the same from random numbers, which browsers always have.
 */
if (!('randomUUID' in crypto)) Object.defineProperty(crypto, 'randomUUID', { value: makeUuid });

function makeUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
