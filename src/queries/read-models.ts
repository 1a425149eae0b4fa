import type { ReadModel } from './consistency/reader.ts';

/** The read models that queries read, and for each one the shapes of its tables that the queries understand. */
export const readModels = {
  sessions: { projection: 'sessions', table: 'session_documents', shapes: [1] },
  imports: { projection: 'imports', table: 'imports', shapes: [1] },
  accounts: { projection: 'accounts', table: 'accounts', shapes: [1] },
  referenceLists: { projection: 'directories', table: 'directories', shapes: [1] },
  exercises: { projection: 'exercises', table: 'exercises', shapes: [1] },
} as const satisfies Record<string, ReadModel>;
