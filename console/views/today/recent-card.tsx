import { formatCalendarDay } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { Card } from '../../ui/field.tsx';
import { Load } from '../../ui/load.tsx';
import { useDashboard } from './use-dashboard.ts';

/** The latest sessions. */
export const RecentCard = () => (
  <Card title={t('today.recent')}>
    <Load query={useDashboard()}>
      {({ sessions }) =>
        sessions.length === 0 ? (
          <p>
            {t('today.nothing')} <a href="/import">{t('nav.import')}</a>
          </p>
        ) : (
          <ul class="rows">
            {sessions.map(({ id, name, day, sets }) => (
              <li key={id}>
                <a href={`/sessions/${id}`}>{name ?? t('session.unnamed')}</a>
                <small class="muted">
                  {formatCalendarDay(day)} · {t('session.sets', { count: sets })}
                </small>
              </li>
            ))}
          </ul>
        )
      }
    </Load>
  </Card>
);
