import { DomainError } from '../../../src/errors.ts';

/** Returns `done` if a use case succeeds, or the code of the domain error with which it is refused. */
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof DomainError) return error.code;
      throw error;
    },
  );
