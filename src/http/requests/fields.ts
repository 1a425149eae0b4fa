import { z } from 'zod';
import type { Instant, TimeZone } from '../../events/ids.ts';
import { hasLength, isStorable, type Length, nameLength, notesLength } from '../../events/values.ts';
import { parseInstant } from './instant.ts';
import { parseTimeZone } from './time-zone.ts';
import { rule } from './validation-errors.ts';

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const uuidV7Pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

const matching = <Id extends string>(pattern: RegExp, message: string) =>
  z
    .string()
    .refine((text) => pattern.test(text), rule('uuid_parsing', message))
    .transform((text) => text.toLowerCase() as Id);

/** The id of something that may exist. */
export const anyId = <Id extends string>() => matching<Id>(uuidPattern, 'This is not a UUID.');
/** An id that a client made for something new. */
export const ownId = <Id extends string>() => matching<Id>(uuidV7Pattern, 'This is not a UUIDv7.');

/** Text of at most `max` characters, kept as sent. */
export const text = (max: number) =>
  z
    .string()
    .refine(isStorable, rule('value_error', 'This is not valid text.'))
    .refine((value) => hasLength(value, { min: 0, max }), rule('string_too_long', `At most ${max} characters.`));

/** A name of that length, not blank. */
export const nameOf = ({ min, max }: Length) =>
  text(max).refine(
    (value) => value.trim() !== '' && hasLength(value, { min, max: Number.POSITIVE_INFINITY }),
    rule('string_too_short', `At least ${min} characters, not blank.`),
  );

/** A name of a session or of an exercise in it. */
export const name = nameOf(nameLength);
export const notes = text(notesLength.max);

export const instant = z.string().transform((value, ctx): Instant => {
  const parsed = parseInstant(value);
  if (parsed === 'without zone') {
    ctx.addIssue({ code: 'custom', input: value, ...rule('timezone_aware', 'A time needs a zone or offset.') });
    return z.NEVER;
  }
  if (parsed === 'not a time') {
    ctx.addIssue({ code: 'custom', input: value, ...rule('value_error', 'This is not a time in ISO 8601.') });
    return z.NEVER;
  }
  return parsed;
});

export const timeZone = z.string().transform((value, ctx): TimeZone => {
  const parsed = parseTimeZone(value);
  if (parsed !== null) return parsed;
  ctx.addIssue({ code: 'custom', input: value, ...rule('value_error', 'This is not an IANA time zone.') });
  return z.NEVER;
});

/** A JSON number without a fraction. */
export const integer = (min: number, max: number) =>
  z.unknown().transform((value, ctx): number => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value + 0;
    const [type, message] =
      typeof value !== 'number' || !Number.isInteger(value)
        ? ['int_parsing', 'This is not an integer.']
        : value < min
          ? ['greater_than_equal', `At least ${min}.`]
          : ['less_than_equal', `At most ${max}.`];
    ctx.addIssue({ code: 'custom', input: value, ...rule(type, message) });
    return z.NEVER;
  });

/** An integer as text, of a query. */
export const integerText = (min: number, max: number) =>
  z
    .string()
    .refine((value) => /^[+-]?\d{1,15}$/.test(value), rule('int_parsing', 'This is not an integer.'))
    .transform(Number)
    .pipe(z.number().min(min).max(max));

/** Of lists that have no reason for another number. */
const maxItems = 1_000;

/** A list of `min` to `max` items. Where there are too many, none is looked at: a body holds hundreds of thousands. */
export const listOf = <Item extends z.ZodType>(item: Item, { min = 0, max = maxItems } = {}) =>
  z.array(z.unknown()).min(min).max(max).pipe(z.array(item));

const truths: Readonly<Record<string, boolean>> = { true: true, false: false };
/** `true` or `false`, of a query or form. */
export const booleanText = z.string().transform((value, ctx): boolean => {
  const truth = Object.hasOwn(truths, value) ? truths[value] : undefined;
  if (truth !== undefined) return truth;
  ctx.addIssue({ code: 'custom', input: value, ...rule('bool_parsing', 'This is neither true nor false.') });
  return z.NEVER;
});
