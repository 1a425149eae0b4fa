import { useLocation } from 'preact-iso';
import { api, bodyOf } from '../../api/client.ts';
import { kept } from '../../api/kept.ts';
import { useZone } from '../../api/profile.ts';
import { useQuery } from '../../api/query.ts';
import type { Schemas } from '../../api/schemas.ts';
import { ScheduleControls } from '../../coaching/schedule-controls.tsx';
import { formatCalendarDay } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { startSession } from '../../session/start-session.ts';
import { Card } from '../../ui/field.tsx';
import { Failure, Load } from '../../ui/load.tsx';
import { useAction } from '../../ui/use-action.ts';
import { scheduleCommands } from './schedule-commands.ts';

type Current = Schemas['CurrentPlan'];
type Unit = Schemas['CurrentUnit'];
type Found = Readonly<{ plan: Current | null }>;

const readIn = (timezone: string) => async (): Promise<Found> => {
  // An account that has never started a plan gets 404, which browsers report as an error. So this asks first.
  const { items } = await bodyOf(api.GET('/api/v1/changes', { params: { query: { types: 'schedule', limit: 1 } } }));
  if (items.length === 0) return { plan: null };
  return { plan: await bodyOf(api.GET('/api/v1/training-plans/current', { params: { query: { timezone } } })) };
};

/** What the plan has for today and what comes next. */
export function PlanCard() {
  const zone = useZone();
  const query = useQuery(`current plan ${zone}`, kept('current plan', readIn(zone)), ['schedule', 'session', 'plan']);
  return (
    <Card title={t('today.plan')}>
      <Load query={query}>{({ plan }) => (plan ? <Days plan={plan} /> : <NoPlan />)}</Load>
    </Card>
  );
}

const NoPlan = () => (
  <p>
    {t('today.noPlan')} <a href="/plans">{t('nav.plans')}</a>
  </p>
);

function Days({ plan }: { plan: Current }) {
  const { today, next, missed } = plan;
  return (
    <>
      <p class="muted">
        {plan.planId ? <a href={`/plans/${plan.planId}`}>{plan.name}</a> : plan.name} ·{' '}
        {t(`plan.status.${plan.status}`)}
      </p>
      {today.units.length === 0 && <p>{t('today.rest')}</p>}
      {today.units.map((unit) => (
        <UnitRow key={unit.planUnitId} unit={unit} />
      ))}
      {next && next.date !== today.date && (
        <p>
          {t('today.next', { day: formatCalendarDay(next.date), units: next.units.map(({ name }) => name).join(', ') })}
        </p>
      )}
      {missed[0] && <p class="muted">{t('today.missed', { count: missed.length })}</p>}
      <details>
        <summary>{t('schedule.change')}</summary>
        <ScheduleControls plan={plan} commands={scheduleCommands} />
      </details>
    </>
  );
}

function UnitRow({ unit }: { unit: Unit }) {
  const { route } = useLocation();
  const { run, isRunning, error } = useAction();
  const { plan, sessionId, state } = unit;
  const start = () => plan && run(async () => route(`/sessions/${await startSession({ plan })}`));
  return (
    <div class="unit">
      <strong>{unit.name}</strong>
      {sessionId ? (
        <a class="button" href={`/sessions/${sessionId}`}>
          {t(`plan.unit.${state}`)}
        </a>
      ) : (
        <button type="button" class="button primary" disabled={isRunning || plan === null} onClick={() => void start()}>
          {t('today.startUnit')}
        </button>
      )}
      {error !== undefined && <Failure error={error} />}
    </div>
  );
}
