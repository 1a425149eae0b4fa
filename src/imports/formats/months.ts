/** The languages in which Hevy writes month names. */
const languages = ['en-US', 'en-GB', 'de', 'fr', 'es', 'it', 'pt', 'nl'];

const withoutDots = (name: string): string => name.replaceAll('.', '').toLowerCase();

function* namesOfMonths(): Generator<readonly [string, number]> {
  for (const language of languages) {
    for (const style of ['short', 'long'] as const) {
      const format = new Intl.DateTimeFormat(language, { month: style, timeZone: 'UTC' });
      for (let month = 1; month <= 12; month += 1) {
        yield [withoutDots(format.format(Date.UTC(2024, month - 1, 15))), month];
      }
    }
  }
}

let months: ReadonlyMap<string, number> | undefined;

/** Returns the number of a month, from 1, for its full or short name, with or without a dot; 0 for an unknown name. */
export const monthOf = (name: string): number => {
  // The map is created on first use, because loading the date formats of all languages takes long.
  months ??= new Map(namesOfMonths());
  return months.get(withoutDots(name)) ?? 0;
};
