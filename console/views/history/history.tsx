import { useSignal } from '@preact/signals';
import { api } from '../../api/client.ts';
import { usePages } from '../../api/pages.ts';
import { t } from '../../i18n/language.ts';
import { Field } from '../../ui/field.tsx';
import { Load } from '../../ui/load.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { Page } from '../../ui/page.tsx';
import { Calendar } from './calendar.tsx';
import './history.css';
import { SessionList } from './session-list.tsx';

const pageSize = 50;
const listed = (searchString: string) => (after: string | null) =>
  api.GET('/api/v1/training-sessions', {
    params: { query: { pageSize, ...(searchString && { searchString }), ...(after && { after }) } },
  });

/** All training sessions, the newest first, with a search. */
export function History() {
  const search = useSignal('');
  const { more, ...query } = usePages(`history ${search.value}`, listed(search.value), ['session']);
  return (
    <Page title={t('nav.history')}>
      <Field
        label={t('history.search')}
        type="search"
        value={search.value}
        onInput={({ currentTarget }) => {
          search.value = currentTarget.value;
        }}
      />
      {search.value === '' && <Calendar />}
      <Load query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="empty">{search.value ? t('history.noMatch') : t('history.empty')}</p>
          ) : (
            <>
              <SessionList sessions={items} />
              <MoreButton more={more} />
            </>
          )
        }
      </Load>
    </Page>
  );
}
