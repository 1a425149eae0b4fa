import { editDistance } from '../../src/documents/edit-distance.ts';

/** The name that differs from `word` by the fewest slips; null when each differs by more than one slip in three letters. */
export function closest(word: string, names: readonly string[]): string | null {
  const letters = [...word];
  const near = names.flatMap((name) => {
    const limit = Math.floor(Math.min(letters.length, name.length) / 3);
    const slips = editDistance(letters, [...name], limit);
    return slips <= limit ? [{ name, slips }] : [];
  });
  return near.sort((one, other) => one.slips - other.slips)[0]?.name ?? null;
}
