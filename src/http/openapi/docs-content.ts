import { createHash } from 'node:crypto';
import { compressed, type Encoded, encodingFor } from '../compression.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Reply } from '../reply.ts';
import type { Input } from '../route.ts';
import { type DocsFile, startScript } from './docs-files.ts';

export type Content = Readonly<{ etag: string; encodings: Encoded }>;

export const encoded = async (body: Buffer): Promise<Content> => ({
  etag: `"${createHash('sha256').update(body).digest('hex').slice(0, 32)}"`,
  encodings: await compressed(body),
});

export const contentOf = ({ readDocsFile }: Dependencies, name: DocsFile | 'start.js'): Buffer | Promise<Buffer> =>
  name === 'start.js' ? Buffer.from(startScript) : readDocsFile(name);

export function reply({ incoming }: Pick<Input, 'incoming'>, { etag, encodings }: Content): Reply<200, never> {
  const encoding = encodingFor(incoming.raw);
  return { status: 200, json: encodings[encoding], etag, encoding };
}

/** Makes a function that computes its value at the first call. A failure is not kept: the next call computes again. */
export function once<Value>(compute: () => Promise<Value>): () => Promise<Value> {
  let value: Promise<Value> | null = null;
  const forget = () => {
    value = null;
  };
  return () => {
    if (value === null) {
      value = compute();
      value.catch(forget);
    }
    return value;
  };
}
