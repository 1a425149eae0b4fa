import { useSignal } from '@preact/signals';
import { type RosterRow, useRoster } from '../../coaching/use-roster.ts';
import { t } from '../../i18n/language.ts';
import { Field } from '../../ui/field.tsx';
import { Load } from '../../ui/load.tsx';
import { Page } from '../../ui/page.tsx';
import { AthleteCard } from './athlete-card.tsx';
import './roster.css';
import { useNews } from './use-news.ts';

/** With fewer athletes, a search is more work than to look. */
const fewest = 6;

/** All athletes of the coach, those that need attention first, with the reasons. */
export function Roster() {
  const search = useSignal('');
  return (
    <Page
      title={t('nav.roster')}
      actions={
        <>
          <a class="button" href="/roster/thresholds">
            {t('thresholds.title')}
          </a>
          <a class="button" href="/coaching">
            {t('nav.coaching')}
          </a>
        </>
      }
    >
      <Load query={useRoster()}>
        {({ athletes }) => (
          <>
            {athletes.length === 0 && (
              <p class="empty">
                {t('roster.empty')} <a href="/coaching">{t('nav.coaching')}</a>
              </p>
            )}
            {athletes.length >= fewest && (
              <Field
                label={t('roster.search')}
                type="search"
                value={search.value}
                onInput={({ currentTarget }) => {
                  search.value = currentTarget.value;
                }}
              />
            )}
            <Groups athletes={athletes.filter((row) => isFound(row, search.value))} />
          </>
        )}
      </Load>
    </Page>
  );
}

const isFound = ({ name, email }: RosterRow, search: string): boolean =>
  `${name ?? ''} ${email}`.toLowerCase().includes(search.trim().toLowerCase());

function Groups({ athletes }: { athletes: readonly RosterRow[] }) {
  const { newsOf, unreadOf } = useNews();
  const groups = [
    [t('roster.attention'), athletes.filter(({ needsAttention }) => needsAttention)],
    [t('roster.onTrack'), athletes.filter(({ needsAttention }) => !needsAttention)],
  ] as const;
  return (
    <>
      {groups.map(
        ([title, rows]) =>
          rows.length > 0 && (
            <section key={title} class="group" aria-label={title}>
              <h2>
                {title} <span class="chip">{rows.length}</span>
              </h2>
              <div class="columns">
                {rows.map((row) => (
                  <AthleteCard
                    key={row.athleteId}
                    row={row}
                    news={newsOf(row.athleteId)}
                    unread={unreadOf(row.athleteId)}
                  />
                ))}
              </div>
            </section>
          ),
      )}
    </>
  );
}
