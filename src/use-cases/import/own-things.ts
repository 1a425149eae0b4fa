import type { ExerciseId } from '../../events/ids.ts';
import type { ImportedSession, Parsed } from '../../imports/imported.ts';
import type { ImportPorts, Sender } from './import-request.ts';
import type { MatchExercise } from './match.ts';
import { createOwnExercises } from './own-exercises.ts';
import { createOwnTemplates } from './own-templates.ts';
import { createPlans } from './plans.ts';
import { createProfileImport } from './profile.ts';
import { createScheduleImport } from './schedule.ts';
import type { Origin } from './session/plan-session.ts';
import { createUnits } from './units.ts';

const kinds = ['exercise', 'profile', 'unit', 'plan', 'schedule'] as const;
type OwnThing = Extract<Parsed, { type: (typeof kinds)[number] }>;
type Dependencies = Readonly<{
  ports: ImportPorts;
  sender: Sender;
  origin: Origin;
  match: MatchExercise;
  dryRun: boolean;
}>;

/** What a file of the format `irontrack` has besides sessions and measurements, which an undo keeps. */
export type OwnThings = Readonly<{
  /** Adds a thing, unless the account has it. Returns why it is not imported; null when the account has it now. */
  add: (item: OwnThing) => Promise<string | null>;
  /** The account's exercise for the id of an exercise in the file; null for none. */
  exerciseOf: (id: ExerciseId) => ExerciseId | null;
  /** Replaces the ids in the templates and targets of a session by those of the importing account. */
  withOwnTemplates: (workout: ImportedSession) => ImportedSession;
}>;

export const isOwnThing = (item: Parsed): item is OwnThing => kinds.some((kind) => kind === item.type);

export function createOwnThings({ ports, sender, origin: { importId }, match, dryRun }: Dependencies): OwnThings {
  const exercises = createOwnExercises({ ports, sender, importId, match, dryRun });
  const exerciseOf = (id: ExerciseId) => exercises.idOf(id) ?? (match.has?.(id) ? id : null);
  const templates = { ports, sender, importId, exerciseOf, dryRun };
  const units = createUnits(templates);
  const plans = createPlans({ ...templates, unitOf: units.idOf });
  const addSchedule = createScheduleImport({ ...templates, unitOf: units.idOf, planOf: plans.idOf });
  const addProfile = createProfileImport(templates);
  return {
    exerciseOf,
    withOwnTemplates: createOwnTemplates({ exerciseOf, units, plans }),
    add(item) {
      if (item.type === 'exercise') return exercises.add(item.exercise);
      if (item.type === 'unit') return units.add(item.unit);
      if (item.type === 'plan') return plans.add(item.plan);
      return item.type === 'schedule' ? addSchedule(item.schedule) : addProfile(item.profile);
    },
  };
}
