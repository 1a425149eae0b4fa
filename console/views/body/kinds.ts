import type { Schemas } from '../../api/schemas.ts';

export type Kind = Schemas['BodyMeasurement']['kind'];
export type Unit = Schemas['BodyMeasurement']['unit'];

export const kinds: readonly Kind[] = [
  ...(['body_weight', 'body_fat', 'lean_mass', 'neck', 'shoulders', 'chest', 'abdomen', 'waist', 'hips'] as const),
  ...(['left_upper_arm', 'right_upper_arm', 'left_forearm', 'right_forearm'] as const),
  ...(['left_thigh', 'right_thigh', 'left_calf', 'right_calf'] as const),
];

/** The unit in which a kind is measured by a person who lifts in this unit. */
export function unitOf(kind: Kind, unit: 'kg' | 'lb'): Unit {
  if (kind === 'body_fat') return '%';
  if (kind === 'body_weight' || kind === 'lean_mass') return unit;
  return unit === 'kg' ? 'cm' : 'in';
}
