import fc from 'fast-check';
import { at, type Schema, typesOf } from './documented-schema.ts';
import { allowedValues } from './schema-values.ts';

const noIds = () => [];

/**
 * Generates values that break one rule of the schema, at any depth. Returns null for a schema without rules. With `asText`
 * the values are sent as text, as in a query or a form, so a wrong type counts only if the text shows it.
 */
export function forbiddenValues(given: Schema, asText = false): fc.Arbitrary<unknown> | null {
  const schema = at(given);
  const found = violationsOf(schema, asText);
  return found.length === 0 ? null : fc.oneof(...found);
}

type Violations = readonly fc.Arbitrary<unknown>[];

function violationsOf(schema: Schema, asText: boolean): Violations {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return violationsOfChoice(choices.map(at), asText);
  if (schema.const !== undefined || schema.enum) return [fc.constant('no such word')];
  const types = typesOf(schema);
  return [
    ...(types.length > 0 && !asText ? [wrongTypes(types)] : []),
    ...(types.includes('object') ? violatedObjects(schema, asText) : []),
    ...(types.includes('array') ? violatedLists(schema, asText) : []),
    ...(types.includes('string') ? violatedTexts(schema, asText) : []),
    ...(types.includes('integer') || types.includes('number') ? violatedNumbers(schema, asText) : []),
    ...(types.includes('boolean') && asText ? [fc.constantFrom('yes', '1', 'TRUE')] : []),
  ];
}

/** Violations of a choice that has one alternative besides null. Anything may match one of several alternatives. */
function violationsOfChoice(choices: readonly Schema[], asText: boolean): Violations {
  const others = choices.filter((each) => each.type !== 'null');
  const [only] = others;
  if (!only || others.length > 1) return [];
  return violationsOf(only, asText).map((values) => values.filter((value) => value !== null));
}

const samplesOfTypes: Readonly<Record<string, readonly unknown[]>> = {
  object: [{}, { unknown: 1 }],
  array: [[], ['?']],
  string: ['?', '', '5', 'true'],
  number: [0, 0.5],
  boolean: [true],
  null: [null],
};

function wrongTypes(types: readonly string[]): fc.Arbitrary<unknown> {
  const isNumber = types.includes('number') || types.includes('integer');
  const right = new Set([...types, ...(isNumber ? ['number'] : [])]);
  const wrong = Object.entries(samplesOfTypes).flatMap(([type, values]) => (right.has(type) ? [] : values));
  return fc.constantFrom(...wrong);
}

function violatedObjects(schema: Schema, asText: boolean): Violations {
  const { properties = {}, required = [], additionalProperties } = schema;
  const allowed = allowedValues(schema, noIds) as fc.Arbitrary<Record<string, unknown>>;
  const members = Object.entries(properties).flatMap(([name, member]) => {
    const values = forbiddenValues(member, asText);
    return values === null ? [] : [fc.tuple(allowed, values).map(([object, value]) => ({ ...object, [name]: value }))];
  });
  return [
    ...members,
    ...required.map((name) => allowed.map(({ [name]: _, ...rest }) => rest)),
    ...(additionalProperties === false ? [allowed.map((object) => ({ ...object, noSuchMember: 'x' }))] : []),
  ];
}

function violatedLists({ items = {}, minItems = 0, maxItems = 0 }: Schema, asText: boolean): Violations {
  const values = forbiddenValues(items, asText);
  return [
    ...(values === null ? [] : [values.map((value) => [value])]),
    ...(minItems > 0 && !asText ? [fc.constant([])] : []),
    ...(maxItems > 0 && !asText ? [allowedValues(items, noIds).map((item) => Array(maxItems + 1).fill(item))] : []),
  ];
}

function violatedTexts({ format, pattern, minLength = 0, maxLength }: Schema, asText: boolean): Violations {
  const hasShape = (format !== undefined && format !== 'binary') || (pattern !== undefined && pattern !== '\\S');
  // Escaped for an address, other characters would make it longer than a server reads.
  const characters = asText ? ['x'] : ['x', 'ä', '\u{1f3cb}'];
  return [
    ...(hasShape ? [fc.constantFrom('?', 'no such thing', '2026-02-30', '1.2.3')] : []),
    ...(minLength > 1 ? [fc.constant('x'.repeat(minLength - 1))] : []),
    ...(pattern === '\\S' ? [fc.constant(' '.repeat(Math.max(minLength, 1)))] : []),
    ...(maxLength === undefined ? [] : [fc.constantFrom(...characters).map((one) => one.repeat(maxLength + 1))]),
  ];
}

function violatedNumbers(schema: Schema, asText: boolean): Violations {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const wrong: readonly unknown[] = [
    ...(minimum === undefined ? [] : [minimum - 1]),
    ...(maximum === undefined ? [] : [maximum + 1]),
    ...[exclusiveMinimum, exclusiveMaximum].filter((limit) => limit !== undefined),
    ...(multipleOf === undefined ? [] : [(minimum ?? 0) + multipleOf / 3]),
    ...(typesOf(schema).includes('integer') ? [0.5] : []),
  ];
  const all = [...wrong, ...(asText ? ['x', '1.5', '1e3', '0x10'] : [])];
  return all.length === 0 ? [] : [fc.constantFrom(...all)];
}
