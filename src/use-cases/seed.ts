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

/** How many items and exercises of the seed data there are, and how many of them have been processed. */
export type SeedProgress = Readonly<{ total: number; done: number }>;

/**
 * The result of seeding. `events`: how many events were appended. `refused`: the items and exercises whose name was
 * taken.
 */
export type Seeded = SeedProgress & Readonly<{ events: number; refused: readonly string[] }>;

type Ports = Readonly<{ execute: Execute; clock: Clock; newId: () => string }>;

type Options = Readonly<{
  only?: readonly SeedPart[];
  /** True when nothing has been seeded before: the streams are new then and need not be read first. */
  isFirst?: boolean;
  onProgress?: (progress: SeedProgress) => void;
}>;

/** How many exercises are seeded at once. */
const concurrency = 64;

/**
 * Seeds the reference lists and the exercise catalogue by sending commands. Their deciders find out what is new;
 * unchanged seeds, seeds that people have deleted, and what people have added stay as they are.
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
  ...(isFirst && { knownEvents: [] }),
});

const nameTaken: ReadonlySet<ErrorCode> = new Set(['exercise-name-taken', 'item-name-taken']);

/** Creates a tracker that counts the processed seeds and the appended events. */
function createTracker(total: number, onProgress: (progress: SeedProgress) => void) {
  const done = new Set<SeedItem | SeedExercise>();
  let events = 0;
  return {
    /** Waits for the command of some seeds. Returns false when it is refused because a name is taken. */
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
 * Seeds each item and returns the refused ones. Repeats refused items as long as others succeed: their name may belong
 * to an item that gets another name itself.
 */
async function seedWhilePossible<Item>(
  items: readonly Item[],
  seed: (item: Item) => Promise<boolean>,
): Promise<readonly Item[]> {
  const succeeded = await mapConcurrently(items, concurrency, seed);
  const refused = items.filter((_, index) => !succeeded[index]);
  return refused.length === 0 || refused.length === items.length ? refused : seedWhilePossible(refused, seed);
}
