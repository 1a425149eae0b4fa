import { z } from 'zod';

/** A member of an object by its name, or an item of a list by its index. */
export type Step = string | number;

type Schema = Readonly<Record<string, unknown>>;

export const schemaOf = (schema: z.ZodType): Schema => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });

export const propertiesOf = ({ properties = {} }: Schema): Record<string, Schema> =>
  properties as Record<string, Schema>;

/** A member of a JSON schema that has no members itself, and the path to it. */
export type Leaf = Readonly<{ steps: readonly Step[]; schema: Schema }>;

/** Every member of a JSON schema that has no members itself. */
export function leavesIn(schema: Schema, steps: readonly Step[] = []): readonly Leaf[] {
  const alternatives = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((some) => (some ?? []) as readonly Schema[]);
  const inner = [
    ...Object.entries(propertiesOf(schema)).flatMap(([name, each]) => leavesIn(each, [...steps, name])),
    ...(schema.items ? leavesIn(schema.items as Schema, [...steps, 0]) : []),
    ...alternatives.flatMap((each) => leavesIn(each, steps)),
  ];
  const deeper = inner.filter((leaf) => leaf.steps.length > steps.length);
  return deeper.length > 0 ? deeper : [{ steps, schema }];
}

/** The paths to every member of a JSON schema that has no members itself. */
export const placesIn = (schema: Schema): readonly (readonly Step[])[] => leavesIn(schema).map(({ steps }) => steps);

/** A copy of a JSON value with a text at the end of a path. Of a list on the path, only the first item is kept. */
export function put(value: unknown, [step, ...rest]: readonly Step[], text: string): unknown {
  if (step === undefined) return text;
  if (typeof step === 'number') return [put(Array.isArray(value) ? value[0] : undefined, rest, text)];
  const members = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  return { ...members, [step]: put(members[step], rest, text) };
}

/** The paths to every place of a JSON value that holds this value. */
export function placesOf(value: unknown, wanted: unknown, steps: readonly Step[] = []): readonly (readonly Step[])[] {
  if (value === wanted) return [steps];
  if (typeof value !== 'object' || value === null) return [];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([name, each]) =>
    placesOf(each, wanted, [...steps, isList ? Number(name) : name]),
  );
}

/** The value at the end of a path; undefined if there is none. */
export const valueAt = (value: unknown, path: readonly Step[]): unknown =>
  path.reduce<unknown>((within, step) => (within as Record<Step, unknown> | null | undefined)?.[step], value);
