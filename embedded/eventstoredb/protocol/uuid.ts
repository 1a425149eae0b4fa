import { forEachField, message, text, uint64, type Writer } from './wire.ts';

const canonical = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const nil = '00000000-0000-0000-0000-000000000000';

/** Whether `id` is a lower-case UUID other than the nil one. */
export const isUuid = (id: string): boolean => canonical.test(id) && id !== nil;

/** Reads either wire form of a UUID as lower-case text; what is no UUID comes out as it went in. */
export function decodeUuid(buffer: Buffer): string {
  let id = '';
  forEachField(buffer, (field, bytes) => {
    if (field === 2) id = bytes.toString('utf8').toLowerCase();
    if (field !== 1) return;
    let most = 0n;
    let least = 0n;
    forEachField(bytes, (half, _, value) => {
      if (half === 1) most = value;
      if (half === 2) least = value;
    });
    const hex = ((most << 64n) | least).toString(16).padStart(32, '0');
    id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  });
  return id;
}

/** Writes a UUID: as text or, when a reader asked for it, as two signed halves. */
export function writeUuid(w: Writer, field: number, id: string, structured = false): void {
  message(w, field, () => {
    if (!structured) return text(w, 2, id);
    const hex = id.replaceAll('-', '');
    message(w, 1, () => {
      uint64(w, 2, BigInt(`0x${hex.slice(16)}`));
      uint64(w, 1, BigInt(`0x${hex.slice(0, 16)}`));
    });
  });
}
