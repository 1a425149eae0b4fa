import { invalid } from '../../errors.ts';
import { type Cursor, cursorText } from '../requests/cursor.ts';

/** Every cursor has the id of an item. A place in the log does not need it. */
const noId = '00000000-0000-0000-0000-000000000000';

/** The cursor of a list that continues after a position of the log. */
export const cursorTo = (position: bigint, list: string): string =>
  cursorText({ list, offset: 0, place: { key: String(position), id: noId } });

/** The position in a cursor that this list has returned. */
export function positionIn({ list: of, place }: Cursor, list: string): bigint {
  if (of !== list || !/^\d{1,18}$/.test(place.key ?? '')) {
    throw invalid('after', 'Belongs to a list with other parameters.');
  }
  return BigInt(place.key ?? 0);
}
