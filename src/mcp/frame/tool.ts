import { z } from 'zod';
import type { Scope } from '../../events/token-values.ts';
import type { Dependencies } from '../../http/dependencies.ts';
import type { Caller } from '../../http/guards.ts';
import type { Incoming } from '../../http/route.ts';
import type { CallRoute } from './calls.ts';

/** What a tool works with: the caller of this request, and the routes as the caller may call them. */
export type Session = Readonly<{
  deps: Dependencies;
  caller: Caller;
  incoming: Incoming;
  call: CallRoute;
}>;

/**
 * The definition of one tool: everything that the server, the tests and the guide know of it. The same schemas check
 * the arguments and describe them to the assistant.
 */
type ToolDefinition<Arguments extends z.ZodObject, Result extends z.ZodObject> = Readonly<{
  /** A verb and a noun, such as `list_sessions`. */
  name: string;
  title: string;
  /** What the tool does, and when an assistant calls it. */
  description: string;
  /** What the token needs. The scope `coach` also needs the role of a trainer. */
  scope: Extract<Scope, 'read' | 'write' | 'coach'>;
  /** Whether the tool can remove something from a document. The log keeps it. */
  removes?: true;
  input: Arguments;
  output: Result;
  example: Readonly<{ arguments: z.input<NoInfer<Arguments>>; result: z.input<NoInfer<Result>> }>;
  handle: (session: Session, args: z.output<NoInfer<Arguments>>) => Promise<z.input<NoInfer<Result>>>;
}>;

/** A tool without its specific types, so that tools of different types fit into one list. */
export type Tool = Omit<ToolDefinition<z.ZodObject, z.ZodObject>, 'handle' | 'example'> &
  Readonly<{
    example: Readonly<{ arguments: object; result: object }>;
    handle: (session: Session, args: Readonly<Record<string, unknown>>) => Promise<Readonly<Record<string, unknown>>>;
  }>;

export const tool = <const Arguments extends z.ZodObject, const Result extends z.ZodObject>(
  definition: ToolDefinition<Arguments, Result>,
): Tool => definition as unknown as Tool;

/** A tool as `tools/list` describes it. */
export type ListedTool = Readonly<{
  name: string;
  title: string;
  description: string;
  inputSchema: { type: 'object' };
  outputSchema: { type: 'object' };
  annotations: Readonly<Record<string, boolean>>;
}>;

export const listedTool = ({ name, title, description, scope, removes, input, output }: Tool): ListedTool => ({
  ...{ name, title, description },
  inputSchema: schemaOf(input, 'input'),
  outputSchema: schemaOf(output, 'output'),
  // No tool reaches another system. A repeated write is recognised.
  annotations: {
    readOnlyHint: scope !== 'write',
    ...(scope === 'write' && { destructiveHint: removes === true, idempotentHint: true }),
    openWorldHint: false,
  },
});

/**
 * Members of a schema that cost many tokens and say little. The server checks them in any case, and names the field
 * that breaks the rule.
 */
const left: ReadonlySet<string> = new Set([
  ...['pattern', 'maxLength', 'minLength', 'additionalProperties', 'examples', 'default', 'format'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'maxItems'],
]);

function schemaOf(schema: z.ZodObject, io: 'input' | 'output'): { type: 'object' } {
  const described = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    reused: 'inline',
    override: ({ jsonSchema }) => {
      for (const member of left) delete (jsonSchema as Record<string, unknown>)[member];
      // A result has all its members that are not described as optional, which costs a tenth of the list to repeat.
      if (io === 'output') delete jsonSchema.required;
      shortenNullable(jsonSchema);
    },
  });
  const { $schema: _, ...rest } = described;
  return rest as { type: 'object' };
}

/** Writes a choice between one schema and null as that schema with two types, which is shorter. */
function shortenNullable(schema: z.core.JSONSchema.JSONSchema): void {
  const [one, nothing, ...more] = schema.anyOf ?? [];
  if (more.length > 0 || typeof one !== 'object' || typeof nothing !== 'object') return;
  if (nothing.type !== 'null' || typeof one.type !== 'string' || one.enum) return;
  delete schema.anyOf;
  Object.assign(schema, { ...one, ...schema, type: [one.type, 'null'] });
}
