import { Dicer } from '@fastify/busboy';
import { isCharset } from '../../events/charset.ts';
import { HttpError } from '../problem.ts';

/** The longest media type that is read, and how many bytes of a form are searched for the headers of its file. */
const maxMediaType = 200;
const maxBytes = 131_072;

/** The character set that a media type names; null if it names none. Refuses one that cannot be decoded. */
export function charsetOf(mediaType: string): string | null {
  const charset = parameterOf(mediaType, /;\s*charset=(?:"([^"]*)"|([^\s;"]*))/i);
  if (charset === null || isCharset(charset)) return charset;
  throw new HttpError('unsupported-media-type', 'The character set of the file is unknown.');
}

const parameterOf = (mediaType: string, pattern: RegExp): string | null =>
  pattern.exec(mediaType.slice(0, maxMediaType))?.slice(1).find(Boolean) ?? null;

/** Finds the media type of a form's part `file`, of which Busboy does not tell the character set. */
export type PartTypeFinder = Readonly<{ add: (chunk: Uint8Array) => void; mediaType: () => string | null }>;

/** `formType` is the media type of the form. */
export function createPartTypeFinder(formType: string): PartTypeFinder {
  const boundary = parameterOf(formType, /;\s*boundary=(?:"([^"]*)"|([^\s;"]*))/i);
  let mediaType: string | null = null;
  let bytes = 0;
  const dicer = boundary === null ? null : new Dicer({ boundary });
  dicer?.on('error', () => {});
  dicer?.on('part', (part) => {
    part.on('error', () => {});
    part.on('header', (header) => {
      const headers = header as Readonly<Record<string, readonly string[] | undefined>>;
      const isFile = /;\s*name="?file"?\s*(;|$)/i.test(headers['content-disposition']?.[0]?.slice(0, 1_000) ?? '');
      if (isFile) mediaType ??= headers['content-type']?.[0] ?? null;
    });
    part.resume();
  });
  return {
    add(chunk) {
      if (bytes < maxBytes) dicer?.write(chunk);
      bytes += chunk.byteLength;
    },
    mediaType: () => mediaType,
  };
}
