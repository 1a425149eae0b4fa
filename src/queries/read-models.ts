import { sql } from 'slonik';
import type { AccountId, ImportId, MeasurementId } from '../events/ids.ts';
import type { WatchId } from '../events/watch.ts';
import type { ReadModel } from './consistency/reader.ts';
import { documentQuery, pageQuery } from './statements/plain-queries.ts';

/** The read models that queries read, and for each one the shapes of its tables that the queries understand. */
export const readModels = {
  sessions: { projection: 'sessions', table: 'session_documents', shapes: [1] },
  imports: { projection: 'imports', table: 'imports', shapes: [1] },
  accounts: { projection: 'accounts', table: 'accounts', shapes: [1] },
  referenceLists: { projection: 'directories', table: 'directories', shapes: [1] },
  exercises: { projection: 'exercises', table: 'exercises', shapes: [1] },
  units: { projection: 'units', table: 'units', shapes: [1] },
  plans: { projection: 'plans', table: 'plans', shapes: [1] },
  schedules: { projection: 'schedules', table: 'schedules', shapes: [1] },
  profiles: { projection: 'profiles', table: 'profiles', shapes: [1] },
  measurements: { projection: 'measurements', table: 'measurements', shapes: [1] },
  performances: { projection: 'performances', table: 'performances', shapes: [1] },
  supportAccesses: { projection: 'support', table: 'support_accesses', shapes: [1] },
  coachings: { projection: 'coachings', table: 'coachings', shapes: [1] },
  discussions: { projection: 'discussions', table: 'discussions', shapes: [1] },
  auditEvents: { projection: 'audit', table: 'audit_events', shapes: [1] },
  watches: { projection: 'watches', table: 'watches', shapes: [1] },
  signals: { projection: 'signals', table: 'signals', shapes: [1] },
  changes: { projection: 'changes', table: 'changes', shapes: [1] },
} as const satisfies Record<string, ReadModel>;

const createdAt = { column: sql.fragment`created_at`, type: 'instant' } as const;

/** The queries that need no SQL of their own. */
export const plainQueries = {
  getSchedule: documentQuery<AccountId>(readModels.schedules),
  getProfile: documentQuery<AccountId>(readModels.profiles),
  getMeasurement: documentQuery<MeasurementId>(readModels.measurements),
  getWatch: documentQuery<WatchId>(readModels.watches),
  getImport: documentQuery<ImportId>(readModels.imports),
  // The rejected rows of a hundred imports can be 50 MB.
  listImports: pageQuery(readModels.imports, { sortKeys: { createdAt }, without: 'errors' }),
};
