import { type LinkToType, nameOfRef, type Schema } from './schema-words.ts';
import { membersTable, table, valueCells } from './tables.ts';

type Media = Readonly<Record<string, Readonly<{ schema?: Schema; example?: unknown }>>>;
type Parameter = Readonly<{ name: string; in: string; required?: boolean; description?: string; schema: Schema }>;
type Response = Readonly<{ description: string; content?: Media }>;
type Ref = Readonly<{ $ref: string }>;

/** An operation of the OpenAPI document, as far as the reference tells it. */
export type Operation = Readonly<{
  operationId: string;
  tags: readonly string[];
  summary: string;
  description?: string;
  security?: readonly Readonly<Record<string, readonly string[]>>[];
  parameters?: readonly (Parameter | Ref)[];
  requestBody?: Readonly<{ content: Media }>;
  responses: Readonly<Record<string, Response | Ref>>;
}>;

export type Components = Readonly<{
  schemas: Readonly<Record<string, Schema>>;
  parameters: Readonly<Record<string, Parameter>>;
  responses: Readonly<Record<string, Response>>;
}>;

/** Who may call it, as the document says it: without a sign-in, or with a token of this scope. */
function securityWords({ security = [] }: Operation): string {
  const scopes = security.flatMap(({ bearerToken }) => bearerToken ?? []);
  if (security.length === 0 || security.some((each) => Object.keys(each).length === 0)) return 'No sign-in is needed.';
  if (scopes.length === 0) return 'For accounts that are signed in with cookies.';
  return `For accounts that are signed in, or a token with the scope ${scopes.map((each) => `\`${each}\``).join(', ')}.`;
}

/** The section of the reference about an operation. */
export function operationText(
  place: Readonly<{ method: string; path: string; operation: Operation }>,
  components: Components,
  link: LinkToType,
): string {
  const { method, path, operation } = place;
  const { operationId, summary, description = '', requestBody } = operation;
  const parameters = (operation.parameters ?? []).map((each) => resolved(each, components.parameters));
  const rows = parameters.map(({ name, in: where, required, schema, description: meaning }) => [
    `\`${name}\`${required ? '' : ' (optional)'}`,
    where,
    ...valueCells(schema, meaning, link),
  ]);
  return [
    `## ${summary} {#operation-${operationId}}\n`,
    `\`\`\`http\n${method.toUpperCase()} ${path}\n\`\`\`\n`,
    `${description}\n\n\`${operationId}\`. ${securityWords(operation)}\n`,
    table(['parameter', 'in', 'type', 'meaning'], rows),
    requestBody ? `\n**Body**\n${mediaText(requestBody.content, link)}` : '',
    responsesText(operation, components, link),
  ].join('\n');
}

function resolved<Thing extends object>(thing: Thing | Ref, named: Readonly<Record<string, Thing>>): Thing {
  const found = '$ref' in thing ? named[nameOfRef(thing.$ref)] : thing;
  if (!found) throw new Error(`The document lacks ${JSON.stringify(thing)}`);
  return found as Thing;
}

/** The bodies of a request or a response, each with its type and its example. */
function mediaText(content: Media, link: LinkToType): string {
  return Object.entries(content)
    .map(
      ([type, { schema = {}, example }]) =>
        `\n\`${type}\`: ${membersTable(schema, link).trim() || 'a text'}\n${exampleText(example)}`,
    )
    .join('');
}

/** An example without colours, which would make the pages twice as large. */
function exampleText(example: unknown): string {
  if (example === undefined) return '';
  const text = typeof example === 'string' ? example.trimEnd() : JSON.stringify(example, null, 2);
  return `\n::: details Example\n\n\`\`\`\`text\n${text}\n\`\`\`\`\n\n:::\n`;
}

function responsesText({ responses }: Operation, components: Components, link: LinkToType): string {
  const all = Object.entries(responses).map(([status, each]) => ({ status, ...resolved(each, components.responses) }));
  const isProblem = ({ content }: Response) => content !== undefined && 'application/problem+json' in content;
  const [problems, answers] = [all.filter(isProblem), all.filter((each) => !isProblem(each))];
  const texts = answers.map(
    ({ status, description, content = {} }) => `\n**${status}** ${description}\n${mediaText(content, link)}`,
  );
  const refusals = problems.map(({ status, description }) => `${status} ${codesIn(description)}`);
  return `${texts.join('')}\nRefusals ([meanings](/http.md#problems)): ${refusals.join('; ')}.\n`;
}

/** The codes of problems that a description explains, each on a line of its own. */
const codesIn = (description: string): string =>
  [...description.matchAll(/^(`[a-z-]+`):/gm)].map(([, code]) => code).join(', ');
