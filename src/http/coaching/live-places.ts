import type { LanePlaces } from '../../queries/coaching/list-athlete-changes.ts';
import { maxPosition } from '../following.ts';

const pattern = /^\d{1,9}(-(0|[1-9]\d{0,18}))+$/;
const maxLength = 1_024;

/** Writes how far a stream has come as text: the layout of the lanes, and the position of each. Clients must not read it. */
export const placesText = ({ layout, positions }: LanePlaces): string => [layout, ...positions].join('-');

/** Reads a text that `placesText` has written; null for any other text. */
export function parsePlaces(text: string): LanePlaces | null {
  if (text.length > maxLength || !pattern.test(text)) return null;
  const [layout, ...positions] = text.split('-');
  const places = { layout: Number(layout), positions: positions.map(BigInt) };
  return places.positions.every((position) => position <= maxPosition) ? places : null;
}
