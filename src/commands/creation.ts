import type { StreamEvent } from '../events/event.ts';

/** The command that created an aggregate, and how many events it resulted in. */
export type Creation = Readonly<{ cause: string; events: number }>;

/** What is known of the command that created an aggregate, after another event of its stream; null before it. */
export function creationAfter(
  creation: Creation | null,
  { metadata: { $causationId, receivedAt, command } }: Pick<StreamEvent, 'metadata'>,
  isFirst: boolean,
): Creation | null {
  // A client may use one request id for several requests, so the id alone does not identify the command.
  const cause = `${$causationId} ${receivedAt} ${command?.digest ?? ''}`;
  if (isFirst) return { cause, events: 1 };
  return creation?.cause === cause ? { cause, events: creation.events + 1 } : creation;
}

type Created = Readonly<{ copyOf: string | null; personal: Readonly<{ name: string }> }>;

/** Whether two creations of the same id are the same copy: of the same thing, under the same name. */
export const isSameCopy = ({ copyOf, personal: { name } }: Created, earlier: object | undefined): boolean =>
  earlier !== undefined &&
  'copyOf' in earlier &&
  earlier.copyOf === copyOf &&
  (earlier as Created).personal.name === name;
