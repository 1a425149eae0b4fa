import type { RosterRow } from '../../coaching/use-roster.ts';
import { t } from '../../i18n/language.ts';

type Rates = NonNullable<RosterRow['compliance']>;

/** How much of what was planned was done in 7, 30 and 90 days, and how that has changed. */
export function Compliance({ rates }: { rates: Rates }) {
  if (rates.every(({ percent }) => percent === null)) return null;
  return (
    <div>
      <p class="muted">{t('roster.compliance')}</p>
      <dl class="rates">
        {rates.map(({ days, percent, change }) => (
          <div key={days}>
            <dt>{t('roster.days', { count: days })}</dt>
            <dd>
              {percent === null ? '–' : `${Math.round(percent)} %`}{' '}
              {change !== null && Math.round(change) !== 0 && <Change points={Math.round(change)} />}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

const Change = ({ points }: { points: number }) => (
  <small class={points > 0 ? 'rise' : 'fall'}>
    <span aria-hidden="true">{points > 0 ? '▲' : '▼'}</span>
    <span class="hidden">{t(points > 0 ? 'roster.rise' : 'roster.fall')}</span> {Math.abs(points)}
  </small>
);
