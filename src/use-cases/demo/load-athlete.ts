import type { Context } from '../../commands/context.ts';
import { fileImport, type ImportCommand } from '../../commands/import/decider.ts';
import { measurement } from '../../commands/measurement/decider.ts';
import { plan } from '../../commands/plan/decider.ts';
import { profile } from '../../commands/profile/decider.ts';
import { schedule } from '../../commands/schedule/decider.ts';
import { session } from '../../commands/session/decider.ts';
import { unit } from '../../commands/unit/decider.ts';
import { plusDays } from '../../documents/days.ts';
import { replay } from '../../documents/presence.ts';
import type { AccountId, Day, ImportId, MeasurementId } from '../../events/ids.ts';
import { streamOf } from '../../events/streams.ts';
import { noCounts } from '../import/counts.ts';
import { mapConcurrently } from '../map-concurrently.ts';
import type { FindExercise } from './catalogue.ts';
import { createDemoIds } from './demo-ids.ts';
import { contextAs, type DemoPorts } from './demo-ports.ts';
import { bodyWeightsOf } from './generator/body-weights.ts';
import type { DemoAthlete } from './generator/cast.ts';
import type { Draft } from './generator/draft.ts';
import { createRandom } from './generator/random.ts';
import { sessionsOf } from './generator/sessions.ts';
import { createPlanCommand, createUnitCommand, startPlanCommand } from './plan-commands.ts';
import { correctionsOf, recordCommand, sessionIdOf } from './session-commands.ts';

/** How many sessions and body weights are written at once. */
const concurrency = 48;

/** The history of an athlete of the demo, ready to be written. */
export function createHistory(athlete: DemoAthlete, { seed, days }: Readonly<{ seed: number; days: number }>) {
  const random = createRandom(seed);
  const isLoaded = ({ daysAgo }: Readonly<{ daysAgo: number }>) => daysAgo <= days;
  return {
    athlete,
    sessions: sessionsOf(athlete, random).filter(isLoaded),
    bodyWeights: bodyWeightsOf(athlete, random).filter(isLoaded),
  };
}

type History = ReturnType<typeof createHistory>;

type Loading = History & Readonly<{ id: AccountId; today: Day; findExercise: FindExercise; onSession: () => void }>;

/**
 * Writes the history of an athlete. Its sessions belong to an import, as they would after a move from another app: otherwise
 * all of them would be logged late. The end of the import comes last, and `isLoaded` tells a later load of it.
 */
export async function loadAthlete(ports: DemoPorts, loading: Loading) {
  const { athlete, sessions, bodyWeights, id, today, findExercise, onSession } = loading;
  const { execute } = ports;
  const ids = createDemoIds(ports.ids, id);
  const importId = ids.idOf<ImportId>('import');
  const parts = { ids, findExercise, athlete, today, importId };
  const context = (): Context => contextAs(ports, id);
  const sendImport = (command: ImportCommand) => execute(fileImport, importId, [command], context());

  await changeProfile(ports, loading);
  if (athlete.hasPlan) await startPlan();
  const data = { importId, format: 'irontrack', unit: null, timezone: athlete.timezone, fileName: 'Demo' } as const;
  await sendImport({ type: 'StartImport', data });
  const imported = sessions.filter(({ isByHand }) => !isByHand);
  await sendImport({ type: 'ReachSessions', data: { sessionIds: imported.map((draft) => sessionIdOf(parts, draft)) } });
  await mapConcurrently(sessions, concurrency, record);
  await mapConcurrently(bodyWeights, concurrency, ({ daysAgo, kg }) => {
    const measurementId = ids.idOf<MeasurementId>(`body weight ${daysAgo}`);
    const content = { kind: 'body_weight', value: kg, unit: 'kg', day: plusDays(today, -daysAgo) } as const;
    const data = { ...content, measurementId, importId: null, time: null, notes: null };
    return execute(measurement, measurementId, [{ type: 'RecordMeasurement', data }], context());
  });
  return {
    /** The latest session, about which the coach may write. */
    lastSession: sessionIdOf(parts, sessions.at(-1) as Draft),
    finish: () => sendImport({ type: 'CompleteImport', data: { counts: countsOf(imported) } }),
  };

  async function startPlan(): Promise<void> {
    for (const each of athlete.units) {
      await execute(unit, ids.unitOf(each.key), [createUnitCommand(parts, each)], context());
    }
    await execute(plan, ids.plan, [createPlanCommand(parts, athlete.units)], context());
    await execute(schedule, id, [startPlanCommand(parts, athlete.units, today)], context());
  }

  async function record(draft: Draft): Promise<void> {
    const corrections = correctionsOf(parts, draft);
    const sessionId = sessionIdOf(parts, draft);
    // The stream is probably new. If an earlier load has made it, the append shows that.
    await execute(session, sessionId, [recordCommand(parts, draft)], { ...context(), knownEvents: [] });
    if (corrections.length > 0) await execute(session, sessionId, corrections, context());
    onSession();
  }
}

/** Whether an earlier load has written the whole history. */
export async function isLoaded({ store, ids }: Pick<DemoPorts, 'store' | 'ids'>, id: AccountId): Promise<boolean> {
  const events = await store.read(streamOf('import', createDemoIds(ids, id).idOf('import')));
  const presence = replay(fileImport, events);
  return presence.kind === 'present' && presence.document.status !== 'in_progress';
}

async function changeProfile(ports: DemoPorts, { athlete, id }: Loading): Promise<void> {
  const { unit: weightUnit, timezone, goals, birthYear } = athlete;
  const data = { unit: weightUnit, timezone, forCoaches: { goals, birthYear } };
  await ports.execute(profile, id, [{ type: 'ChangePreferences', data }], contextAs(ports, id));
}

function countsOf(sessions: readonly Draft[]) {
  const sets = sessions.reduce((sum, { entries }) => sum + entries.flatMap((entry) => entry.sets).length, 0);
  return { ...noCounts, sessions: sessions.length, sessionsAdded: sessions.length, sets, added: sets };
}
