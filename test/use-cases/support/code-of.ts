import { DomainError } from '../../../src/errors.ts';

/** How a use case ends: `done`, or the code with which it is refused. */
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof DomainError) return error.code;
      throw error;
    },
  );
