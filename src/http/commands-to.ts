import type { Decider } from '../commands/decider.ts';
import { type Presence, present } from '../documents/presence.ts';
import type { Missing } from '../errors.ts';
import type { AnyEvent } from '../events/event.ts';
import type { AccountId } from '../events/ids.ts';
import { contextOf, senderOf } from './command.ts';
import type { Dependencies } from './dependencies.ts';
import { answered, type Reply } from './reply.ts';

type CommandInput = Parameters<typeof contextOf>[1];

/** How the routes of a kind of aggregate send commands. Each reply is the whole document as a response body. */
export type Commands<Id extends string, Command, Body> = Readonly<{
  /** Sends a command to the aggregate that the path names. */
  change: (
    deps: Dependencies,
    input: CommandInput & Readonly<{ path: Readonly<{ id: Id }> }>,
    command: Command,
  ) => Promise<Reply<200, Body>>;
  /** Sends a command that creates the aggregate or a part of it. The reply has status 201 and the aggregate's address. */
  createIn: (deps: Dependencies, input: CommandInput, id: Id, command: Command) => Promise<Reply<201, Body>>;
}>;

type CommandsOptions<Document, Body> = Readonly<{
  what: Missing;
  path: string;
  /** Returns the document as the account that sent a command sees it. @defaultValue the whole document */
  shownTo?: (document: Document, by: AccountId) => Document;
  /** Makes the response body of a document. */
  bodyOf: (deps: Dependencies, document: Document) => Body | Promise<Body>;
}>;

type Plain<Document> = Omit<CommandsOptions<Document, Document>, 'bodyOf'>;

/** The commands to the aggregates of a decider. `what` names one in a refusal; its address is `path` and its id. */
export const commandsTo = <Id extends string, State, Command, Event extends AnyEvent, Document extends object>(
  decider: Decider<State, Command, Event, Presence<Document>>,
  options: Plain<Document>,
): Commands<Id, Command, Document> => commandsWithBody(decider, { ...options, bodyOf: (_, document) => document });

/** As `commandsTo`, but for documents whose response bodies contain what other aggregates say: `bodyOf` makes the body. */
export function commandsWithBody<
  Id extends string,
  State,
  Command,
  Event extends AnyEvent,
  Document extends object,
  Body extends object,
>(
  decider: Decider<State, Command, Event, Presence<Document>>,
  { what, path, shownTo = (document) => document, bodyOf }: CommandsOptions<Document, Body>,
): Commands<Id, Command, Body> {
  const send = (deps: Dependencies, input: CommandInput, id: Id, command: Command) =>
    deps.execute(decider, id, [command], contextOf(deps, input));
  const shown = async (
    deps: Dependencies,
    { presence }: Readonly<{ presence: Presence<Document> }>,
    { caller }: CommandInput,
  ): Promise<Body> => bodyOf(deps, shownTo(present(presence, what).document, senderOf(caller)));
  return {
    async change(deps, input, command) {
      const outcome = await send(deps, input, input.path.id, command);
      return answered(outcome, await shown(deps, outcome, input));
    },
    async createIn(deps, input, id, command) {
      const outcome = await send(deps, input, id, command);
      return answered(outcome, await shown(deps, outcome, input), { location: `${path}/${id}` });
    },
  };
}
