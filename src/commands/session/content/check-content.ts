import { type EntryDocument, entryDataOf, performanceOf } from '../../../documents/entries.ts';
import { DomainError, invalid } from '../../../errors.ts';
import type { Instant } from '../../../events/ids.ts';
import { checkEntry } from '../exercises/check-entry.ts';
import { checkPast, checkReference } from '../rules.ts';
import { checkPerformance } from '../sets/check-performance.ts';
import type { Session } from '../state.ts';
import { entryDocumentOf, type WholeEntry, within } from './content.ts';
import { isSameEntry, isSameSet } from './difference.ts';

/** What a session has before a command that describes all its entries, and the server's time. */
type Earlier = Readonly<{ entries: readonly EntryDocument[]; created: Session['created']; at: Instant }>;

/**
 * Returns the entries that a command describes, in their order. Refuses what breaks a rule, and names its place. Entries
 * and sets that stay as they are need not follow the rules, because an older build may have accepted them.
 */
export function checkedEntries(asked: readonly WholeEntry[], earlier: Earlier): readonly EntryDocument[] {
  checkDistinct(asked);
  const known = new Map(earlier.entries.map((entry) => [entry.id, entry]));
  return asked.map((each, place) => {
    const part = `exercises.${place}`;
    const before = known.get(each.entryId);
    const entry = within(part, () => {
      if (!before) checkNew(each, earlier);
      if (before?.exerciseId !== each.exerciseId) checkReference(each.exerciseId, each.reference);
      const described = entryDocumentOf(each, place, before);
      if (!before || !isSameEntry(before, described)) checkEntry(entryDataOf(described));
      return described;
    });
    checkSets(part, entry, before, earlier);
    return entry;
  });
}

function checkSets(part: string, entry: EntryDocument, before: EntryDocument | undefined, earlier: Earlier): void {
  const known = new Map(before?.sets.map((set) => [set.id, set]));
  const isSameMode = before?.mode === entry.mode;
  for (const [place, set] of entry.sets.entries()) {
    const setBefore = known.get(set.id);
    if (setBefore && isSameMode && isSameSet(setBefore, set)) continue;
    within(`${part}.sets.${place}`, () => {
      if (!setBefore) checkNewId(set.id, earlier);
      checkPerformance(performanceOf(set), entry.mode);
      checkPast('performedAt', set.performedAt, earlier.at);
    });
  }
}

function checkNew({ entryId, unitExerciseId, planned }: WholeEntry, earlier: Earlier): void {
  checkNewId(entryId, earlier);
  if (unitExerciseId && !planned) throw invalid('unitExerciseId', 'The training unit has no such exercise.');
}

/** Refuses the id of a new entry or set if something of the session has or had it. */
function checkNewId(id: string, { created }: Earlier): void {
  if (created.get(id)) throw new DomainError('id-taken', 'This id is already in use.');
}

function checkDistinct(entries: readonly WholeEntry[]): void {
  const seen = new Set<string>();
  const check = (part: string, id: string) => {
    if (seen.has(id)) throw invalid(`${part}.id`, 'Another item has this id too.');
    seen.add(id);
  };
  for (const [place, { entryId, sets }] of entries.entries()) {
    check(`exercises.${place}`, entryId);
    for (const [at, { setId }] of sets.entries()) check(`exercises.${place}.sets.${at}`, setId);
  }
}
