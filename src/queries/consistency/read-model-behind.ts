import { DomainError } from '../../errors.ts';

/** The refusal of a query whose answer would lack a write of the caller: HTTP answers 503 with `Retry-After`. */
export const readModelBehind = (): DomainError =>
  new DomainError('read-model-behind', 'Your latest changes cannot be read yet. Try again shortly.');
