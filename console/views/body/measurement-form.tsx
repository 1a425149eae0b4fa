import { send } from '../../api/outbox.ts';
import { useZone } from '../../api/profile.ts';
import { dayOf } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { Field } from '../../ui/field.tsx';
import { textsOf } from '../../ui/form-values.ts';
import { Failure } from '../../ui/load.tsx';
import { numberOf } from '../../ui/numbers.ts';
import type { SubmitEvent } from '../../ui/submit-event.ts';
import { useAction } from '../../ui/use-action.ts';
import type { Kind, Unit } from './kinds.ts';

/** Records a measurement, also without network. */
export function MeasurementForm({ kind, unit }: { kind: Kind; unit: Unit }) {
  const today = dayOf(Date.now(), useZone());
  const { run, isRunning, error } = useAction();
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget;
    const { value = '', day = today } = textsOf(form);
    const number = numberOf(value);
    if (number === null) return;
    const body = { id: crypto.randomUUID(), kind, unit, value: number, day };
    // A second tap on the button must not record the same again.
    void run(async () => {
      await send({ operation: 'recordMeasurement', body });
      form.reset();
    });
  };
  return (
    <form class="form" onSubmit={save}>
      <div class="row">
        <Field
          label={`${t(`body.kind.${kind}`)} (${unit})`}
          name="value"
          inputMode="decimal"
          autoComplete="off"
          required
        />
        <Field label={t('chart.day')} type="date" name="day" value={today} max={today} required />
      </div>
      {error !== undefined && <Failure error={error} />}
      <button type="submit" class="button primary" disabled={isRunning}>
        {t('body.record')}
      </button>
    </form>
  );
}
