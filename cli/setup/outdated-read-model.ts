import { DomainError } from '../../src/errors.ts';

/** Each lasts as long as a query waits, about two seconds. */
const tries = 5;

/** Whether the read model has not reached the required position yet. */
export const isReadModelOutdated = (error: unknown): boolean =>
  error instanceof DomainError && error.code === 'read-model-behind';

/** Repeats a query until the read model is current: an operator can wait longer than an HTTP request. */
export async function retryWhileOutdated<Answer>(query: () => Promise<Answer>): Promise<Answer> {
  for (let left = tries; ; left -= 1) {
    try {
      return await query();
    } catch (error) {
      if (!isReadModelOutdated(error) || left === 1) throw error;
    }
  }
}
