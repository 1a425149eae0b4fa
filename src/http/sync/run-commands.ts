import type { Execute } from '../../commands/execute.ts';
import { DomainError } from '../../errors.ts';
import { mapConcurrently } from '../../use-cases/map-concurrently.ts';
import { arrangeCommands } from '../../use-cases/sync/arrange-commands.ts';
import { neededBy, type Thing } from '../../use-cases/sync/named-things.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller } from '../guards.ts';
import { problemBodyOf } from '../middleware/problems.ts';
import { HttpError } from '../problem.ts';
import type { StreamPosition } from '../reply.ts';
import type { Incoming } from '../route.ts';
import { type Ended, executeTogether } from './execute-together.ts';
import type { MalformedCommand, SyncCommand } from './read-command.ts';
import type { SyncAnswer } from './responses.ts';

type Sender = Readonly<{ caller: Caller; incoming: Incoming }>;
type Ran = Readonly<{ answers: readonly SyncAnswer[]; positions: readonly StreamPosition[] }>;

/** How many aggregates of one batch are changed at the same time. */
const concurrency = 4;

/** Runs the commands of a batch, and answers each. Throws only what another try may avoid, such as an outage. */
export async function runCommands(
  deps: Dependencies,
  sender: Sender,
  items: readonly (SyncCommand | MalformedCommand)[],
): Promise<Ran> {
  const answers = createAnswers(items);
  const valid = items.flatMap((item, index) => ('operation' in item ? [{ command: item, index }] : []));
  const callOf = createCallOf(deps, sender);
  const run = async (members: typeof valid) => {
    const calls = members.map(({ command }) => callOf(command));
    for (const [at, ended] of (await executeTogether(deps, calls)).entries()) {
      const member = members[at];
      if (member) answers.add(member.index, member.command, ended);
    }
  };
  for (const round of arrangeCommands(valid.map(({ command }) => command.names))) {
    await mapConcurrently(round, concurrency, async (sequence) => {
      for (const group of sequence) await run(group.flatMap((at) => valid[at] ?? []));
    });
  }
  return { answers: answers.all(), positions: answers.positions(sender.caller.account.id) };
}

/** Creates the function that calls the handler of a command's own route. */
function createCallOf(deps: Dependencies, { caller, incoming }: Sender) {
  let lists: ReturnType<Dependencies['readReferenceLists']> | undefined;
  const readReferenceLists = () => {
    lists ??= deps.readReferenceLists();
    return lists;
  };
  return ({ operation: { route }, parts, occurredAt }: SyncCommand) =>
    (execute: Execute) =>
      route.handle({ ...deps, execute, readReferenceLists })({
        ...parts,
        caller,
        incoming: { ...incoming, route, occurredAt },
      });
}

/** Collects the answers to the commands of a batch, and what the refused ones would have created. */
function createAnswers(items: readonly (SyncCommand | MalformedCommand)[]) {
  const answers: SyncAnswer[] = [];
  const positions = new Map<StreamPosition['owner'], bigint>();
  /** For each thing that a refused command would have created: the key of that command. */
  const missing = new Map<Thing, string | null>();

  const refuse = (index: number, { key, names, path }: Omit<MalformedCommand, 'refusal'>, error: unknown) => {
    const needed = isUnknown(error) && names ? [...neededBy(names)].find((thing) => missing.has(thing)) : undefined;
    const cause = needed === undefined ? undefined : { dependsOn: missing.get(needed) ?? null };
    const problem = problemBodyOf(cause ? dependsOnRefused() : error, path);
    if (problem.status >= 500) throw error;
    const outcome = !cause && isUnknown(error) ? 'deferred' : 'refused';
    answers[index] = { key, outcome, status: problem.status, problem: { ...problem, ...cause } };
    const created = [...(names?.creates ?? []), ...(names?.contains ?? [])];
    if (outcome === 'refused') for (const thing of created) missing.set(thing, key);
  };
  for (const [index, item] of items.entries()) if ('refusal' in item) refuse(index, item, item.refusal);
  return {
    all: () => answers,
    /** The highest position per owner. The sender has one in any case. */
    positions: (owner: StreamPosition['owner']): readonly StreamPosition[] =>
      [...new Map([[owner, 0n], ...positions])].map(([each, position]) => ({ owner: each, position })),
    add(index: number, command: SyncCommand, ended: Ended): void {
      if ('error' in ended) {
        refuse(index, command, ended.error);
        return;
      }
      const { reply, outcome } = ended;
      const hasChanged = outcome !== null && (outcome.events > 0 || outcome.isRepetition);
      answers[index] = {
        ...{ key: command.key, outcome: 'accepted', status: reply.status },
        ...(hasChanged && { revision: outcome.revision }),
      };
      if (!outcome) return;
      const { owner, position } = outcome;
      if (position > (positions.get(owner) ?? 0n)) positions.set(owner, position);
    },
  };
}

const isUnknown = (error: unknown): boolean => error instanceof DomainError && error.namesUnknown;
const dependsOnRefused = () =>
  new HttpError('depends-on-refused', 'This command needs what a refused command of the batch would have created.');
