import { schedule as decider, type ScheduleCommand } from '../../commands/schedule/decider.ts';
import { daysFrom, plusDays } from '../../documents/days.ts';
import { DomainError, type ErrorCode } from '../../errors.ts';
import type { ImportId, PlanId, UnitId } from '../../events/ids.ts';
import { streamOf } from '../../events/streams.ts';
import type { ImportedSchedule } from '../../imports/imported.ts';
import type { ImportPorts, Sender } from './import-request.ts';
import { contextOf } from './send-command.ts';

type Dependencies = Readonly<{
  ports: Pick<ImportPorts, 'execute' | 'store' | 'clock'>;
  sender: Sender;
  importId: ImportId;
  /** The account's unit and plan for the ids in the file; null for none. */
  unitOf: (id: UnitId) => UnitId | null;
  planOf: (id: PlanId) => PlanId | null;
  dryRun: boolean;
}>;

const ofOne: ReadonlySet<ErrorCode> = new Set(['validation', 'schedule-conflict']);

/**
 * Creates a function that takes over the schedule of a file, unless the account has ever started a plan. It returns why
 * the schedule is not imported; null otherwise.
 */
export const createScheduleImport =
  ({ ports, sender, importId, unitOf, planOf, dryRun }: Dependencies) =>
  async ({ planId, startsOn, units, ...imported }: ImportedSchedule): Promise<string | null> => {
    const { userId } = sender;
    const events = await ports.store.read(streamOf('schedule', userId), undefined, 0);
    if (events.length > 0 || dryRun) return null;
    const known = units.map((each) => ({ ...each, unitId: each.unitId === null ? null : unitOf(each.unitId) }));
    const { name, weeks, repeats, pausedFrom, endedFrom } = imported;
    const commands: readonly ScheduleCommand[] = [
      {
        type: 'StartPlan',
        data: { planId: planId === null ? null : planOf(planId), startsOn },
        plan: { name, weeks, repeats, units: known },
      },
      ...movesOf(startsOn, imported.parts),
      ...(pausedFrom === null ? [] : [{ type: 'PauseSchedule', data: { from: pausedFrom } } as const]),
      ...(endedFrom === null ? [] : [{ type: 'EndSchedule', data: { from: endedFrom } } as const]),
    ];
    try {
      await ports.execute(decider, userId, commands, contextOf(ports, sender, importId));
      return null;
    } catch (error) {
      if (error instanceof DomainError && ofOne.has(error.code)) return error.message;
      throw error;
    }
  };

/**
 * The commands that give each part of the schedule its first day. A part that begins later than planned needs a pause,
 * because a pause may move a plan by more days than a shift.
 */
function movesOf(startsOn: ImportedSchedule['startsOn'], parts: ImportedSchedule['parts']): ScheduleCommand[] {
  let last = { day: 1, on: startsOn };
  return parts.flatMap((part): ScheduleCommand[] => {
    const from = plusDays(last.on, part.day - last.day);
    const days = daysFrom(from, part.on);
    last = part;
    if (days < 0) return [{ type: 'ShiftSchedule', data: { from, days } }];
    if (days === 0) return [];
    return [
      { type: 'PauseSchedule', data: { from } },
      { type: 'ResumeSchedule', data: { on: part.on } },
    ];
  });
}
