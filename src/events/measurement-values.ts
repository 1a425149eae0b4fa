/** The allowed words, ranges and patterns of measurements of the body. */
import { weightUnits } from './values.ts';

/** What is measured of a body: masses, a share, and circumferences. */
export const measurementKinds = [
  'body_weight',
  'lean_mass',
  'body_fat',
  'neck',
  'shoulders',
  'chest',
  'abdomen',
  'waist',
  'hips',
  'left_upper_arm',
  'right_upper_arm',
  'left_forearm',
  'right_forearm',
  'left_thigh',
  'right_thigh',
  'left_calf',
  'right_calf',
] as const;
export type MeasurementKind = (typeof measurementKinds)[number];
export const measurementUnits = [...weightUnits, '%', 'cm', 'in'] as const;
export type MeasurementUnit = (typeof measurementUnits)[number];
/** The units in which a kind is measured, the metric one first. */
export function unitsOfKind(kind: MeasurementKind): readonly [MeasurementUnit, ...MeasurementUnit[]] {
  if (kind === 'body_weight' || kind === 'lean_mass') return weightUnits;
  return kind === 'body_fat' ? ['%'] : ['cm', 'in'];
}

/** A measurement of the body is more than 0 and less than this number. */
export const maxMeasured = 10_000;
/** The earliest day that a measurement may have. */
export const firstDay = '1900-01-01';

/** Whether a number may be a measurement of the body in a unit. */
export const isMeasured = (value: number, unit: MeasurementUnit): boolean =>
  value > 0 && (unit === '%' ? value <= 100 : value < maxMeasured);

/** The pattern of a time of day, `HH:MM` or `HH:MM:SS`. */
export const clockPattern = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/;
