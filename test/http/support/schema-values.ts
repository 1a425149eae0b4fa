import fc from 'fast-check';
import { at, type Schema, typesOf } from './documented-schema.ts';

/**
 * The ids in each of the last responses, in their order, which is that of nesting. Requests with them get further than
 * requests with random ids.
 */
export type KnownIds = readonly (readonly string[])[];

/** How long a random text is, unless its schema requires another length. */
const usualLength = 40;
/** How many items a random list has at most. */
const usualItems = 3;

/** Generates values that the schema allows. Half of the texts with examples are one of these. */
export function allowedValues(given: Schema, ids: () => KnownIds): fc.Arbitrary<unknown> {
  const schema = at(given);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((each) => allowedValues(each, ids)));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const types = typesOf(schema);
  if (types.length === 0) return fc.jsonValue({ maxDepth: 1 });
  const random = fc.oneof(...types.map((type) => ofType(type, schema, ids)));
  return schema.examples ? fc.oneof(fc.constantFrom(...schema.examples), random) : random;
}

/**
 * Generates objects with these members. An optional member is rare, so that few values refuse the whole request for a
 * reason that the schema does not tell.
 */
export function objectsOf(
  members: Readonly<Record<string, fc.Arbitrary<unknown>>>,
  required: readonly string[],
): fc.Arbitrary<Record<string, unknown>> {
  const absent = Symbol('absent');
  const rare = (values: fc.Arbitrary<unknown>) =>
    fc.oneof({ weight: 3, arbitrary: fc.constant<unknown>(absent) }, { weight: 1, arbitrary: values });
  const all = Object.entries(members).map(
    ([name, values]) => [name, required.includes(name) ? values : rare(values)] as const,
  );
  return fc
    .record(Object.fromEntries(all))
    .map((object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== absent)));
}

function ofType(type: string, schema: Schema, ids: () => KnownIds): fc.Arbitrary<unknown> {
  switch (type) {
    case 'object':
      return objects(schema, ids);
    case 'array': {
      const { minItems = 0, maxItems = usualItems, items = {} } = schema;
      return fc.array(allowedValues(items, ids), {
        minLength: minItems,
        maxLength: Math.max(minItems, Math.min(maxItems, usualItems)),
      });
    }
    case 'string':
      return texts(schema, ids);
    case 'integer':
      return integers(schema);
    case 'number':
      return numbers(schema);
    case 'boolean':
      return fc.boolean();
    default:
      return fc.constant(null);
  }
}

const objects = ({ properties = {}, required = [] }: Schema, ids: () => KnownIds) =>
  objectsOf(
    Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, allowedValues(member, ids)])),
    required,
  );

function texts(schema: Schema, ids: () => KnownIds): fc.Arbitrary<string> {
  const { format, pattern, minLength = 0, maxLength = usualLength } = schema;
  if (format === 'uuid') {
    const random = fc.uuid({ version: [1, 4, 7] });
    return fc.oneof(
      fc.nat().chain((index) => known(ids().flat(), index, random)),
      random,
    );
  }
  if (format === 'email') return fc.emailAddress();
  if (format === 'date-time') return times.map((time) => time.toISOString());
  if (format === 'date') return times.map((time) => time.toISOString().slice(0, 10));
  if (pattern !== undefined && pattern !== '\\S')
    return fc.stringMatching(new RegExp(pattern)).filter(hasLength(schema));
  const longest = Math.max(minLength, Math.min(maxLength, usualLength));
  const usual = textsOf(minLength, longest);
  const extreme = fc.constantFrom(minLength, Math.min(maxLength, 300)).map((length) => 'ä'.repeat(length));
  return fc.oneof({ weight: 4, arbitrary: usual }, extreme).filter(hasLength(schema));
}

const textsOfLengths = new Map<string, fc.Arbitrary<string>>();
/** Random texts of these lengths. Schemas share them, because fast-check takes long to create each. */
function textsOf(minLength: number, maxLength: number): fc.Arbitrary<string> {
  const lengths = `${minLength}–${maxLength}`;
  const texts = textsOfLengths.get(lengths) ?? fc.string({ unit: 'grapheme', minLength, maxLength });
  textsOfLengths.set(lengths, texts);
  return texts;
}

const known = (ids: readonly string[], index: number, otherwise: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  ids.length === 0 ? otherwise : fc.constant(ids[index % ids.length] ?? '');

const times = fc.date({ min: new Date('1990-01-01'), max: new Date('2026-03-01'), noInvalidDate: true });

const hasLength =
  ({ minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern = '' }: Schema) =>
  (text: string): boolean => {
    const { length } = [...text];
    return length >= minLength && length <= maxLength && new RegExp(pattern, 'u').test(text);
  };

const integers = ({ minimum = -1_000, maximum = 1_000 }: Schema): fc.Arbitrary<number> =>
  fc.oneof(
    fc.integer({ min: Math.max(minimum, -(2 ** 31)), max: Math.min(maximum, 2 ** 31 - 1) }),
    fc.constant(minimum),
  );

function numbers(schema: Schema): fc.Arbitrary<number> {
  const { multipleOf, exclusiveMinimum, exclusiveMaximum } = schema;
  const { minimum = exclusiveMinimum ?? -1_000, maximum = exclusiveMaximum ?? 1_000 } = schema;
  if (multipleOf !== undefined) {
    const range = { min: Math.ceil(minimum / multipleOf), max: Math.floor(maximum / multipleOf) };
    return fc.integer(range).map((times) => times * multipleOf);
  }
  const integers = { min: Math.ceil(minimum), max: Math.floor(maximum) };
  const decimals = fc.double({ min: minimum, max: maximum, noNaN: true });
  return (integers.min > integers.max ? decimals : fc.oneof(decimals, fc.integer(integers))).filter(
    (value) => value !== exclusiveMinimum && value !== exclusiveMaximum,
  );
}
