import type { ReadModel } from './consistency/reader.ts';

/** What queries read, by the shapes of tables that they understand. Which version has one is the registry's to say. */
export const readModels = {
  sessions: { projection: 'sessions', shapes: [1] },
  imports: { projection: 'imports', shapes: [1] },
  accounts: { projection: 'accounts', shapes: [1] },
  directories: { projection: 'directories', shapes: [1] },
  exercises: { projection: 'exercises', shapes: [1] },
} as const satisfies Record<string, ReadModel>;
