import type { Context } from '../../../commands/context.ts';
import { rehearse } from '../../../commands/decision.ts';
import { measurement as decider } from '../../../commands/measurement/decider.ts';
import { DomainError, type ErrorCode } from '../../../errors.ts';
import type { ImportId } from '../../../events/ids.ts';
import type { MeasurementCounts, RejectedRow } from '../../../events/import.ts';
import type { ImportedMeasurement } from '../../../imports/imported.ts';
import { mapConcurrently } from '../../map-concurrently.ts';
import type { ImportPorts, ImportRequest, Sender } from '../import-request.ts';
import { contextOf, sendCommand } from '../send-command.ts';
import { type MeasurementPlan, planMeasurement } from './plan-measurement.ts';

type Dependencies = Readonly<{
  ports: ImportPorts;
  sender: Sender;
  origin: Pick<ImportRequest, 'userId' | 'format'> & Readonly<{ importId: ImportId }>;
  dryRun: boolean;
  reject: (row: RejectedRow) => void;
}>;

/** The body measurements of a file, which are written in groups. */
export type MeasurementImport = Readonly<{
  /** Returns whether a group was written. */
  add: (line: number, imported: ImportedMeasurement) => Promise<boolean>;
  /** Writes the rest. */
  finish: () => Promise<void>;
  /** Nothing for a file without body measurements. */
  counts: () => MeasurementCounts | Record<never, never>;
}>;

/**
 * How many measurements have their commands planned together and are recorded as reached in one event, and how many of
 * the commands are sent at the same time.
 */
const [groupSize, concurrency] = [200, 8];
/** How often the command for a measurement is planned again when other requests keep changing it. */
const maxAttempts = 4;

/** The refusals after which a command is planned again, because the measurement has changed since it was read. */
const ofChange: ReadonlySet<ErrorCode> = new Set(['id-taken', 'measurement-not-found']);

type Row = Readonly<{ line: number; imported: ImportedMeasurement }>;

export function createMeasurementImport({ ports, sender, origin, dryRun, reject }: Dependencies): MeasurementImport {
  const counts = { measurements: 0, measurementsAdded: 0, measurementsUpdated: 0 };
  const context = () => contextOf(ports, sender, origin.importId);
  let group: Row[] = [];

  const planOf = ({ imported }: Row) => planMeasurement(ports, origin, imported);

  const reach = (plans: readonly MeasurementPlan[]) =>
    sendCommand(ports, sender, origin.importId, {
      type: 'ReachMeasurements',
      data: { measurementIds: plans.map(({ id }) => id) },
    });

  async function apply(row: Row, plan: MeasurementPlan, attempt = 1): Promise<MeasurementPlan> {
    if (plan.command === null) return plan;
    if (dryRun) tryOut(plan, context());
    try {
      if (!dryRun) await ports.execute(decider, plan.id, [plan.command], context());
      return plan;
    } catch (error) {
      if (!(error instanceof DomainError && ofChange.has(error.code)) || attempt === maxAttempts) throw error;
      const next = await planOf(row);
      if (next.id !== plan.id) await reach([next]);
      return apply(row, next, attempt + 1);
    }
  }

  async function importRow(row: Row, plan: MeasurementPlan): Promise<void> {
    try {
      const { command } = await apply(row, plan);
      counts.measurements += 1;
      if (command?.type === 'RecordMeasurement') counts.measurementsAdded += 1;
      if (command?.type === 'CorrectMeasurement') counts.measurementsUpdated += 1;
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'validation')) throw error;
      reject({ line: row.line, reason: error.message });
    }
  }

  async function write(): Promise<void> {
    const rows = group;
    group = [];
    const planned = await mapConcurrently(rows, concurrency, async (row) => ({ row, plan: await planOf(row) }));
    const changed = planned.flatMap(({ plan }) => (plan.command ? [plan] : []));
    if (changed.length > 0 && !dryRun) await reach(changed);
    await mapConcurrently(planned, concurrency, ({ row, plan }) => importRow(row, plan));
  }

  return {
    async add(line, imported) {
      group.push({ line, imported });
      if (group.length < groupSize) return false;
      await write();
      return true;
    },
    finish: write,
    counts: () => (counts.measurements > 0 ? { ...counts } : {}),
  };
}

/** Throws the refusal that the planned command would get. */
function tryOut({ events, command }: MeasurementPlan, context: Context): void {
  for (const { refusal } of rehearse(decider, events, command ? [command] : [], context)) if (refusal) throw refusal;
}
