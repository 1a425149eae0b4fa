import { Busboy, type BusboyInstance } from '@fastify/busboy';
import type { Request } from 'express';
import { invalid } from '../../errors.ts';
import type { Spool, Spooled } from '../dependencies.ts';
import type { Parameters } from '../middleware/query-parser.ts';
import { Refusal } from '../problem.ts';

/** The form's plain fields, and its part `file` with the name it had at home. Disposing lets go of the file. */
type Upload = AsyncDisposable &
  Readonly<{ fields: Parameters; file: { fileName: string | null; source: Spooled } | undefined }>;

const limits = { files: 1, fields: 20, parts: 32, fieldSize: 1_000, headerPairs: 20, headerSize: 8_192 };
/** Boundaries, part headers and fields beside the file. */
const overhead = 65_536;

/**
 * Reads a multipart body. Its fields may come in any order, so what to do with the file is known only at the end.
 * Whatever goes wrong, the request's socket stays fit for the answer.
 */
export async function receiveForm(req: Request, spool: Spool, maxBytes: number): Promise<Upload> {
  if (declaredBytes(req) > maxBytes + overhead) throw tooLarge(maxBytes);
  const fields: Parameters = Object.create(null);
  let file: { fileName: string | null; spooling: Promise<Spooled> } | undefined;
  try {
    await readForm(req, formOf(req, maxBytes), {
      field: (name, value) => {
        fields[name] = name in fields ? [value] : value;
      },
      file: (fileName, content) => {
        file = { fileName, spooling: spool(content) };
        return file.spooling;
      },
      maxBytes,
    });
  } catch (error) {
    await file?.spooling.then((source) => source[Symbol.asyncDispose]()).catch(() => {});
    throw error;
  }
  const source = await file?.spooling;
  return {
    fields,
    file: file && source && { fileName: file.fileName, source },
    [Symbol.asyncDispose]: async () => source?.[Symbol.asyncDispose](),
  };
}

type Sink = Readonly<{
  field: (name: string, value: string) => void;
  file: (fileName: string | null, content: AsyncIterable<Uint8Array>) => Promise<unknown>;
  maxBytes: number;
}>;

const readForm = (req: Request, form: BusboyInstance, sink: Sink): Promise<void> =>
  new Promise((resolve, reject) => {
    const stops: (() => void)[] = [];
    const fail = (error: Error) => {
      req.unpipe(form);
      req.resume();
      for (const stop of stops) stop();
      reject(error);
    };
    form.on('field', (name: string | undefined, value, _nameCut, isCut) => {
      if (isCut) fail(invalid(name ?? 'body', 'This field is too long.'));
      else sink.field(name ?? '', value);
    });
    form.on('file', (name: string | undefined, part, fileName?: string) => {
      // Comes when the form breaks off, beside the form's own.
      part.on('error', () => {});
      if (name !== 'file') {
        sink.field(name ?? '', '');
        part.resume();
        return;
      }
      part.once('limit', () => fail(tooLarge(sink.maxBytes)));
      stops.push(() => part.destroy());
      sink.file(fileName ?? null, bytesOf(part)).catch(fail);
    });
    for (const limit of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const) {
      form.on(limit, () => fail(invalid('body', 'The form has too many parts.')));
    }
    form.on('error', () => fail(invalid('body', 'The form is broken off or malformed.')));
    form.once('finish', resolve);
    const hungUp = () => req.complete || fail(new Error('The client hung up'));
    req.once('error', fail).once('close', hungUp);
    if (req.destroyed) hungUp();
    else req.pipe(form);
  });

/** Unlike a stream handed over whole, this also ends for a reader who comes after the part was destroyed. */
async function* bytesOf(part: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* part;
}

function formOf(req: Request, maxBytes: number): BusboyInstance {
  const headers = { ...req.headers, 'content-type': req.get('content-type') ?? '' };
  const isPartAFile = (name?: string, _type?: string, fileName?: string) => name === 'file' || fileName !== undefined;
  try {
    return new Busboy({ headers, isPartAFile, limits: { ...limits, fileSize: maxBytes } });
  } catch {
    throw invalid('body', 'The form names no boundary.');
  }
}

/** Reads a body that is the file itself. */
export async function receiveFile(req: Request, spool: Spool, maxBytes: number): Promise<Spooled> {
  if (declaredBytes(req) > maxBytes) throw tooLarge(maxBytes);
  return await spool(limited(req, maxBytes));
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

const declaredBytes = (req: Request): number => Number(req.headers['content-length'] ?? 0);

const tooLarge = (maxBytes: number) => new Refusal('payload-too-large', `A file of at most ${maxBytes} bytes, please.`);
