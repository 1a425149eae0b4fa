import type { Context, Execute, Outcome } from '../commands/execute.ts';
import { exercise } from '../commands/exercise/decider.ts';
import { type ReferenceListCommand, referenceList } from '../commands/reference-list/decider.ts';
import { DomainError, type ErrorCode } from '../errors.ts';
import type { AccountId } from '../events/ids.ts';
import type { ReferenceListKind } from '../events/values.ts';
import type { Clock } from '../ports/clock.ts';
import type { SeedExercise, SeedItem, Seeds } from '../ports/seeds.ts';
import { mapConcurrently } from './map-concurrently.ts';

export type SeedPart = ReferenceListKind | 'exercises';
export const seedParts = [
  'muscleGroups',
  'equipment',
  'exerciseTags',
  'exercises',
] as const satisfies readonly SeedPart[];

/** How many of the seeds there are, and have been looked at. */
export type SeedProgress = Readonly<{ total: number; done: number }>;
/** `events`: how many there were to write. `refused`: names that somebody else has taken. */
export type Seeded = SeedProgress & Readonly<{ events: number; refused: readonly string[] }>;

type Ports = Readonly<{ execute: Execute; clock: Clock; newId: () => string }>;
type Options = Readonly<{
  only?: readonly SeedPart[];
  /** Whether nothing was seeded before, so that nothing needs to be looked for. */
  isFirst?: boolean;
  onProgress?: (progress: SeedProgress) => void;
}>;

const atOnce = 64;
const seeder = 'system' as string as AccountId;
const taken: ReadonlySet<ErrorCode> = new Set(['exercise-name-taken', 'item-name-taken']);

/**
 * Replays the seeds as commands, each of which decides for itself what is new: what was seeded before and has not changed, what was
 * deleted since, and what people have of their own stays as it is.
 */
export const createSeed =
  ({ execute, clock, newId }: Ports) =>
  async (seeds: Seeds, { only = seedParts, isFirst = false, onProgress }: Options = {}): Promise<Seeded> => {
    const correlationId = newId();
    const context = (): Context => ({
      actor: { id: 'seed', role: 'system', via: 'seed' },
      by: seeder,
      owner: 'system',
      correlationId,
      causationId: correlationId,
      receivedAt: clock(),
      ...(isFirst && { isLikelyNew: true }),
    });
    const kinds = seedParts.filter(
      (part) => part !== 'exercises' && only.includes(part),
    ) as readonly ReferenceListKind[];
    const exercises = only.includes('exercises') ? seeds.exercises : [];
    const total = kinds.reduce((sum, kind) => sum + seeds.referenceLists[kind].length, 0) + exercises.length;
    const seen = new Set<SeedItem | SeedExercise>();
    let events = 0;
    /** Whether they are in, now or from before; false where somebody else has a name of theirs. */
    const areIn = async (data: readonly (SeedItem | SeedExercise)[], work: Promise<Outcome<unknown>>) => {
      const outcome = await work.catch((error: unknown) => {
        if (error instanceof DomainError && taken.has(error.code)) return null;
        throw error;
      });
      events += outcome?.events ?? 0;
      for (const each of data) seen.add(each);
      onProgress?.({ total, done: seen.size });
      return outcome !== null;
    };

    const refused: (SeedItem | SeedExercise)[] = [];
    for (const kind of kinds) {
      const seed = (items: readonly SeedItem[]) => {
        const commands = items.map((data): ReferenceListCommand => ({ type: 'SeedItem', data }));
        return areIn(items, execute(referenceList, kind, commands, context()));
      };
      const items = seeds.referenceLists[kind];
      if (!(await seed(items))) refused.push(...(await refusedOf(items, (item) => seed([item]))));
    }
    const seed = (data: SeedExercise) =>
      areIn([data], execute(exercise, data.exerciseId, [{ type: 'SeedExercise', data }], context()));
    refused.push(...(await refusedOf(exercises, seed)));
    return { total, done: seen.size, events, refused: refused.map(({ name }) => name) };
  };

/** Seeds all that can be, again while that makes room for more: a name may be held by what is about to get another one. */
async function refusedOf<Item>(
  items: readonly Item[],
  seed: (item: Item) => Promise<boolean>,
): Promise<readonly Item[]> {
  const seeded = await mapConcurrently(items, atOnce, seed);
  const refused = items.filter((_, index) => !seeded[index]);
  return refused.length === 0 || refused.length === items.length ? refused : refusedOf(refused, seed);
}
