import { hash } from 'node:crypto';
import { z } from 'zod';
import type { Execute } from '../../commands/execute.ts';
import { tellAll } from '../../documents/audit/all.ts';
import type { Category, FeedKind } from '../../events/schemas.ts';
import type { Dependencies } from '../../http/dependencies.ts';
import { type Caller, sessionOf } from '../../http/guards.ts';
import { idempotencyKey } from '../../http/requests/conditions.ts';
import { withinLimits } from './limits.ts';
import { shortened } from './shown.ts';
import { type Session, type Tool, tool } from './tool.ts';

/** What a writing tool works with: routes that foresee, and in the end execute, under the key of this call. */
export type Writing = Session &
  Readonly<{
    /** The id of the thing that this call creates: the same one when the call is repeated. */
    newId: string;
    headers: Readonly<{ 'idempotency-key': string }>;
  }>;

const preview = z.boolean().default(false).describe('Only tell what would change.');
const key = idempotencyKey.exactOptional();

const outcomes = ['preview', 'written', 'repeated', 'unchanged'] as const;
type Outcome = (typeof outcomes)[number];

const written = z.strictObject({
  outcome: z.enum(outcomes),
  id: z.string().exactOptional(),
  revision: z.int().exactOptional(),
  changes: z.array(z.string()),
});

type Shape = z.ZodRawShape;
type WritingDefinition<Arguments extends z.ZodObject<Shape>> = Readonly<{
  name: string;
  title: string;
  description: string;
  input: Arguments;
  example: z.input<NoInfer<Arguments>>;
  /** What the tool creates, for calls that create something. */
  creates?: Category;
  isWorkout?: true;
  removes?: true;
  handle: (writing: Writing, args: z.output<NoInfer<Arguments>>) => Promise<string>;
}>;

const exampleResult = {
  outcome: 'preview',
  changes: ['Session “Legs” started at 2026-03-01 18:00 (Europe/Berlin)'],
} as const;

type Asked = Readonly<Record<string, unknown> & { preview: boolean; idempotencyKey?: string }>;

/**
 * A tool that changes the log. It tells in sentences what it changes, or would change with `preview`. A repeated call
 * has its effect once. `handle` returns the id of what it has changed.
 */
export const writingTool = <const Arguments extends z.ZodObject<Shape>>({
  input,
  example,
  handle,
  creates,
  isWorkout,
  removes,
  ...rest
}: WritingDefinition<Arguments>): Tool =>
  tool({
    ...rest,
    scope: 'write',
    input: input.extend({ preview, idempotencyKey: key }) as z.ZodObject<Shape>,
    output: written,
    ...(removes && { removes }),
    example: {
      arguments: { ...example, preview: true },
      result: { ...exampleResult, changes: [...exampleResult.changes] } as never,
    },
    handle: async (session, asked) => {
      const { preview: isPreview, idempotencyKey: own, ...args } = asked as Asked;
      const content = { method: 'CALL', path: rest.name, body: args };
      const chosen = await keyFor(session, own, content, creates);
      const attempt = async (foresees: boolean) => {
        const seen = createSeen(session.deps, foresees);
        const id = await handle(writingOf(session, content, chosen, { seen, creates }), args as z.output<Arguments>);
        return seen.result(id, foresees);
      };
      if (isPreview) return attempt(true);
      return withinLimits(session, isWorkout === true, { write: () => attempt(false), foresee: () => attempt(true) });
    },
  });

type Seen = ReturnType<typeof createSeen>;

function writingOf(
  session: Session,
  content: Content,
  chosen: string,
  { seen, creates }: Readonly<{ seen: Seen; creates: Category | undefined }>,
): Writing {
  const { deps, caller } = session;
  return {
    ...session,
    newId: deps.ids.derive(caller.account.id, chosen, creates ?? 'none'),
    headers: { 'idempotency-key': chosen },
    call: (operation, parts) => {
      // The key is bound to what the assistant has sent, and not to the requests that follow from it.
      const mark: Dependencies['mark'] = (by, used) => deps.mark(by, used, content);
      return session.call(operation, parts, { mark, execute: seen.execute });
    },
  };
}

const hourMs = 3_600_000;

type Content = Readonly<{ method: string; path: string; body: object }>;

/**
 * The idempotency key of a call. Without one of the client it follows from the token, the tool, the arguments and the
 * hour. A call that creates something looks for the same call of the hour before, so that a repetition within an hour
 * finds it.
 */
async function keyFor(
  session: Session,
  own: string | undefined,
  content: Content,
  creates?: Category,
): Promise<string> {
  if (own !== undefined) return own;
  const { deps, caller } = session;
  const hour = Math.floor(Date.parse(deps.clock()) / hourMs);
  const [current, before] = [derivedKey(caller, content, hour), derivedKey(caller, content, hour - 1)];
  if (!creates) return current;
  const earlier = deps.ids.derive(caller.account.id, before, creates);
  return (await deps.readOwner({ category: creates }, earlier)) === null ? current : before;
}

const derivedKey = (caller: Caller, { path, body }: Content, hour: number): string =>
  `mcp-${hash('sha256', JSON.stringify([sessionOf(caller), path, body, hour]), 'base64url')}`;

/** Executes commands, or only foresees them, and remembers what they change. */
function createSeen(deps: Dependencies, isPreview: boolean) {
  const sentences: string[] = [];
  let last: Readonly<{ revision: number; isRepetition: boolean; events: number }> | null = null;
  const execute: Execute = async (decider, id, commands, context) => {
    const { history, events, outcome: foreseen } = await deps.foresee(decider, id, commands, context);
    const outcome = isPreview ? foreseen : await deps.execute(decider, id, commands, context);
    sentences.push(...tellAll(decider.category as FeedKind, history, events));
    last = outcome;
    return outcome;
  };
  return {
    execute,
    result: (id: string, preview: boolean) => ({
      outcome: outcomeOf(last, preview),
      ...((!preview || last?.isRepetition) && { id, ...(last && { revision: last.revision }) }),
      changes: shortened(sentences),
    }),
  };
}

function outcomeOf(last: Readonly<{ isRepetition: boolean; events: number }> | null, isPreview: boolean): Outcome {
  if (last?.isRepetition) return 'repeated';
  if (isPreview) return 'preview';
  return last && last.events > 0 ? 'written' : 'unchanged';
}
