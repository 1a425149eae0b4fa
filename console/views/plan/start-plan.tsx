import { useLocation } from 'preact-iso';
import { api, bodyOf } from '../../api/client.ts';
import { useZone } from '../../api/profile.ts';
import { dayOf } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { Card, Field } from '../../ui/field.tsx';
import { textsOf } from '../../ui/form-values.ts';
import { Failure } from '../../ui/load.tsx';
import type { SubmitEvent } from '../../ui/submit-event.ts';
import { useAction } from '../../ui/use-action.ts';
import type { Plan } from './plan.tsx';

/** Starts the plan on a day. */
export function StartPlan({ plan }: { plan: Plan }) {
  const { route } = useLocation();
  const { run, isRunning, error } = useAction();
  const today = dayOf(Date.now(), useZone());
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const { startsOn = today } = textsOf(event.currentTarget);
    const params = { path: { id: plan.id } };
    void run(async () => {
      await bodyOf(api.POST('/api/v1/training-plans/{id}/start', { params, body: { startsOn } }));
      route('/');
    });
  };
  return (
    <Card title={t('plan.start')}>
      <form class="inline-form" onSubmit={submit}>
        <Field label={t('plan.startsOn')} type="date" name="startsOn" value={today} required />
        <button type="submit" class="button primary" disabled={isRunning || plan.units.length === 0}>
          {t('plan.start')}
        </button>
      </form>
      {error !== undefined && <Failure error={error} />}
    </Card>
  );
}
