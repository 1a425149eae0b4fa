import { Busboy, type BusboyInstance } from '@fastify/busboy';
import type { Request } from 'express';
import { invalid } from '../../errors.ts';
import type { Parameters } from '../parameters.ts';
import { Refusal } from '../problem.ts';
import type { Spool } from './spool.ts';

/** The form's plain fields, and the file's own name where its part `file` came. */
export type Upload = Readonly<{ fields: Parameters; file: { fileName: string | null } | undefined }>;

const limits = { files: 1, fields: 20, parts: 32, fieldSize: 1_000, headerPairs: 20, headerSize: 8_192 };
/** Boundaries, part headers and fields beside the file. */
const overhead = 65_536;

/**
 * Reads a multipart body, its part `file` into `spool`: fields may come in any order, so that what is to be done with
 * the file is known only at the end. Whatever goes wrong, the request's socket stays fit for the answer.
 */
export async function receiveForm(req: Request, spool: Spool, maxBytes: number): Promise<Upload> {
  if (Number(req.headers['content-length'] ?? 0) > maxBytes + overhead) throw tooLarge(maxBytes);
  const fields: Parameters = Object.create(null);
  const form = formOf(req, maxBytes);
  let file: Upload['file'];
  let filled: Promise<void> = Promise.resolve();

  await new Promise<void>((resolve, reject) => {
    const fail = (error: Error) => {
      req.unpipe(form);
      form.destroy();
      reject(error);
    };
    form.on('field', (name, value, _nameCut, isCut) => {
      const field = name ?? '';
      fields[field] = isCut || field in fields ? [value] : value;
    });
    form.on('file', (name, part, fileName?: string) => {
      // Emitted alike when the whole form breaks off; `fail` then rejects.
      part.on('error', () => {});
      form.once('close', () => part.destroy());
      if (name !== 'file') {
        fields[name ?? ''] = '';
        part.resume();
        return;
      }
      file = { fileName: fileName ?? null };
      part.on('limit', () => fail(tooLarge(maxBytes)));
      filled = spool.fill(part);
      filled.catch(fail);
    });
    for (const limit of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const) {
      form.on(limit, () => fail(invalid('body', 'The form has too many parts.')));
    }
    form.on('error', () => fail(invalid('body', 'The form is broken off or malformed.')));
    form.on('finish', resolve);
    req.once('error', fail);
    req.pipe(form);
  });
  await filled;
  return { fields, file };
}

function formOf(req: Request, maxBytes: number): BusboyInstance {
  const headers = { ...req.headers, 'content-type': req.get('content-type') ?? '' };
  try {
    const isPartAFile = (name?: string, _type?: string, fileName?: string) => name === 'file' || fileName !== undefined;
    return new Busboy({ headers, isPartAFile, limits: { ...limits, fileSize: maxBytes } });
  } catch {
    throw invalid('body', 'The form names no boundary.');
  }
}

/** Reads a body that is the file itself into `spool`. */
export async function receiveFile(req: Request, spool: Spool, maxBytes: number): Promise<void> {
  if (Number(req.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  await spool.fill(limited(req, maxBytes));
}

async function* limited(req: Request, maxBytes: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  // Left open when it is too much: the answer goes over the same socket.
  for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    yield chunk;
  }
}

const tooLarge = (maxBytes: number) => new Refusal('payload-too-large', `A file of at most ${maxBytes} bytes, please.`);
