import type { DateOrder } from '../dates/date-parts.ts';
import { numericDate, plainDate } from '../dates/date-text.ts';

/** Decides from all dates of a section whether the day or the month is first. */
export function createDateEvidence() {
  let [hasDayFirst, hasMonthFirst] = [false, false];
  let last: readonly [number, number] | null = null;
  const rising: [boolean, boolean] = [true, true];
  const falling: [boolean, boolean] = [true, true];
  return {
    add(text: string, isStart: boolean): void {
      const plain = plainDate(text);
      const [, first, mark, second, year] = numericDate.exec(plain) ?? [];
      if (first === undefined) return;
      if (Number(first) > 12 || mark === '.') hasDayFirst = true;
      else if (Number(second) > 12) hasMonthFirst = true;
      if (!isStart) return;
      const readings = [
        Date.UTC(Number(year), Number(second) - 1, Number(first)),
        Date.UTC(Number(year), Number(first) - 1, Number(second)),
      ] as const;
      for (const index of [0, 1] as const) {
        if (last !== null && readings[index] < last[index]) rising[index] = false;
        if (last !== null && readings[index] > last[index]) falling[index] = false;
      }
      last = readings;
    },
    order(): DateOrder {
      if (hasDayFirst && hasMonthFirst) return null;
      if (hasDayFirst) return 'day-month';
      if (hasMonthFirst) return 'month-day';
      // Apps write workouts in the order of time, so the reading in which the dates only rise or only fall is right.
      const [isDayFirst, isMonthFirst] = [0, 1].map((index) => rising[index] || falling[index]);
      if (isDayFirst === isMonthFirst) return null;
      return isDayFirst ? 'day-month' : 'month-day';
    },
  };
}
