import { bigintOf, type Integer64 } from './codec.ts';

/** The two forms of an id on the wire: text, or a structure of two signed 64-bit halves. */
export type UuidForm = 'string' | 'structured';

export type UuidMessage = {
  readonly form?: UuidForm;
  readonly string: string;
  readonly structured: { readonly mostSignificantBits: Integer64; readonly leastSignificantBits: Integer64 };
};

const canonical = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const nil = '00000000-0000-0000-0000-000000000000';

/** Whether `id` is a lower-case UUID other than the nil UUID. */
export const isUuid = (id: string): boolean => canonical.test(id) && id !== nil;

/** The id as lower-case text. Text that is not a UUID is not rejected here. */
export function textOfUuid(message: UuidMessage | null): string {
  if (message?.form !== 'structured') return message?.string.toLowerCase() ?? '';
  const { mostSignificantBits, leastSignificantBits } = message.structured;
  const hex = ((bigintOf(mostSignificantBits) << 64n) | bigintOf(leastSignificantBits)).toString(16).padStart(32, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const signed = (hex: string): string => String(BigInt.asIntN(64, BigInt(`0x${hex}`)));

/** The id as a message, in the form that the reader asked for. */
export function uuidMessage(id: string, form: UuidForm = 'string'): object {
  if (form === 'string') return { string: id };
  const hex = id.replaceAll('-', '');
  return {
    structured: { mostSignificantBits: signed(hex.slice(0, 16)), leastSignificantBits: signed(hex.slice(16)) },
  };
}
