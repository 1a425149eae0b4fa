import type { Category } from './schemas.ts';

/** Makes the name of an aggregate's stream: its category, a dash and its id. */
export const streamOf = (category: Category, id: string): string => `${category}-${id}`;

/**
 * Splits a stream's name into category and id, at the first dash. This build may not know the category, which is empty
 * for a name without a dash.
 */
export function parseStream(stream: string): Readonly<{ category: string; id: string }> {
  const dash = stream.indexOf('-');
  return { category: stream.slice(0, Math.max(0, dash)), id: stream.slice(dash + 1) };
}
