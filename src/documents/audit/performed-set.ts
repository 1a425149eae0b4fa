import type { TimeZone } from '../../events/ids.ts';
import type { Measures } from '../../events/performance.ts';
import type { RepRange } from '../../events/progression.ts';
import type { SetDocument } from '../entries.ts';
import { counted, durationText, type Part, quantityText, quoted, timeText } from './words.ts';

/** What was done in a set, such as `100 kg × 5, RPE 8`. */
export function setText(set: Measures): string {
  const words = Object.values(wordsFor).flatMap((wordsIn) => wordsIn(set));
  const type = set.type === 'normal' ? '' : ` (${set.type.replaceAll('_', '-')})`;
  return `${words.length === 0 ? 'no measure' : words.join(', ')}${type}`;
}

/** The words for each measure, in the order of the sentence. A measure without words would hide its corrections. */
const wordsFor: Readonly<Record<keyof Measures, (set: Measures) => readonly string[]>> = {
  weight: ({ weight, reps }) => loadWords(weight, reps),
  // Told with the weight.
  reps: () => [],
  seconds: ({ seconds }) => (seconds === null ? [] : [durationText(seconds)]),
  distance: ({ distance }) => (distance === null ? [] : [quantityText(distance)]),
  rpe: ({ rpe }) => (rpe === null ? [] : [`RPE ${rpe}`]),
  rir: ({ rir }) => (rir === null ? [] : [`${rir} in reserve`]),
  // Told after the measures.
  type: () => [],
};

function loadWords(weight: Measures['weight'], reps: number | null): readonly string[] {
  if (weight === null) return reps === null ? [] : [counted(reps, 'rep')];
  return [reps === null ? quantityText(weight) : `${quantityText(weight)} × ${reps}`];
}

/** A range of repetitions, such as `8–12`, `5` or `at least 5`. */
export function repsText({ min, max }: RepRange): string {
  if (min === null) return `up to ${max}`;
  if (max === null) return `at least ${min}`;
  return min === max ? `${min}` : `${min}–${max}`;
}

/** The parts of a set. Its measures are one part, because they only make sense together. */
export const setPartsIn = (zone: TimeZone): readonly Part<SetDocument>[] => [
  ['', setText],
  ['done at', ({ performedAt }) => timeText(performedAt, zone)],
  ['notes', ({ notes }) => quoted(notes)],
];

/** A set with its notes. */
export const wholeSetText = (set: Measures & Readonly<{ notes: string | null }>): string =>
  `${setText(set)}${set.notes === null ? '' : `, notes ${quoted(set.notes)}`}`;
