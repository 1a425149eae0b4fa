import { DomainError } from '../../src/errors.ts';

/** How often a query is tried by default. Each try waits about two seconds for the read model. */
const usualTries = 5;

/** Whether the error says that the read model has not reached the required log position yet. */
export const isReadModelOutdated = (error: unknown): boolean =>
  error instanceof DomainError && error.code === 'read-model-behind';

/** Repeats a query while its read model is outdated. An operator can wait longer than an HTTP request can. */
export async function retryWhileOutdated<Answer>(query: () => Promise<Answer>, tries = usualTries): Promise<Answer> {
  for (let left = tries; ; left -= 1) {
    try {
      return await query();
    } catch (error) {
      if (!isReadModelOutdated(error) || left === 1) throw error;
    }
  }
}
