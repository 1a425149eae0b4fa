export const week = 7 * 86_400_000;
const exercisesOfSession = 5;

/** What an entry of a session is about: an exercise of the catalogue, or one by its name. */
type Subject = Readonly<{ exerciseId: string } | { name: string; mode: 'reps' }>;

/**
 * The body that logs the session with this number as a whole: four sessions a week from `start` on (Unix time, ms), each
 * with five exercises of five sets.
 */
export function bodyOf(number: number, start: number, subjects: readonly Subject[]) {
  const begins = start + (number / 4) * week;
  const times = { startedAt: new Date(begins).toISOString(), endedAt: new Date(begins + 3_600_000).toISOString() };
  const exercises = Array.from({ length: exercisesOfSession }, (_, place) => ({
    ...subjects[(number + place) % subjects.length],
    sets: Array.from({ length: 5 }, (_set, set) => ({
      weight: { value: 60 + (number % 40) * 2.5 + set, unit: 'kg' },
      reps: 10 - set,
      rpe: 8.5,
    })),
  }));
  return { name: `Whole body ${number}`, ...times, timezone: 'Europe/Berlin', exercises };
}
