const dayMs = 86_400_000;
/** The numbers of the days on which a week begins, as `getUTCDay` counts them. */
const firstDays = { sunday: 0, monday: 1, saturday: 6 } as const;

const textOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The days of the whole weeks that a month has a part in. */
export function daysShown(month: string, firstDayOfWeek: keyof typeof firstDays): readonly string[] {
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const before = (new Date(first).getUTCDay() - firstDays[firstDayOfWeek] + 7) % 7;
  const next = Date.parse(`${monthAfter(month, 1)}-01T00:00:00Z`);
  const begin = first - before * dayMs;
  const weeks = Math.ceil((next - begin) / (7 * dayMs));
  return Array.from({ length: weeks * 7 }, (_, index) => textOf(begin + index * dayMs));
}

/** The month a number of months after another one, such as `2026-03`. */
export function monthAfter(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return textOf(Date.UTC(year, number - 1 + by, 1)).slice(0, 7);
}
