/**
 * Protocol buffers, the little of it that this server speaks. Messages are written from their end to their start, so
 * that the length of a nested message is known when its prefix is due, without measuring it first.
 */

export type Writer = { buffer: Buffer; at: number };

/** @param capacity a guess of the message's size in bytes; the buffer grows when it was too low. */
const writer = (capacity: number): Writer => ({ buffer: Buffer.allocUnsafe(capacity), at: capacity });

const finished = (w: Writer): Buffer => w.buffer.subarray(w.at);

/** One whole message. */
export function encode(capacity: number, write: (w: Writer) => void): Buffer {
  const w = writer(capacity);
  write(w);
  return finished(w);
}

function reserve(w: Writer, bytes: number): void {
  if (w.at >= bytes) return;
  const used = w.buffer.length - w.at;
  const grown = Buffer.allocUnsafe((used + bytes) * 2);
  w.buffer.copy(grown, grown.length - used, w.at);
  w.buffer = grown;
  w.at = grown.length - used;
}

const wireType = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

function putVarint(w: Writer, value: number): void {
  reserve(w, 10);
  let size = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) size++;
  w.at -= size;
  let at = w.at;
  let rest = value;
  for (; rest > 0x7fffffff; rest = Math.floor(rest / 0x80)) w.buffer[at++] = (rest % 0x80) | 0x80;
  for (; rest >= 0x80; rest >>>= 7) w.buffer[at++] = (rest & 0x7f) | 0x80;
  w.buffer[at] = rest;
}

const tag = (w: Writer, field: number, type: number): void => putVarint(w, field * 8 + type);

/** An unsigned integer up to `Number.MAX_SAFE_INTEGER`, an enum or a boolean. */
export function uint(w: Writer, field: number, value: number): void {
  putVarint(w, value);
  tag(w, field, wireType.varint);
}

/** A 64-bit integer, signed ones in two's complement. */
export function uint64(w: Writer, field: number, value: bigint): void {
  reserve(w, 12);
  const groups: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest >= 0x80n; rest >>= 7n) groups.push(Number(rest & 0x7fn) | 0x80);
  groups.push(Number(rest));
  w.at -= groups.length;
  w.buffer.set(groups, w.at);
  tag(w, field, wireType.varint);
}

export function bytes(w: Writer, field: number, value: Uint8Array): void {
  reserve(w, value.length);
  w.at -= value.length;
  w.buffer.set(value, w.at);
  putVarint(w, value.length);
  tag(w, field, wireType.bytes);
}

export function text(w: Writer, field: number, value: string): void {
  const length = Buffer.byteLength(value);
  reserve(w, length);
  w.at -= length;
  w.buffer.write(value, w.at, length, 'utf8');
  putVarint(w, length);
  tag(w, field, wireType.bytes);
}

/** A nested message; `write` puts its fields in reverse order, as all writing here goes backwards. */
export function message(w: Writer, field: number, write?: (w: Writer) => void): void {
  const end = w.buffer.length - w.at;
  write?.(w);
  putVarint(w, w.buffer.length - w.at - end);
  tag(w, field, wireType.bytes);
}

const nothing = Buffer.alloc(0);

/**
 * Visits the fields of a message in order: `bytes` holds the content of strings, bytes and nested messages, `value`
 * that of varints. Other wire types are skipped, as no message here has any.
 * @throws RangeError when the message is cut short or malformed.
 */
export function forEachField(buffer: Buffer, visit: (field: number, bytes: Buffer, value: bigint) => void): void {
  let at = 0;
  const varint = (): bigint => {
    let low = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = buffer.readUInt8(at++);
      low |= (byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt(low);
    }
    let value = BigInt(low);
    for (let shift = 28n; shift < 70n; shift += 7n) {
      const byte = buffer.readUInt8(at++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new RangeError('A varint is longer than ten bytes.');
  };
  const take = (length: number): Buffer => {
    if (at + length > buffer.length) throw new RangeError('A message is cut short.');
    at += length;
    return buffer.subarray(at - length, at);
  };
  while (at < buffer.length) {
    const key = Number(varint());
    const field = Math.floor(key / 8);
    switch (key % 8) {
      case wireType.varint:
        visit(field, nothing, varint());
        break;
      case wireType.bytes:
        visit(field, take(Number(varint())), 0n);
        break;
      case wireType.fixed64:
        take(8);
        break;
      case wireType.fixed32:
        take(4);
        break;
      default:
        throw new RangeError(`Wire type ${key % 8} is unknown.`);
    }
  }
}
