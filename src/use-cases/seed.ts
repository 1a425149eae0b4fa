import type { Context } from '../commands/context.ts';
import type { Execute, Outcome } from '../commands/execute.ts';
import { exercise } from '../commands/exercise/decider.ts';
import { referenceList } from '../commands/reference-list/decider.ts';
import { DomainError, type ErrorCode } from '../errors.ts';
import type { AccountId } from '../events/ids.ts';
import { type ReferenceListKind, referenceListKinds } from '../events/values.ts';
import type { Clock } from '../ports/clock.ts';
import type { SeedExercise, SeedItem, Seeds } from '../ports/seeds.ts';
import { mapConcurrently } from './map-concurrently.ts';

export const seedParts = [...referenceListKinds, 'exercises'] as const;
export type SeedPart = (typeof seedParts)[number];

/** How many items and exercises the seed data has, and how many of them have been processed. */
export type SeedProgress = Readonly<{ total: number; done: number }>;

/** `events`: how many events were appended. `refused`: the seeds whose name is taken. */
export type Seeded = SeedProgress & Readonly<{ events: number; refused: readonly string[] }>;

type Ports = Readonly<{ execute: Execute; clock: Clock; newId: () => string }>;

type Options = Readonly<{
  only?: readonly SeedPart[];
  /** Nothing has been seeded before, so new streams need not be read first. */
  isFirst?: boolean;
  onProgress?: (progress: SeedProgress) => void;
}>;

/** How many exercises are seeded at once. */
const concurrency = 64;

/**
 * Seeds the reference lists and the exercise catalogue by commands, which decide what is new: seeds that have not changed
 * since, seeds that were deleted since, and what people have added stay as they are.
 */
export const createSeed =
  ({ execute, clock, newId }: Ports) =>
  async (seeds: Seeds, options: Options = {}): Promise<Seeded> => {
    const { only = seedParts, isFirst = false, onProgress = () => {} } = options;
    const kinds = referenceListKinds.filter((kind) => only.includes(kind));
    const exercises = only.includes('exercises') ? seeds.exercises : [];
    const total = kinds.reduce((sum, kind) => sum + seeds.referenceLists[kind].length, exercises.length);
    const tracker = createTracker(total, onProgress);
    const correlationId = newId();
    const context = () => contextOf(correlationId, clock, isFirst);

    const seedItems = (kind: ReferenceListKind, items: readonly SeedItem[]) => {
      const commands = items.map((data) => ({ type: 'SeedItem', data }) as const);
      return tracker.track(items, execute(referenceList, kind, commands, context()));
    };
    const seedExercise = (data: SeedExercise) =>
      tracker.track([data], execute(exercise, data.exerciseId, [{ type: 'SeedExercise', data }], context()));

    const refused: (SeedItem | SeedExercise)[] = [];
    for (const kind of kinds) {
      const items = seeds.referenceLists[kind];
      if (await seedItems(kind, items)) continue;
      refused.push(...(await seedWhilePossible(items, (item) => seedItems(kind, [item]))));
    }
    refused.push(...(await seedWhilePossible(exercises, seedExercise)));
    return tracker.result(refused.map(({ name }) => name));
  };

const contextOf = (correlationId: string, clock: Clock, isFirst: boolean): Context => ({
  actor: { id: 'seed', role: 'system', via: 'seed' },
  by: 'system' as string as AccountId,
  owner: 'system',
  correlationId,
  causationId: correlationId,
  receivedAt: clock(),
  ...(isFirst && { isLikelyNew: true }),
});

const nameTaken: ReadonlySet<ErrorCode> = new Set(['exercise-name-taken', 'item-name-taken']);

/** Counts processed seeds and appended events. */
function createTracker(total: number, onProgress: (progress: SeedProgress) => void) {
  const done = new Set<SeedItem | SeedExercise>();
  let events = 0;
  return {
    /** Waits for the commands of some seeds. Returns false when they are refused because a name is taken. */
    async track(seeds: readonly (SeedItem | SeedExercise)[], sent: Promise<Outcome<unknown>>): Promise<boolean> {
      const outcome = await sent.catch((error: unknown) => {
        if (error instanceof DomainError && nameTaken.has(error.code)) return null;
        throw error;
      });
      events += outcome?.events ?? 0;
      for (const seed of seeds) done.add(seed);
      onProgress({ total, done: done.size });
      return outcome !== null;
    },
    result: (refused: readonly string[]): Seeded => ({ total, done: done.size, events, refused }),
  };
}

/**
 * Seeds each item and returns the refused ones. Repeats those while others succeed: a name may be taken by an item that
 * gets another name itself.
 */
async function seedWhilePossible<Item>(
  items: readonly Item[],
  seed: (item: Item) => Promise<boolean>,
): Promise<readonly Item[]> {
  const succeeded = await mapConcurrently(items, concurrency, seed);
  const refused = items.filter((_, index) => !succeeded[index]);
  return refused.length === 0 || refused.length === items.length ? refused : seedWhilePossible(refused, seed);
}
