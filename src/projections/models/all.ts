import type { Model } from '../core/model.ts';
import { accounts } from './accounts.ts';
import { auditEvents } from './audit-events.ts';
import { changes } from './changes.ts';
import { coachings } from './coachings.ts';
import { discussions } from './discussions.ts';
import { exercises } from './exercises.ts';
import { imports } from './imports.ts';
import { measurements } from './measurements.ts';
import { performances } from './performances.ts';
import { plans } from './plans.ts';
import { profiles } from './profiles.ts';
import { referenceLists } from './reference-lists.ts';
import { schedules } from './schedules.ts';
import { sessions } from './sessions.ts';
import { signals } from './signals.ts';
import { supportAccesses } from './support-accesses.ts';
import { units } from './units.ts';
import { watches } from './watches.ts';

/** Every read model of this build. The code for an old shape stays in the list until no version has that shape. */
export const models: readonly Model[] = [
  sessions,
  imports,
  accounts,
  referenceLists,
  exercises,
  changes,
  units,
  plans,
  schedules,
  profiles,
  measurements,
  performances,
  coachings,
  supportAccesses,
  discussions,
  auditEvents,
  signals,
  watches,
];
