import { z } from 'zod';
import type { Instant, TimeZone } from '../../events/ids.ts';
import { hasLength, isStorable, type Length, nameLength, notesLength, timeZoneLength } from '../../events/values.ts';
import { parseInstant } from './instant.ts';
import { parseTimeZone } from './time-zone.ts';
import { rule } from './validation-errors.ts';

// `meta` adds to a schema what JSON Schema cannot derive from its custom rules and transformations. The API
// documentation needs it.

const uuidPattern = /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;
/** A UUID of RFC 9562 with a version, which excludes the nil UUID: two clients would use it for different things. */
const generatedUuidPattern =
  /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$/;

const uuidLength = 36;
const uuid = <Id extends string>(pattern: RegExp, message: string) =>
  z
    .string()
    .refine((text) => text.length === uuidLength && pattern.test(text), rule('uuid_parsing', message))
    .transform((text) => text.toLowerCase() as Id)
    .meta({ type: 'string', format: 'uuid', pattern: pattern.source });

/** The schema of an id in a request that refers to something, such as an account or an exercise. */
export const anyId = <Id extends string>() => uuid<Id>(uuidPattern, 'Must be a UUID.');
/** The schema of an id that a client generated for something new. */
export const ownId = <Id extends string>() => uuid<Id>(generatedUuidPattern, 'Must be a UUID of version 1 to 8.');

/**
 * The schema of a text of at most `max` characters. A text that is too long is refused before any other rule reads it,
 * because normalising or matching a hostile text can take quadratic time.
 */
export const limitedText = (max: number) =>
  z
    .string()
    .refine((value) => hasLength(value, { min: 0, max }), {
      ...rule('string_too_long', `Must have at most ${max} characters.`),
      abort: true,
    })
    .meta({ type: 'string', maxLength: max });

/** The schema of a text of at most `max` characters that is stored unchanged. */
export const text = (max: number) =>
  limitedText(max)
    .refine(isStorable, rule('value_error', 'Must not contain NUL or unpaired surrogates.'))
    .meta({ type: 'string', maxLength: max });

const tooShort = (min: number, more = '') =>
  rule('string_too_short', `Must have at least ${min} ${min === 1 ? 'character' : 'characters'}${more}.`);

/** The schema of a text that is stored unchanged, with a least length. */
export const textOf = ({ min, max }: Length) =>
  text(max)
    .refine((value) => hasLength(value, { min, max }), tooShort(min))
    .meta({ type: 'string', minLength: min, maxLength: max });

/** The schema of a name: its length is within the limits, and it is not blank. */
export const nameOf = ({ min, max }: Length) =>
  text(max)
    .refine(
      (value) => value.trim() !== '' && hasLength(value, { min, max: Number.POSITIVE_INFINITY }),
      tooShort(min, ' and not be blank'),
    )
    .meta({ type: 'string', minLength: min, maxLength: max, pattern: '\\S' });

/** The schema of the name of a training session, or of an exercise in a training session. */
export const name = nameOf(nameLength);
export const notes = text(notesLength.max);

export const instant = z
  .string()
  .transform((value, ctx): Instant => {
    const parsed = parseInstant(value);
    if (parsed === 'without zone') {
      ctx.addIssue({ code: 'custom', input: value, ...rule('timezone_aware', 'Must have a zone or an offset.') });
      return z.NEVER;
    }
    if (parsed === 'not a time') {
      ctx.addIssue({ code: 'custom', input: value, ...rule('value_error', 'Must be a time in ISO 8601.') });
      return z.NEVER;
    }
    return parsed;
  })
  .meta({ type: 'string', format: 'date-time', examples: ['2026-03-01T18:30:00+01:00'] });

