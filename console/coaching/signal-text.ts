import { inUnit } from '../i18n/convert.ts';
import { formatNumber, formatWeight, type Weight } from '../i18n/format.ts';
import { t } from '../i18n/language.ts';
import type { Signal } from './use-roster.ts';

/** A signal as a sentence with its numbers. Weights are told in the unit of the coach. */
export function signalText({ kind, name, numbers, instead, notes }: Signal, unit: Weight['unit']): string {
  const told = Object.entries(numbers).map(([key, value]) => [
    key,
    isWeight(key) ? weight(value, unit) : figure(Math.abs(value)),
  ]);
  const words = [...new Set(notes.flatMap((note) => note.words))].join(', ');
  return t(`signal.${kind}`, {
    ...(Object.fromEntries(told) as Record<string, string | number>),
    ...{ name: name ?? '', instead: instead.join(', '), words },
  });
}

const isWeight = (key: string): boolean => key.endsWith('Kg');
const weight = (kilograms: number, unit: Weight['unit']): string => formatWeight(inUnit(kilograms, unit));
/** Whole numbers choose the plural; others are rounded to one decimal. */
const figure = (value: number): string | number => (Number.isInteger(value) ? value : formatNumber(value, 1));
