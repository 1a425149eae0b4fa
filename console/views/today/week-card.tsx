import { formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { Card } from '../../ui/field.tsx';
import { Load } from '../../ui/load.tsx';
import { useDashboard } from './use-dashboard.ts';

/** How the week goes, and how many weeks in a row it has gone well. */
export const WeekCard = () => (
  <Card title={t('today.week')}>
    <Load query={useDashboard()}>
      {({ week, streak, unit }) => (
        <dl class="figures">
          <Figure label={t('figure.sessions')} value={`${week.sessions} / ${week.needed}`} />
          <Figure label={t('figure.sets')} value={formatNumber(week.sets)} />
          <Figure label={t('figure.volume')} value={`${formatNumber(week.volume, 0)} ${unit}`} />
          <Figure label={t('figure.streak')} value={t('figure.weeks', { count: streak.current.weeks })} />
        </dl>
      )}
    </Load>
  </Card>
);

const Figure = ({ label, value }: { label: string; value: string }) => (
  <div>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </div>
);
