import { bigintOf, type Integer64 } from './codec.ts';

/** The two protobuf forms of a UUID: text, or a structure of two signed 64-bit halves. */
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

/** The UUID in a protobuf message as lower-case text. Does not check that the text is a UUID. */
export function textOfUuid(message: UuidMessage | null): string {
  if (message?.form !== 'structured') return message?.string.toLowerCase() ?? '';
  const { mostSignificantBits, leastSignificantBits } = message.structured;
  const hex = ((bigintOf(mostSignificantBits) << 64n) | bigintOf(leastSignificantBits)).toString(16).padStart(32, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const signed = (hex: string): string => String(BigInt.asIntN(64, BigInt(`0x${hex}`)));

/** The id as a protobuf UUID message: a structure or text, as the client's read request asks. */
export function uuidMessage(id: string, form: UuidForm = 'string'): object {
  if (form === 'string') return { string: id };
  const hex = id.replaceAll('-', '');
  return {
    structured: { mostSignificantBits: signed(hex.slice(0, 16)), leastSignificantBits: signed(hex.slice(16)) },
  };
}
