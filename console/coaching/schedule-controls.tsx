import type { Schemas } from '../api/schemas.ts';
import { t } from '../i18n/language.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { textsOf } from '../ui/form-values.ts';
import { Failure } from '../ui/load.tsx';
import { numberOf } from '../ui/numbers.ts';
import type { SubmitEvent } from '../ui/submit-event.ts';
import { useAction } from '../ui/use-action.ts';
import { useOpen } from '../ui/use-open.ts';

type Plan = Schemas['CurrentPlan'];

/** What can be done with a plan that is followed, by the athlete or by a coach. */
export type ScheduleCommands = Readonly<{
  shift: (from: string, days: number) => Promise<unknown>;
  pause: (from: string) => Promise<unknown>;
  resume: (on: string) => Promise<unknown>;
  end: (from: string) => Promise<unknown>;
}>;

/** Moves, pauses, resumes and ends the plan that is followed. */
export function ScheduleControls({ plan, commands }: { plan: Plan; commands: ScheduleCommands }) {
  const { run, isRunning, error } = useAction();
  const { status, today } = plan;
  const isOpen = status === 'running' || status === 'upcoming';
  if (!isOpen && status !== 'paused') return null;
  const change = isOpen ? commands.pause : commands.resume;
  return (
    <>
      <div class="actions">
        {isOpen && <ShiftButton plan={plan} shift={commands.shift} />}
        <button type="button" class="button" disabled={isRunning} onClick={() => void run(() => change(today.date))}>
          {t(isOpen ? 'schedule.pause' : 'schedule.resume')}
        </button>
        <ConfirmButton
          label={t('schedule.end')}
          question={t('schedule.endQuestion')}
          onConfirm={() => void run(() => commands.end(today.date))}
        />
      </div>
      {error !== undefined && <Failure error={error} />}
    </>
  );
}

function ShiftButton({ plan, shift }: { plan: Plan; shift: ScheduleCommands['shift'] }) {
  const dialog = useOpen();
  const { run, isRunning, error } = useAction();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const { from = '', days = '' } = textsOf(event.currentTarget);
    void run(() => shift(from, numberOf(days) ?? 0)).then((isDone) => isDone && dialog.close());
  };
  return (
    <>
      <button type="button" class="button" onClick={dialog.open}>
        {t('schedule.shift')}
      </button>
      {dialog.isOpen && (
        <Dialog title={t('schedule.shift')} onClose={dialog.close}>
          <form class="form" onSubmit={submit}>
            <p class="muted">{t('schedule.shiftText')}</p>
            <Field label={t('schedule.from')} type="date" name="from" value={plan.today.date} required />
            <Field label={t('schedule.byDays')} type="number" name="days" value="1" min="-365" max="365" required />
            {error !== undefined && <Failure error={error} />}
            <div class="actions">
              <button type="submit" class="button primary" disabled={isRunning}>
                {t('schedule.shift')}
              </button>
            </div>
          </form>
        </Dialog>
      )}
    </>
  );
}
