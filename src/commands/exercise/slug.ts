import { type Content, type ExerciseDocument, slugOf } from '../../documents/exercise.ts';
import { invalid } from '../../errors.ts';

/** The slug of a new catalogue exercise. Refuses a name without any letter a–z or digit. */
export function slugFor({ name }: Pick<Content, 'name'>): string {
  const slug = slugOf(name);
  if (slug === '') throw invalid('name', 'A name needs a Latin letter or a digit.');
  return slug;
}

/** A changed name changes the slug; otherwise the slug stays. */
export const nextSlug = (document: ExerciseDocument, content: Content): string =>
  content.name === document.name && document.slug !== null ? document.slug : slugFor(content);
