import { present } from '../../documents/presence.ts';
import type { NoData } from '../../events/event.ts';
import type { PlanEvent } from '../../events/plan.ts';
import type { Plan } from './state.ts';

/** Takes a training plan out of use. It keeps its name and its units. */
export type ArchivePlan = Readonly<{ type: 'ArchivePlan'; data: NoData }>;

export const archivePlan = ({ presence }: Plan): PlanEvent[] =>
  present(presence, 'plan').document.archivedAt === null ? [{ type: 'PlanArchived', data: {} }] : [];
