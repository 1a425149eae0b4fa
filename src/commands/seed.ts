import { DomainError } from '../errors.ts';
import type { DirectoryKind } from '../events/directory.ts';
import type { AccountId } from '../events/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Seeds } from '../ports/seeds.ts';
import { directory } from './directory/decider.ts';
import type { Context, Execute } from './execute.ts';
import { exercise } from './exercise/decider.ts';

export type SeedPart = DirectoryKind | 'exercises';
export const seedParts = [
  'muscleGroups',
  'equipment',
  'exerciseTags',
  'exercises',
] as const satisfies readonly SeedPart[];

/** How many of the seeds there are, have been looked at, and brought an event. `refused`: names that somebody else has taken. */
export type Seeded = Readonly<{ total: number; done: number; events: number; refused: readonly string[] }>;

type Ports = Readonly<{ execute: Execute; clock: Clock; newId: () => string }>;
type Options = Readonly<{ only?: readonly SeedPart[]; onProgress?: (seeded: Seeded) => void }>;

const atOnce = 64;
const seeder = 'system' as string as AccountId;

/**
 * Replays the seeds as commands, each of which decides for itself what is new: what was seeded before and has not changed, what was
 * deleted since, and what people have of their own stays as it is.
 */
export const seedWith =
  ({ execute, clock, newId }: Ports) =>
  async (seeds: Seeds, { only = seedParts, onProgress }: Options = {}): Promise<Seeded> => {
    const correlationId = newId();
    const context = (): Context => ({
      actor: { id: 'seed', role: 'system', via: 'seed' },
      by: seeder,
      owner: 'system',
      correlationId,
      causationId: correlationId,
      receivedAt: clock(),
    });
    const kinds = seedParts.filter((part) => part !== 'exercises' && only.includes(part)) as readonly DirectoryKind[];
    const exercises = only.includes('exercises') ? seeds.exercises : [];
    const total = kinds.reduce((sum, kind) => sum + seeds.directories[kind].length, 0) + exercises.length;
    let state: Seeded = { total, done: 0, events: 0, refused: [] };
    const note = (done: number, events: number, refused: readonly string[] = []) => {
      state = {
        total,
        done: state.done + done,
        events: state.events + events,
        refused: [...state.refused, ...refused],
      };
      onProgress?.(state);
    };

    for (const kind of kinds) {
      const commands = seeds.directories[kind].map((data) => ({ type: 'SeedItem', data }) as const);
      const { events } = await execute(directory, kind, commands, context());
      note(commands.length, events);
    }
    const left = exercises[Symbol.iterator]();
    const work = async () => {
      for (const data of left) {
        try {
          const { events } = await execute(exercise, data.exerciseId, [{ type: 'SeedExercise', data }], context());
          note(1, events);
        } catch (error) {
          if (!(error instanceof DomainError && error.code === 'exercise-name-taken')) throw error;
          note(1, 0, [data.name]);
        }
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    return state;
  };
