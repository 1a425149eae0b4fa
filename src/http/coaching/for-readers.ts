import { z } from 'zod';
import type { WritingCoach } from '../../commands/coach-right.ts';
import type { Capacity } from '../../events/data-read-values.ts';
import type { AccountId } from '../../events/ids.ts';
import type { FeedKind } from '../../events/schemas.ts';
import type { DataReader } from '../../ports/data-reads.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { readerOf } from '../audit/reader.ts';
import type { Dependencies } from '../dependencies.ts';
import { accountId } from '../examples.ts';
import type { Caller, Guard } from '../guards.ts';
import type { ProblemCode } from '../problem.ts';
import type { Reply } from '../reply.ts';
import { anyId } from '../requests/fields.ts';
import type { Input, Route } from '../route.ts';
import type { Tag } from '../tags.ts';

/** Who uses routes that are made from those of an athlete: coaches, or superusers with a support access. */
export type ReaderKind = Readonly<{
  /** The address below which the routes are, before that of the athlete. */
  base: `/${string}`;
  /** What is added to the operation id. */
  suffix: string;
  tag: Tag;
  guard: Guard;
  capacity: Capacity;
  refusal: ProblemCode;
}>;

/** A use of a route: by which account, and how the access log names the account and the operation. */
export type Reading = Readonly<{
  account: AccountId;
  athlete: AccountId;
  requiredPosition: RequiredPosition;
  reader: DataReader;
  operation: string;
  /** The first parameter in the path besides the athlete. */
  id: string | undefined;
}>;

/** Calls the handler of the athlete's route. `coach` is set when it sends a command. */
export type Answer = (deps: Dependencies, coach?: WritingCoach) => Promise<Reply>;

/**
 * How one kind of readers uses a route of athletes. `needs` is a sentence about the right. `serve` calls the handler of the
 * athlete's route with dependencies that check the right, and records that the reader has seen the answer.
 */
export type ReaderVersion = Readonly<{
  summary: string;
  needs: string;
  serve: (deps: Dependencies, reading: Reading, answer: Answer) => Promise<Reply>;
}>;

const prefix = '/api/v1';
const athleteId = anyId<AccountId>().describe('The id of the account of the athlete.');

/** Makes the route of readers from that of athletes. Its answers have the same schemas. */
export function forReaders(original: Route, kind: ReaderKind, { summary, needs, serve }: ReaderVersion): Route {
  // Rights are checked when the command is sent, so it cannot wait in `/sync`.
  const { offline: _, ...route } = original;
  const { request, example, description } = route;
  const operation = `${original.operationId}${kind.suffix}`;
  const ownPath = request.path instanceof z.ZodObject ? request.path : z.object({});
  const { path: examplePath = {} } = example.request ?? {};
  return {
    ...route,
    path: `${kind.base}/:athleteId${original.path.slice(prefix.length)}` as `/${string}`,
    operationId: operation,
    tag: kind.tag,
    guard: kind.guard,
    summary,
    description: description ? `${needs} ${description}` : needs,
    request: { ...request, path: z.object({ athleteId, ...ownPath.shape }) },
    problems: [...new Set([...original.problems, kind.refusal])],
    example: {
      ...example,
      request: { ...example.request, path: { athleteId: accountId, ...(examplePath as object) } },
    },
    handle: (deps) => (input) => {
      const caller = input.caller as Caller;
      const { account, requiredPosition } = caller;
      const { athleteId: athlete, ...path } = input.path as unknown as Readonly<{ athleteId: AccountId }>;
      const [id] = Object.values<string>(path);
      const reader = readerOf(caller, kind.capacity);
      const asAthlete: Input = { ...input, caller: { ...caller, account: { ...account, id: athlete } } };
      const reading = { account: account.id, athlete, requiredPosition, reader, operation, id };
      return serve(deps, reading, async (replaced, coach) => {
        const reply = await original.handle(replaced)({
          ...asAthlete,
          caller: { ...asAthlete.caller, ...(coach && { coach }) } as Caller,
        });
        const { location } = reply;
        if (location === undefined) return reply;
        return { ...reply, location: `${kind.base}/${athlete}${location.slice(prefix.length)}` };
      });
    },
  };
}

/** Records in the access log of the athlete that the reader has seen an answer. `about` is the kind of what is in the path. */
export async function recordRead(
  deps: Dependencies,
  { athlete, reader, operation, id }: Pick<Reading, 'athlete' | 'reader' | 'operation' | 'id'>,
  about: FeedKind | undefined,
): Promise<void> {
  const thing = about && id !== undefined ? { kind: about, id } : null;
  await deps.dataReads.record([{ athlete, reader, operation, about: thing, at: deps.clock() }]);
}
