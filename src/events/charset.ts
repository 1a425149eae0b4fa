import { hasLength, type Length } from './values.ts';

/** The length of the name of a character set. */
export const charsetLength: Length = { min: 1, max: 40 };

/** Whether texts in the character set with this name can be decoded. */
export function isCharset(name: string): boolean {
  if (!hasLength(name, charsetLength)) return false;
  try {
    return new TextDecoder(name).encoding !== '';
  } catch {
    return false;
  }
}
