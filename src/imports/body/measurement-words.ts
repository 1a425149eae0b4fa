import type { MeasurementKind, MeasurementUnit } from '../../events/measurement-values.ts';
import { weightUnitOf } from '../formats/units.ts';
import { wordMap } from '../formats/words.ts';

/** The names that apps give to measurements without sides, in lower case. */
const plainWords = {
  body_weight: ['body weight', 'bodyweight', 'weight'],
  lean_mass: ['lean mass', 'lean body mass', 'lean weight'],
  body_fat: ['body fat', 'bodyfat', 'body fat %', 'fat', 'fat percent', 'body fat percentage'],
  neck: ['neck'],
  shoulders: ['shoulders', 'shoulder'],
  chest: ['chest', 'bust'],
  abdomen: ['abdomen', 'abdominals', 'stomach', 'belly'],
  waist: ['waist'],
  hips: ['hips', 'hip'],
} satisfies Partial<Record<MeasurementKind, readonly string[]>>;

/** The names of measurements that have a side, without the side. */
const sidedWords = {
  upper_arm: ['upper arm', 'arm', 'bicep', 'biceps'],
  forearm: ['forearm', 'lower arm'],
  thigh: ['thigh', 'upper leg'],
  calf: ['calf', 'lower leg'],
} as const;

const plainKindOf = wordMap<keyof typeof plainWords>(plainWords);
const sidedPartOf = wordMap<keyof typeof sidedWords>(sidedWords);

/** Finds the kind of a measurement by its name, such as `Left Bicep` or `Biceps (R)`; null for an unknown name. */
export function kindOfName(name: string): MeasurementKind | null {
  const words = name
    .toLowerCase()
    .replace(/[()_-]+/g, ' ')
    .trim()
    .split(/\s+/);
  const plain = plainKindOf.get(words.join(' '));
  if (plain !== undefined) return plain;
  const side = words.map((word) => sideOf.get(word)).find((each) => each !== undefined);
  const part = sidedPartOf.get(words.filter((word) => !sideOf.has(word)).join(' '));
  return side === undefined || part === undefined ? null : `${side}_${part}`;
}

const sideOf: ReadonlyMap<string, 'left' | 'right'> = new Map([
  ['left', 'left'],
  ['l', 'left'],
  ['right', 'right'],
  ['r', 'right'],
]);

/** Maps the words for a unit of a measurement, in lower case, to that unit. */
export const measurementUnitOf: ReadonlyMap<string, MeasurementUnit> = new Map<string, MeasurementUnit>([
  ...weightUnitOf,
  ...['%', 'percent', 'pct'].map((word) => [word, '%'] as const),
  ...['cm', 'cms', 'centimeter', 'centimeters', 'centimetre', 'centimetres'].map((word) => [word, 'cm'] as const),
  ...['in', 'ins', 'in.', 'inch', 'inches', '"', '″'].map((word) => [word, 'in'] as const),
]);
