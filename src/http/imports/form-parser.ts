import { Busboy, type BusboyInstance } from '@fastify/busboy';
import type { Request } from 'express';
import { invalid } from '../../errors.ts';

const limits = { files: 1, fields: 20, parts: 32, fieldSize: 1_000, headerPairs: 20, headerSize: 8_192 };

type FormHandler = Readonly<{
  onField: (name: string, value: string) => void;
  /** Receives the content of the form's part `file`. When the returned promise rejects, parsing the form fails. */
  onFile: (fileName: string | null, content: AsyncIterable<Uint8Array>) => Promise<unknown>;
  /** Receives each chunk of the body. */
  onData: (chunk: Uint8Array) => void;
  maxBytes: number;
  tooLarge: () => Error;
}>;

/**
 * Parses a multipart body. Rejects with `validation` for a malformed form. A file in another part than `file` counts as
 * an empty field.
 */
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
      // When the body ends within a part, Busboy emits an error on the part and one on the form. The form's error is
      // the one that is reported.
      part.on('error', () => {});
      if (name !== 'file') {
        handler.onField(name ?? '', '');
        part.resume();
        return;
      }
      part.once('limit', () => fail(handler.tooLarge()));
      destroyPart = () => part.destroy();
      handler.onFile(fileName ?? null, part).catch(fail);
    });
    for (const limit of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const) {
      form.on(limit, () => fail(invalid('body', 'The form has too many parts.')));
    }
    form.on('error', () => fail(invalid('body', 'The form is incomplete or malformed.')));
    form.once('finish', resolve);
    req.on('data', handler.onData);
    pipeUntilClosed(req, form, fail);
  });

function pipeUntilClosed(req: Request, form: BusboyInstance, fail: (error: Error) => void): void {
  const onClose = () => req.complete || fail(new Error('The client closed the connection'));
  req.once('error', fail).once('close', onClose);
  if (req.destroyed) onClose();
  else req.pipe(form);
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
