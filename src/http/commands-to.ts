import type { Decider } from '../commands/decider.ts';
import { type Presence, present } from '../documents/presence.ts';
import type { Missing } from '../errors.ts';
import type { AnyEvent } from '../events/event.ts';
import type { AccountId } from '../events/ids.ts';
import { contextOf } from './command.ts';
import type { Dependencies } from './dependencies.ts';
import { answered, type Reply } from './reply.ts';

type CommandInput = Parameters<typeof contextOf>[1];

/** How the routes of a kind of aggregate send commands. Each reply is the whole document. */
export type Commands<Id extends string, Command, Document> = Readonly<{
  /** Sends a command to the aggregate that the path names. */
  change: (
    deps: Dependencies,
    input: CommandInput & Readonly<{ path: Readonly<{ id: Id }> }>,
    command: Command,
  ) => Promise<Reply<200, Document>>;
  /** Sends a command that creates the aggregate or a part of it. The reply has status 201 and the aggregate's address. */
  createIn: (deps: Dependencies, input: CommandInput, id: Id, command: Command) => Promise<Reply<201, Document>>;
}>;

type CommandsOptions<Document> = Readonly<{
  what: Missing;
  path: string;
  /** Returns the document as the account that sent a command sees it. @defaultValue the whole document */
  shownTo?: (document: Document, by: AccountId) => Document;
}>;

/** The commands to the aggregates of a decider. `what` names one in a refusal; its address is `path` and its id. */
export function commandsTo<Id extends string, State, Command, Event extends AnyEvent, Document extends object>(
  decider: Decider<State, Command, Event, Presence<Document>>,
  { what, path, shownTo = (document) => document }: CommandsOptions<Document>,
): Commands<Id, Command, Document> {
  const send = (deps: Dependencies, input: CommandInput, id: Id, command: Command) =>
    deps.execute(decider, id, [command], contextOf(deps, input));
  const shown = ({ presence }: Readonly<{ presence: Presence<Document> }>, { caller }: CommandInput): Document =>
    shownTo(present(presence, what).document, caller.account.id);
  return {
    async change(deps, input, command) {
      const outcome = await send(deps, input, input.path.id, command);
      return answered(outcome, shown(outcome, input));
    },
    async createIn(deps, input, id, command) {
      const outcome = await send(deps, input, id, command);
      return answered(outcome, shown(outcome, input), { location: `${path}/${id}` });
    },
  };
}
