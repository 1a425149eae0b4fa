import type { ReadModel } from './reader.ts';

/** The versions that queries read; a rebuild fills the next one before this points to it. */
export const readModels = {
  sessions: { projection: 'sessions', version: 1 },
  imports: { projection: 'imports', version: 1 },
} as const satisfies Record<string, ReadModel>;
