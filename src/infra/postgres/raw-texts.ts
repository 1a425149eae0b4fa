import { Parser } from 'pg-protocol/dist/parser.js';

/**
 * How the driver parses messages of Postgres. It decodes each value of a row into a string. For a large text that the
 * service only passes on, this costs a copy and garbage collection, so this file leaves such texts as bytes.
 */
type Messages = {
  buffer: Buffer;
  bufferOffset: number;
  bufferLength: number;
  /** Which columns of the rows that follow are `varchar`; null when none is. */
  rawColumns?: readonly boolean[] | null;
  /** Whether values of rows are still views of `buffer`, so that it must not be written to again. */
  hasViews?: boolean;
  mergeBuffer: (received: Buffer) => void;
  handlePacket: (offset: number, code: number, length: number, bytes: Buffer) => unknown;
};
type RowDescription = Readonly<{ fields: readonly Readonly<{ dataTypeID: number }>[] }>;

/** The codes of messages that describe the columns of rows, and of those with a row. */
const [rowDescription, dataRow] = [0x54, 0x44];
/** The number that Postgres has given to the type `varchar`. */
const varchar = 1043;
let isInstalled = false;

/**
 * Makes the driver return values of the type `varchar` as bytes, which are not copied. The service stores none: a query casts a
 * text to `varchar` to get its bytes. The driver has no option for it.
 */
export function installRawTexts(): void {
  if (isInstalled) return;
  isInstalled = true;
  const parser = Parser.prototype as unknown as Messages;
  const { mergeBuffer, handlePacket } = parser;

  parser.mergeBuffer = function mergeWithViews(received) {
    if (this.hasViews && this.bufferLength > 0) {
      const rest = this.buffer.subarray(this.bufferOffset, this.bufferOffset + this.bufferLength);
      this.buffer = Buffer.concat([rest, received]);
      this.bufferOffset = 0;
      this.bufferLength = this.buffer.length;
    } else mergeBuffer.call(this, received);
    this.hasViews = false;
  };
  parser.handlePacket = function handleRaw(offset, code, length, bytes) {
    if (code === dataRow && this.rawColumns) {
      this.hasViews = true;
      return rowOf(this.rawColumns, offset, length, bytes);
    }
    const message = handlePacket.call(this, offset, code, length, bytes);
    if (code === rowDescription) this.rawColumns = rawColumnsOf(message as RowDescription);
    return message;
  };
}

function rawColumnsOf({ fields }: RowDescription): readonly boolean[] | null {
  const areRaw = fields.map(({ dataTypeID }) => dataTypeID === varchar);
  return areRaw.includes(true) ? areRaw : null;
}

/** A row as the driver expects it: a number of values, and for each its length, or -1 for null, and its bytes. */
function rowOf(areRaw: readonly boolean[], offset: number, length: number, bytes: Buffer): object {
  let at = offset + 2;
  const fields = areRaw.map((isRaw) => {
    const size = bytes.readInt32BE(at);
    const start = at + 4;
    at = start + Math.max(size, 0);
    if (size < 0) return null;
    return isRaw ? bytes.subarray(start, at) : bytes.toString('utf8', start, at);
  });
  return { name: 'dataRow', length, fieldCount: fields.length, fields };
}
