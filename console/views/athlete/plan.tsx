import { useQuery } from '../../api/query.ts';
import type { Schemas } from '../../api/schemas.ts';
import { readPlanOf, schedulesOf } from '../../coaching/athlete-plan.ts';
import { ScheduleControls } from '../../coaching/schedule-controls.tsx';
import { useAthleteZone } from '../../coaching/use-athlete.ts';
import type { RosterRow } from '../../coaching/use-roster.ts';
import { formatCalendarDay } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { Card } from '../../ui/field.tsx';
import { Load } from '../../ui/load.tsx';
import { AssignPlan } from './assign-plan.tsx';
import { PlanUnits } from './plan-units.tsx';

type Current = Schemas['CurrentPlan'];

/** What the athlete follows, with targets that the coach can change, and the assignment of another plan. */
export function Plan({ row: { athleteId } }: { row: RosterRow }) {
  const zone = useAthleteZone(athleteId);
  const query = useQuery(`plan of ${athleteId} ${zone}`, () => readPlanOf(athleteId, zone), ['athlete']);
  return (
    <Load query={query}>
      {({ plan }) => (
        <div class="columns">
          <Card title={t('today.plan')}>
            {plan ? <CurrentPlan athleteId={athleteId} plan={plan} /> : <p class="muted">{t('athlete.noPlan')}</p>}
          </Card>
          <AssignPlan athleteId={athleteId} current={plan} />
          {plan?.planId && <PlanUnits athleteId={athleteId} planId={plan.planId} />}
        </div>
      )}
    </Load>
  );
}

function CurrentPlan({ athleteId, plan }: { athleteId: string; plan: Current }) {
  const { name, status, startsOn, endsOn, thisWeek, missed } = plan;
  return (
    <>
      <p>
        <b>{name}</b> <span class="chip accent">{t(`plan.status.${status}`)}</span>
      </p>
      <p class="muted">
        {formatCalendarDay(startsOn)}
        {endsOn && ` – ${formatCalendarDay(endsOn)}`}
      </p>
      <ol class="rows" aria-label={t('today.week')}>
        {thisWeek
          .filter(({ units }) => units.length > 0)
          .map(({ date, units }) => (
            <li key={date}>
              <span>{formatCalendarDay(date)}</span>
              <span>
                {units.map(({ planUnitId, name: unit, state, sessionId }) => (
                  <span key={planUnitId}>
                    {sessionId ? <a href={`/athletes/${athleteId}/sessions/${sessionId}`}>{unit}</a> : unit}{' '}
                    <span class={state === 'missed' ? 'chip bad' : 'chip'}>
                      {state === 'started' ? t('session.running') : t(`plan.unit.${state}`)}
                    </span>
                  </span>
                ))}
              </span>
            </li>
          ))}
      </ol>
      {missed.length > 0 && <p class="muted">{t('today.missed', { count: missed.length })}</p>}
      <ScheduleControls plan={plan} commands={schedulesOf(athleteId)} />
    </>
  );
}
