import type { Context } from '../../commands/context.ts';
import { concurrentChange } from '../../commands/execute.ts';
import { auditOf, tellAll } from '../../documents/audit/all.ts';
import { documentOf, replay } from '../../documents/presence.ts';
import { DomainError, type ErrorCode } from '../../errors.ts';
import type { RecordedEvent } from '../../events/event.ts';
import type { AccountId } from '../../events/ids.ts';
import type { FeedKind } from '../../events/schemas.ts';
import { streamOf } from '../../events/streams.ts';
import { type FoundChanges, findChanges, type Undoing } from './find-changes.ts';
import { reversalOf, reversibleKinds } from './reversals.ts';
import type { Left, Thing, UndoChanges, Undone, UndoPorts } from './undo-request.ts';

/** The events of a thing, and which of them are to be undone. */
export type Looked = FoundChanges & Readonly<{ events: readonly RecordedEvent[] }>;

/** Reads a thing, and finds what of it is to be undone. */
export async function lookAt(
  { store }: Pick<UndoPorts, 'store'>,
  { kind, id }: Thing,
  undoing: Undoing,
): Promise<Looked> {
  const events = await store.read(streamOf(kind, id));
  return { events, ...findChanges(events, undoing, folding(kind)) };
}

/** A function that folds the events of a thing one after the other, and returns the document after each; null if there is none. */
function folding(kind: Thing['kind']): (event: RecordedEvent) => object | null {
  if (!reversibleKinds.includes(kind)) return () => null;
  const { fold } = auditOf(kind as FeedKind);
  let state = fold.initial;
  return (event) => {
    state = fold.evolve(state, event);
    return documentOf(state) as object | null;
  };
}

/** The document after the event with an index; null if there is none. */
function documentAt(kind: Thing['kind'], events: readonly RecordedEvent[], index: number): object | null {
  if (!reversibleKinds.includes(kind)) return null;
  return documentOf(replay(auditOf(kind as FeedKind).fold, events.slice(0, index + 1))) as object | null;
}

const maxTries = 16;

/** Refusals after which the same request may succeed. */
const temporary: ReadonlySet<ErrorCode> = new Set(['unavailable', 'concurrent-change', 'read-model-behind']);

/**
 * Undoes the changes in one thing, unless someone else has changed it since. A thing that was changed meanwhile is looked
 * at again.
 */
export async function undoThing(
  ports: UndoPorts,
  { context, preview }: Pick<UndoChanges, 'context' | 'preview'>,
  thing: Thing,
  undoing: Undoing,
): Promise<Undone | Left> {
  for (let tries = 0; tries < maxTries; tries += 1) {
    const { events, first, foreign } = await lookAt(ports, thing, undoing);
    if (first === null) return { ...thing, changes: [], position: null };
    if (foreign) return changedSince(thing, foreign);
    try {
      return await revert(ports, { thing, events, first, context, preview });
    } catch (error) {
      if (!(error instanceof DomainError) || temporary.has(error.code)) throw error;
      if (error.code !== 'revision-mismatch') return { ...thing, reason: error.code, detail: error.message };
    }
  }
  throw concurrentChange();
}

type Reverting = Readonly<{
  thing: Thing;
  events: readonly RecordedEvent[];
  first: number;
  context: Context;
  preview: boolean;
}>;

async function revert(
  { foresee, execute }: UndoPorts,
  { thing, events, first, context, preview }: Reverting,
): Promise<Undone | Left> {
  const { kind, id } = thing;
  const [before, now] = [first - 1, events.length - 1].map((index) => documentAt(kind, events, index));
  const owner = context.by as AccountId;
  const reversal = reversalOf(kind, { before, now, earlier: events.slice(0, first), owner });
  if (!reversal) return { ...thing, reason: 'not-reversible', detail: 'What the app did here has no opposite.' };
  const { decider, commands } = reversal;
  const atRevision = { ...context, ifRevision: events.length - 1 };
  const foreseen = await foresee(decider, id, commands, atRevision);
  const position = preview ? null : (await execute(decider, id, commands, atRevision)).position;
  return { ...thing, changes: tellAll(kind as FeedKind, foreseen.history, foreseen.events), position };
}

function changedSince(thing: Thing, { metadata, recordedAt }: RecordedEvent): Left {
  const who = metadata.actor.id === metadata.owner ? 'the account itself' : 'another account';
  return { ...thing, reason: 'changed-since', detail: `Changed afterwards by ${who}, at ${recordedAt}.` };
}
