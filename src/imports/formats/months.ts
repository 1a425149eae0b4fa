/** The languages in which Hevy writes the names of months. */
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

/** The number of a month from 1, by its name in full or short, with or without a dot; 0 for an unknown name. */
export const monthOf = (name: string): number => {
  // Created on first use: the formats of all languages take long to load.
  months ??= new Map(namesOfMonths());
  return months.get(withoutDots(name)) ?? 0;
};
