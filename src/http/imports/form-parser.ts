import { Busboy, type BusboyInstance } from '@fastify/busboy';
import type { Request } from 'express';
import { invalid } from '../../errors.ts';

const limits = { files: 1, fields: 20, parts: 32, fieldSize: 1_000, headerPairs: 20, headerSize: 8_192 };

type FormHandler = Readonly<{
  onField: (name: string, value: string) => void;
  /** Gets the content of the part `file`. The form fails when the promise rejects. */
  onFile: (fileName: string | null, content: AsyncIterable<Uint8Array>) => Promise<unknown>;
  maxBytes: number;
  tooLarge: () => Error;
}>;

/** Parses a multipart body. Rejects with `validation` for a malformed form; other files than `file` count as empty fields. */
export const parseForm = (req: Request, handler: FormHandler): Promise<void> =>
  new Promise((resolve, reject) => {
    const form = busboyFor(req, handler.maxBytes);
    let destroyPart: (() => void) | undefined;
    const fail = (error: Error) => {
      req.unpipe(form);
      req.resume();
      destroyPart?.();
      reject(error);
    };
    form.on('field', (name: string | undefined, value, _nameCut, isCut) => {
      if (isCut) fail(invalid(name ?? 'body', 'This field is too long.'));
      else handler.onField(name ?? '', value);
    });
    form.on('file', (name: string | undefined, part, fileName?: string) => {
      // Busboy emits this beside the form's own error when the body ends within a part.
      part.on('error', () => {});
      if (name !== 'file') {
        handler.onField(name ?? '', '');
        part.resume();
        return;
      }
      part.once('limit', () => fail(handler.tooLarge()));
      destroyPart = () => part.destroy();
      handler.onFile(fileName ?? null, bytesOf(part)).catch(fail);
    });
    for (const limit of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const) {
      form.on(limit, () => fail(invalid('body', 'The form has too many parts.')));
    }
    form.on('error', () => fail(invalid('body', 'The form is incomplete or malformed.')));
    form.once('finish', resolve);
    pipeUntilClosed(req, form, fail);
  });

function pipeUntilClosed(req: Request, form: BusboyInstance, fail: (error: Error) => void): void {
  const onClose = () => req.complete || fail(new Error('The client closed the connection'));
  req.once('error', fail).once('close', onClose);
  if (req.destroyed) onClose();
  else req.pipe(form);
}

/** A generator ends also for a reader that starts after the part was destroyed; the part itself would wait for ever. */
async function* bytesOf(part: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* part;
}

function busboyFor(req: Request, maxBytes: number): BusboyInstance {
  const headers = { ...req.headers, 'content-type': req.get('content-type') ?? '' };
  const isPartAFile = (name?: string, _type?: string, fileName?: string) => name === 'file' || fileName !== undefined;
  try {
    return new Busboy({ headers, isPartAFile, limits: { ...limits, fileSize: maxBytes } });
  } catch {
    throw invalid('body', 'The content type has no boundary.');
  }
}