export const timeZone = z
  .string()
  .transform((value, ctx): TimeZone => {
    const parsed = parseTimeZone(value);
    if (parsed !== null) return parsed;
    ctx.addIssue({ code: 'custom', input: value, ...rule('value_error', 'Must be an IANA time zone.') });
    return z.NEVER;
  })
  .meta({
    type: 'string',
    minLength: 1,
    maxLength: timeZoneLength.max,
    description: 'A time zone of the IANA database.',
    examples: ['Europe/Berlin'],
  });

/** The schema of a JSON number without a fraction. */
export const integer = (min: number, max: number) =>
  z
    .custom<number>((value) => value !== undefined)
    .meta({ type: 'integer', minimum: min, maximum: max })
    .transform((value, ctx): number => {
      // Adding 0 turns -0 into 0. JSON allows -0.
      if (Number.isInteger(value) && value >= min && value <= max) return value + 0;
      ctx.addIssue({ code: 'custom', input: value, ...integerRule(value, min, max) });
      return z.NEVER;
    });

function integerRule(value: unknown, min: number, max: number) {
  if (typeof value !== 'number' || !Number.isInteger(value)) return rule('int_parsing', 'Must be an integer.');
  if (value < min) return rule('greater_than_equal', `Must be at least ${min}.`);
  return rule('less_than_equal', `Must be at most ${max}.`);
}

const isIntegerText = (value: string): boolean => value.length <= 16 && /^[+-]?\d{1,15}$/.test(value);

/** The schema of an integer that is written as text, as in a query parameter. */
export const integerText = (min: number, max: number) =>
  z
    .string()
    .refine(isIntegerText, { ...rule('int_parsing', 'Must be an integer.'), abort: true })
    .transform(Number)
    .pipe(z.number().min(min).max(max))
    .meta({ type: 'integer', minimum: min, maximum: max });

const defaultMaxItems = 1_000;

type ListRules = Readonly<{
  min?: number;
  max?: number;
  /** A rule for the whole list, checked before its items are. */
  check?: readonly [(items: readonly unknown[]) => boolean, ReturnType<typeof rule>];
}>;
const noCheck: NonNullable<ListRules['check']> = [() => true, rule('value_error', '')];

/**
 * The schema of a list of `min` to `max` items. A list that is too long is refused before its items are validated,
 * because a body can contain hundreds of thousands of items.
 */
export const listOf = <Item extends z.ZodType>(
  item: Item,
  { min = 0, max = defaultMaxItems, check: [isAllowed, broken] = noCheck }: ListRules = {},
) =>
  z.pipe(
    z.transform<readonly z.input<Item>[], z.input<Item>[]>((value, ctx) => {
      if (!Array.isArray(value)) return value as z.input<Item>[];
      if (value.length > max) {
        ctx.addIssue({ code: 'too_big', origin: 'array', maximum: max, inclusive: true, input: value });
      } else if (!isAllowed(value)) ctx.addIssue({ code: 'custom', input: value, ...broken });
      return value;
    }),
    z.array(item).min(min).max(max),
  );

/** The JSON schema of what a request schema accepts. */
export function jsonSchemaOf(item: z.ZodType) {
  const { $schema: _, ...schema } = z.toJSONSchema(item, { io: 'input', unrepresentable: 'any' });
  return schema;
}

const booleans: Readonly<Record<string, boolean>> = { true: true, false: false };
/** The schema of a boolean that is written as text, `true` or `false`, as in a query or a form. */
export const booleanText = z
  .string()
  .transform((value, ctx): boolean => {
    const parsed = value.length <= 5 && Object.hasOwn(booleans, value) ? booleans[value] : undefined;
    if (parsed !== undefined) return parsed;
    ctx.addIssue({ code: 'custom', input: value, ...rule('bool_parsing', 'Must be true or false.') });
    return z.NEVER;
  })
  .meta({ type: 'boolean' });

/** The schema of a member that responses have and that a request may repeat. Its value has no effect. */
export const readOnly = <Schema extends z.ZodType>(schema: Schema) => schema.meta({ readOnly: true }).exactOptional();
