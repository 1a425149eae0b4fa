/** A schema of the OpenAPI document, as far as the reference tells it. */
export type Schema = Readonly<{
  $ref?: string;
  type?: string | readonly string[];
  format?: string;
  const?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  allOf?: readonly Schema[];
  items?: Schema;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  description?: string;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
}>;

/** The address of the section about a named type. */
export type LinkToType = (name: string) => string;

export const nameOfRef = ($ref: string): string => $ref.slice($ref.lastIndexOf('/') + 1);

/** Names the type of a value in words, with links to named types. */
export function typeWords(schema: Schema, link: LinkToType): string {
  if (schema.$ref !== undefined) return `[${nameOfRef(schema.$ref)}](${link(nameOfRef(schema.$ref))})`;
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum) return schema.enum.map(literal).join(', ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map((each) => typeWords(each, link)))].join(' or ');
  if (schema.items) return `list of ${typeWords(schema.items, link)}`;
  return [schema.type ?? 'any value']
    .flat()
    .map((type) => plainType(type, schema.format))
    .join(' or ');
}

const literal = (value: unknown): string => `\`${JSON.stringify(value)}\``;

const plainType = (type: string, format: string | undefined): string =>
  type === 'string' && format !== undefined ? format : type;

const largest = Number.MAX_SAFE_INTEGER;

/** The bounds of a value in words; an empty text without bounds that a client meets. */
export function boundWords(schema: Schema): string {
  const characters = rangeWords(schema.minLength, schema.maxLength);
  const items = rangeWords(schema.minItems, schema.maxItems);
  return [
    rangeWords(schema.minimum, schema.maximum),
    characters && `${characters} characters`,
    items && `${items} items`,
    schema.default === undefined ? '' : `default ${literal(schema.default)}`,
  ]
    .filter(Boolean)
    .join('; ');
}

function rangeWords(from: number | undefined, to: number | undefined): string {
  const [least, most] = [from === -largest ? undefined : from, to === largest ? undefined : to];
  if (least === undefined && most === undefined) return '';
  if (most === undefined) return `at least ${least}`;
  return least === undefined ? `at most ${most}` : `${least} to ${most}`;
}
