import type { AccountId } from '../../events/ids.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import type { Undoing } from './find-changes.ts';
import { reversibleKinds } from './reversals.ts';
import { undoImport } from './undo-import.ts';
import type { Left, Thing, UndoChanges, Undone, UndoPorts, UndoReport } from './undo-request.ts';
import { lookAt, undoThing } from './undo-thing.ts';

/** How many things are read or undone at the same time. */
const concurrency = 8;

/** `isNew`: the app has created it. */
type Task = Thing & Readonly<{ isNew: boolean }>;

/**
 * Undoes what one app has done since a time, by appending events: restores each thing that others have not changed
 * since, and leaves the other things alone. Can be repeated at any time: what is undone already is not changed again,
 * so an undo that was interrupted goes on.
 */
export const createUndoChanges =
  (ports: UndoPorts) =>
  async ({ context: given, session, since, preview, requiredPosition }: UndoChanges): Promise<UndoReport> => {
    const owner = given.by as AccountId;
    // A client chooses no id of this form, so that no event of a client passes for one of an undo.
    const undoId = ports.ids.derive(owner, session, 'undo');
    const undoing: Undoing = { session, since, undoId };
    const request = { context: { ...given, causationId: undoId }, preview };
    const tasks = await findTasks(ports, await ports.listChangedThings({ owner, since, requiredPosition }), undoing);
    const undo = ({ kind, id }: Thing) => undoThing(ports, request, { kind, id }, undoing);
    let report: UndoReport = { undone: [], left: [] };
    for (const group of inOrder(tasks)) report = joined(report, await mapConcurrently(group, concurrency, undo));
    report = await tryRefused(report, undo);
    for (const { kind, id } of tasks.filter(({ kind }) => kind === 'import')) {
      const { events, first } = await lookAt(ports, { kind, id }, undoing);
      const thing = { kind, id, events, isWhole: first === 0 };
      report = joined(report, [await undoImport(ports, request, thing, report.left)]);
    }
    return report;
  };

/** The things that the app has changed. */
async function findTasks(ports: UndoPorts, things: readonly Thing[], undoing: Undoing): Promise<readonly Task[]> {
  const found = await mapConcurrently(things, concurrency, async ({ kind, id }) => {
    const { begun } = await lookAt(ports, { kind, id }, undoing);
    return begun === null ? [] : [{ kind, id, isNew: begun === 0 }];
  });
  return found.flat();
}

/**
 * Groups of things that do not depend on one another. Things that existed before come first, each before the things
 * that refer to it. Things that the app has created come last, in the opposite order, because they are removed.
 */
function inOrder(tasks: readonly Task[]): readonly (readonly Task[])[] {
  const rankOf = ({ kind, isNew }: Task): number => {
    const rank = reversibleKinds.indexOf(kind);
    return isNew ? 2 * reversibleKinds.length - rank : rank;
  };
  const ranked = Map.groupBy(
    tasks.filter(({ kind }) => kind !== 'import'),
    rankOf,
  );
  return [...ranked].toSorted(([one], [other]) => one - other).map(([, group]) => group);
}

/** Reasons that no further try removes. */
const final: ReadonlySet<string> = new Set(['changed-since', 'not-reversible']);

/** Tries refused things again, as long as that helps: another thing may have the old name until it is removed. */
async function tryRefused(report: UndoReport, undo: (thing: Thing) => Promise<Undone | Left>): Promise<UndoReport> {
  const left = report.left.filter(({ reason }) => final.has(reason));
  const refused = report.left.filter(({ reason }) => !final.has(reason));
  if (refused.length === 0) return report;
  const next = joined({ ...report, left }, await mapConcurrently(refused, 1, undo));
  return next.undone.length > report.undone.length ? tryRefused(next, undo) : next;
}

const joined = ({ undone, left }: UndoReport, more: readonly (Undone | Left)[]): UndoReport => ({
  undone: [...undone, ...more.filter((each) => 'changes' in each)],
  left: [...left, ...more.filter((each) => 'reason' in each)],
});
