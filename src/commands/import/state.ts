import type { ImportDocument } from '../../documents/import.ts';
import { DomainError } from '../../errors.ts';

type Status = Readonly<{ status: ImportDocument['status'] }>;

/** Whether the import is undone, or its undo has begun. */
export const isUndone = ({ status }: Status): boolean => status === 'undoing' || status === 'undone';

/** Refuses with `import-undone` if the import is undone or its undo has begun. */
export function checkNotUndone(document: Status): void {
  if (isUndone(document)) throw new DomainError('import-undone', 'This import was undone.');
}
