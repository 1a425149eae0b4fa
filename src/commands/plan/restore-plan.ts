import { present } from '../../documents/presence.ts';
import type { NoData } from '../../events/event.ts';
import type { PlanEvent } from '../../events/plan.ts';
import type { Plan } from './state.ts';

/** Brings an archived training plan back into use. */
export type RestorePlan = Readonly<{ type: 'RestorePlan'; data: NoData }>;

export const restorePlan = ({ presence }: Plan): PlanEvent[] =>
  present(presence, 'plan').document.archivedAt === null ? [] : [{ type: 'PlanRestored', data: {} }];
