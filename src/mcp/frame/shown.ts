import { z } from 'zod';
import { setText } from '../../documents/audit/performed-set.ts';
import { timeText } from '../../documents/audit/words.ts';
import type { Instant, TimeZone } from '../../events/ids.ts';
import type { Measures } from '../../events/performance.ts';
import { anyId, integer, limitedText } from '../../http/requests/fields.ts';

// What several tools have in common: fields of arguments and of results, and short texts.

export const limitOf = (usual: number, most: number) => integer(1, most).default(usual);
export const cursor = limitedText(8_192).exactOptional().describe('`next` of the last page.');
export const next = z.string().nullable();
export const idOf = <Id extends string>(what: string) => anyId<Id>().describe(`Id of the ${what}.`);
export const exerciseField = limitedText(200).describe('Id or exact name.');

/** When something happened, by the clock of the athlete. */
export const localTime = (at: Instant, zone: TimeZone): string => `${timeText(at, zone)} ${zone}`;

/** A set in words, such as `100 kg × 5, RPE 8`. */
export const setWords = (set: Measures): string => setText(set);
export const revision = integer(0, Number.MAX_SAFE_INTEGER).describe('The revision that you read.');

/** Merges equal neighbours into one text with their number, such as `3 × (5 reps, 62.5 kg)`. */
export function grouped(texts: readonly string[]): string[] {
  const groups: { text: string; count: number }[] = [];
  for (const text of texts) {
    const last = groups.at(-1);
    if (last?.text === text) last.count += 1;
    else groups.push({ text, count: 1 });
  }
  return groups.map(({ text, count }) => (count === 1 ? text : `${count} × (${text})`));
}

const maxSentences = 50;

/** The first of many sentences, and how many more there are. */
export function shortened(sentences: readonly string[]): string[] {
  const more = sentences.length - maxSentences;
  return more > 0 ? [...sentences.slice(0, maxSentences), `And ${more} more.`] : [...sentences];
}
