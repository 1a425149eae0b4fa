import type { ClaimLapsed } from '../../events/claim.ts';
import type { Instant, TimeZone } from '../../events/ids.ts';
import type { Distance, Weight } from '../../events/performance.ts';
import { decimalOf, textOf } from '../decimal.ts';

/** The longest text of a person in a sentence, in characters. The data of the event has the whole text. */
const maxQuoted = 80;
/** How many things a sentence lists. */
const maxListed = 12;

/** A text that a person typed, in quotation marks; `none` for null. */
export function quoted(text: string | null): string {
  if (text === null) return 'none';
  const characters = [...text.slice(0, 2 * maxQuoted)];
  const isLong = characters.length > maxQuoted || text.length > 2 * maxQuoted;
  return isLong ? `“${characters.slice(0, maxQuoted - 1).join('')}…”` : `“${text}”`;
}

/** Words as one list; `none` for no words. */
export function listed(words: readonly string[]): string {
  if (words.length === 0) return 'none';
  const more = words.length - maxListed;
  return more > 0 ? `${words.slice(0, maxListed).join(', ')} and ${more} more` : words.join(', ');
}

/** A number as it was typed; `erased` for NaN, which is what the text of an erased number becomes. */
export const numberText = (value: number): string => (Number.isFinite(value) ? textOf(decimalOf(value)) : 'erased');

export const quantityText = ({ value, unit }: Readonly<{ value: number; unit: string }>): string =>
  `${numberText(value)} ${unit}`;

export const weightText = (weight: Weight | Distance | null): string =>
  weight === null ? 'none' : quantityText(weight);

export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** A number of seconds in the largest units that keep it readable. */
export function durationText(seconds: number | null): string {
  if (seconds === null) return 'none';
  if (seconds < 60 || !Number.isInteger(seconds)) return `${numberText(seconds)} s`;
  const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const parts = [hours > 0 ? `${hours} h` : '', minutes > 0 ? `${minutes} min` : '', rest > 0 ? `${rest} s` : ''];
  return parts.filter((part) => part !== '').join(' ');
}

/** A day and a time of day as a clock in the time zone shows them; `none` for null. */
export function timeText(instant: Instant | null, zone: TimeZone): string {
  if (instant === null) return 'none';
  const parts = new Map(
    formatOf(zone)
      .formatToParts(new Date(instant))
      .map(({ type, value }) => [type, value]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  const seconds = of('second') === '00' ? '' : `:${of('second')}`;
  return `${of('year').padStart(4, '0')}-${of('month')}-${of('day')} ${of('hour')}:${of('minute')}${seconds}`;
}

const formats = new Map<TimeZone, Intl.DateTimeFormat>();

function formatOf(zone: TimeZone): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const twoDigits = {
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  } as const;
  const options = { timeZone: zone, year: 'numeric', ...twoDigits, hourCycle: 'h23' } as const;
  const format = new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', options);
  formats.set(zone, format);
  return format;
}

/** A part of a document: what it is called, and how its value reads. */
export type Part<Document> = readonly [label: string, text: (document: Document) => string];

/** The parts that differ, each as `label before → after`. */
export const changedParts = <Document>(
  parts: readonly Part<Document>[],
  before: Document,
  after: Document,
): readonly string[] =>
  parts.flatMap(([label, text]) => {
    const [old, current] = [text(before), text(after)];
    return old === current ? [] : [`${label === '' ? '' : `${label} `}${old} → ${current}`];
  });

/** The parts that differ, as a sentence about `subject`. Without parts it says that nothing shown has changed. */
export const aboutParts = (subject: string, parts: readonly string[]): string =>
  `${subject}: ${parts.length === 0 ? 'nothing that is shown changed' : parts.join('; ')}`;

/** A sentence about what changed of `subject`. Without one of the documents, it says that nothing shown has changed. */
export const aboutChange = <Document>(
  subject: string,
  parts: readonly Part<Document>[],
  before: Document | null | undefined,
  after: Document | null | undefined,
): string => aboutParts(subject, before && after ? changedParts(parts, before, after) : []);

/** The differences of the parts as sentences, one for each. */
export const differencesOf = <Document>(
  subject: string,
  parts: readonly Part<Document>[],
  before: Document,
  after: Document,
): readonly string[] => changedParts(parts, before, after).map((part) => `${subject}: ${part}`);

/** The sentence about a uniqueness claim that lapsed. */
export const aboutLapse = ({ scope }: ClaimLapsed['data']): string =>
  `A reservation (${scope.replaceAll('-', ' ')}) that was not used has lapsed`;
