import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request } from 'express';

const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/** A body that many requests get, unchanged and in the encodings that clients accept. */
export type Encoded = Readonly<{ identity: Buffer; gzip: Buffer; br: Buffer }>;

export async function compressed(identity: Buffer): Promise<Encoded> {
  const [zipped, br] = await Promise.all([promisify(gzip)(identity), promisify(brotliCompress)(identity, brotli)]);
  return { identity, gzip: zipped, br };
}

/** The encoding that the client prefers of those that it accepts. */
export const encodingFor = (req: Request): keyof Encoded =>
  (['br', 'gzip'] as const).find((each) => req.acceptsEncodings(each)) ?? 'identity';
