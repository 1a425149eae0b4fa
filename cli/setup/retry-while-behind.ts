import { DomainError } from '../../src/errors.ts';

/** Each lasts as long as a query waits, about two seconds. */
const tries = 5;

/** Whether the read model has not reached the required position yet. */
export const isReadModelBehind = (error: unknown): boolean =>
  error instanceof DomainError && error.code === 'read-model-behind';

/** Repeats a query while the read model is behind: an operator can wait longer than an HTTP request. */
export async function retryWhileBehind<Answer>(query: () => Promise<Answer>): Promise<Answer> {
  for (let left = tries; ; left -= 1) {
    try {
      return await query();
    } catch (error) {
      if (!isReadModelBehind(error) || left === 1) throw error;
    }
  }
}
