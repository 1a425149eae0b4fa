import { z } from 'zod';
import type { WritingCoach } from '../../commands/coach-right.ts';
import type { AccountId } from '../../events/ids.ts';
import type { DataReader } from '../../ports/data-reads.ts';
import type { RequiredPosition } from '../../ports/lanes.ts';
import { readerOf } from '../audit/reader.ts';
import type { Dependencies } from '../dependencies.ts';
import { accountId } from '../examples.ts';
import type { Caller } from '../guards.ts';
import type { Reply } from '../reply.ts';
import { anyId } from '../requests/fields.ts';
import type { Input, Route } from '../route.ts';

/** A coach who uses a route: the right that is needed, without its parts, and the coach in the access log. */
export type AskingCoach = Readonly<{
  right: Readonly<{ coach: AccountId; athlete: AccountId; requiredPosition: RequiredPosition }>;
  reader: DataReader;
  /** The id of the operation of the coach. */
  operation: string;
  /** The first parameter in the path besides the athlete. */
  id: string | undefined;
}>;

/** Calls the handler of the athlete's route. `coach` is set when it sends a command. */
type Answer = (deps: Dependencies, coach?: WritingCoach) => Promise<Reply>;

/**
 * How coaches use a route of athletes. `needs` says what the scope must have. `serve` calls the handler of the athlete's
 * route with dependencies that check the right, and records that the coach has seen the answer.
 */
export type CoachVersion = Readonly<{
  summary: string;
  needs: string;
  serve: (deps: Dependencies, coach: AskingCoach, answer: Answer) => Promise<Reply>;
}>;

const prefix = '/api/v1';
const base = `${prefix}/coaching/athletes/:athleteId` as const;
const athleteId = anyId<AccountId>().describe('The id of the account of the athlete.');

/** Makes the route of coaches from that of athletes. Its answers have the same schemas. */
export function forCoaches(original: Route, { summary, needs, serve }: CoachVersion): Route {
  // Rights of coaches are checked when the command is sent, so it cannot wait in `/sync`.
  const { offline: _, ...route } = original;
  const { request, example, description } = route;
  const operation = `${original.operationId}OfAthlete`;
  const ownPath = request.path instanceof z.ZodObject ? request.path : z.object({});
  const { path: examplePath = {} } = example.request ?? {};
  return {
    ...route,
    path: `${base}${original.path.slice(prefix.length)}` as `/${string}`,
    operationId: operation,
    tag: 'coaching',
    guard: 'trainer',
    summary,
    description: `Needs ${needs} in the scope of an accepted coaching relationship.${description ? ` ${description}` : ''}`,
    request: { ...request, path: z.object({ athleteId, ...ownPath.shape }) },
    problems: [...new Set([...original.problems, 'coaching-not-found' as const])],
    example: {
      ...example,
      request: { ...example.request, path: { athleteId: accountId, ...(examplePath as object) } },
    },
    handle: (deps) => (input) => {
      const caller = input.caller as Caller;
      const { athleteId: athlete, ...path } = input.path as unknown as Readonly<{ athleteId: AccountId }>;
      const right = { coach: caller.account.id, athlete, requiredPosition: caller.requiredPosition };
      const [id] = Object.values<string>(path);
      const asAthlete: Input = { ...input, caller: { ...caller, account: { ...caller.account, id: athlete } } };
      return serve(deps, { right, reader: readerOf(caller, 'coach'), operation, id }, async (replaced, coach) => {
        const reply = await original.handle(replaced)({
          ...asAthlete,
          caller: { ...asAthlete.caller, ...(coach && { coach }) } as Caller,
        });
        const { location } = reply;
        if (location === undefined) return reply;
        return { ...reply, location: `${base.replace(':athleteId', athlete)}${location.slice(prefix.length)}` };
      });
    },
  };
}
