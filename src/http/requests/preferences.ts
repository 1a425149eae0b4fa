/** How long a `Prefer` may be. A longer one counts as absent. */
const maxLength = 1_000;

/**
 * Whether the header `Prefer` (RFC 7240) asks for a response without a body. Other preferences are ignored, and of
 * several `return` only the first counts.
 */
export function prefersMinimal(header = ''): boolean {
  if (header.length > maxLength) return false;
  // Quoted values may contain commas and semicolons.
  const plain = header.replaceAll(/"((?:[^"\\]|\\.)*)"/g, (_, value: string) => (/^\w*$/.test(value) ? value : '-'));
  const named = plain.split(',').map((each) => (each.split(';', 1)[0] ?? '').split('=').map((part) => part.trim()));
  return named.find(([name = '']) => name.toLowerCase() === 'return')?.[1] === 'minimal';
}
