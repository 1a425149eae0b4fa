import { useSignal } from '@preact/signals';
import { api, bodyOf } from '../../api/client.ts';
import { useQuery } from '../../api/query.ts';
import type { Schemas } from '../../api/schemas.ts';
import { assignPlan } from '../../coaching/athlete-plan.ts';
import { useAthleteZone } from '../../coaching/use-athlete.ts';
import { dayOf } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { Card, Field, Select } from '../../ui/field.tsx';
import { textsOf } from '../../ui/form-values.ts';
import { Failure, Load } from '../../ui/load.tsx';
import type { SubmitEvent } from '../../ui/submit-event.ts';
import { useAction } from '../../ui/use-action.ts';

type Current = Schemas['CurrentPlan'] | null;

const readPlans = () =>
  bodyOf(api.GET('/api/v1/training-plans', { params: { query: { archived: false, pageSize: 100 } } }));

/** Gives the athlete a copy of a plan of the coach, and starts it on a day. */
export function AssignPlan({ athleteId, current }: { athleteId: string; current: Current }) {
  const plans = useQuery('plans to assign', readPlans, ['plan']);
  return (
    <Card title={t('assign.title')}>
      <Load query={plans}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="muted">
              {t('assign.noPlans')} <a href="/plans">{t('nav.plans')}</a>
            </p>
          ) : (
            <AssignForm athleteId={athleteId} current={current} plans={items} />
          )
        }
      </Load>
    </Card>
  );
}

type FormProps = Readonly<{
  athleteId: string;
  current: Current;
  plans: readonly Readonly<{ id: string; name: string }>[];
}>;

function AssignForm({ athleteId, current, plans }: FormProps) {
  const today = dayOf(Date.now(), useAthleteZone(athleteId));
  const chosen = useSignal(plans[0]?.id ?? '');
  const { run, isRunning, error } = useAction();
  const isOpen = current !== null && ['running', 'upcoming', 'paused'].includes(current.status);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const { startsOn = today } = textsOf(event.currentTarget);
    const plan = plans.find(({ id }) => id === chosen.value);
    if (plan) void run(() => assignPlan({ athleteId, plan, startsOn, endsFirst: isOpen }));
  };
  return (
    <form class="form" onSubmit={submit}>
      <Select
        label={t('assign.plan')}
        value={chosen.value}
        options={plans.map(({ id, name }) => [id, name] as const)}
        onChange={(id) => {
          chosen.value = id;
        }}
      />
      <Field label={t('plan.startsOn')} type="date" name="startsOn" value={today} required />
      {isOpen && <p class="notice">{t('assign.endsFirst', { name: current.name })}</p>}
      {error !== undefined && <Failure error={error} />}
      <button type="submit" class="button primary" disabled={isRunning}>
        {t('assign.submit')}
      </button>
    </form>
  );
}
