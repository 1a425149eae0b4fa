import { invalid } from '../../errors.ts';
import type { ExerciseId } from '../../events/ids.ts';
import type { Session } from './tool.ts';

/** An exercise as the routes answer it, as far as tools read it. */
export type FoundExercise = Readonly<{
  id: ExerciseId;
  name: string;
  aliases: readonly string[];
  metrics: readonly string[];
  isSystem: boolean;
  primaryMuscles: readonly Readonly<{ name: string }>[];
}>;

type Page = Readonly<{ items: readonly FoundExercise[] }>;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const candidates = 5;

export const searchExercises = async ({ call }: Session, words: string, limit: number) =>
  call<Page>('listExercises', { query: { searchString: words, pageSize: String(limit) } });

/**
 * Finds the exercise that a text names: by its id, or by its whole name or another name in any case. A text that names
 * none or several is refused with candidates, because a guess would put sets under another exercise.
 */
export async function namedExercise(session: Session, text: string, field: string): Promise<FoundExercise> {
  if (uuid.test(text)) {
    const { body } = await session.call<FoundExercise>('getExercise', { path: { id: text } });
    return body;
  }
  const { items } = (await searchExercises(session, text, candidates)).body;
  const wanted = folded(text);
  const byName = items.filter(({ name }) => folded(name) === wanted);
  const exact = byName.length > 0 ? byName : items.filter(({ aliases }) => aliases.map(folded).includes(wanted));
  const [found, another] = exact;
  if (found && !another) return found;
  throw invalid(field, candidatesText(text, another ? exact : items));
}

const folded = (text: string): string => text.trim().toLowerCase();

function candidatesText(text: string, items: readonly FoundExercise[]): string {
  const what = JSON.stringify(text.slice(0, 100));
  if (items.length === 0) return `No exercise is called ${what}. Use search_exercises, or ask the athlete.`;
  const list = items.map(({ id, name }) => `${name} (${id})`).join('; ');
  return `Not the name of one exercise: ${what}. Ask the athlete which is meant: ${list}.`;
}
