import type { Request } from 'express';
import type { Spool, Spooled } from '../dependencies.ts';
import type { Parameters } from '../middleware/query-parser.ts';
import { HttpError } from '../problem.ts';
import { parseForm } from './form-parser.ts';
import { createPartTypeFinder } from './part-charset.ts';

type UploadedFile = Readonly<{ fileName: string | null; source: Spooled }>;
/**
 * An uploaded form: its plain fields, and its part `file` with the file name that the client sent. Disposing of it
 * deletes the temporary file.
 */
type Upload = AsyncDisposable &
  Readonly<{
    fields: Parameters;
    file: UploadedFile | undefined;
    /** The media type of the part `file`; null if it has none. */
    mediaType: string | null;
  }>;

/** How many bytes a form may have besides the file, for boundaries, part headers and fields. */
const formOverheadBytes = 65_536;

/**
 * Reads a multipart body. The file is written to a temporary file, because the fields with the import's parameters may
 * follow it. When reading fails, the socket stays open, so that the client still gets a response.
 */
export async function receiveForm(req: Request, spool: Spool, maxBytes: number): Promise<Upload> {
  if (declaredBytes(req) > maxBytes + formOverheadBytes) throw tooLarge(maxBytes);
  const fields: Parameters = Object.create(null);
  const partType = createPartTypeFinder(req.get('content-type') ?? '');
  let file: { fileName: string | null; spooling: Promise<Spooled> } | undefined;
  try {
    await parseForm(req, {
      onField: (name, value) => {
        fields[name] = name in fields ? [value] : value;
      },
      onFile: (fileName, content) => {
        file = { fileName, spooling: spool(content) };
        return file.spooling;
      },
      onData: partType.add,
      maxBytes,
      tooLarge: () => tooLarge(maxBytes),
    });
  } catch (error) {
    await file?.spooling.then((source) => source[Symbol.asyncDispose]()).catch(() => {});
    throw error;
  }
  const source = await file?.spooling;
  return {
    fields,
    file: file && source && { fileName: file.fileName, source },
    mediaType: partType.mediaType(),
    [Symbol.asyncDispose]: async () => source?.[Symbol.asyncDispose](),
  };
}

/** Reads an upload whose request body is the file itself. */
export async function receiveFile(req: Request, spool: Spool, maxBytes: number): Promise<Spooled> {
  if (declaredBytes(req) > maxBytes) throw tooLarge(maxBytes);
  return await spool(limited(req, maxBytes));
}

async function* limited(req: Request, maxBytes: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  // `destroyOnReturn: false` keeps the socket open when reading stops early, because the response is sent through the
  // same socket.
  for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    yield chunk;
  }
}

const declaredBytes = (req: Request): number => Number(req.headers['content-length'] ?? 0);

const tooLarge = (maxBytes: number) =>
  new HttpError('payload-too-large', `The file must have at most ${maxBytes} bytes.`);
