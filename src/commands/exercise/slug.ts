import { type Content, type ExerciseDocument, slugOf } from '../../documents/exercise.ts';
import { invalid } from '../../errors.ts';

/** Makes the slug of a catalogue exercise from its name. Refuses a name without any letter a–z or digit. */
export function slugFor({ name }: Pick<Content, 'name'>): string {
  const slug = slugOf(name);
  if (slug === '') throw invalid('name', 'A name needs a Latin letter or a digit.');
  return slug;
}

/** The slug after a change of content: a new one if the name has changed, otherwise the same slug as before. */
export const nextSlug = (document: ExerciseDocument, content: Content): string =>
  content.name === document.name && document.slug !== null ? document.slug : slugFor(content);
