import { api, bodyOf } from '../../api/client.ts';
import { useHistoryPages } from '../../api/history-pages.ts';
import { sentenceLanguage, t } from '../../i18n/language.ts';
import { Load } from '../../ui/load.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { useOpen } from '../../ui/use-open.ts';

/** How many events of the account a page has. Those of the app are shown. */
const limit = 100;

/** What an app has done for the account, in the words of the audit. */
export function AppHistory({ id }: { id: string }) {
  const list = useOpen();
  return list.isOpen ? (
    <Events id={id} />
  ) : (
    <button type="button" class="button plain" onClick={list.open}>
      {t('apps.show')}
    </button>
  );
}

function Events({ id }: { id: string }) {
  const read = (after?: string) => {
    const query = { limit, ...(after !== undefined && { after }) };
    return bodyOf(api.GET('/api/v1/audit/history', { params: { query } }));
  };
  const { more, ...query } = useHistoryPages(`app ${id}`, read, ['session', 'plan', 'unit']);
  return (
    <Load query={query}>
      {({ items }) => {
        const own = items.filter(({ actor }) => actor.session === id);
        return (
          <>
            {own.length === 0 && !more && <p class="muted">{t('apps.nothing')}</p>}
            <ul class="rows">
              {own.map((event) => (
                <li key={event.id} lang={sentenceLanguage}>
                  {event.sentence}
                </li>
              ))}
            </ul>
            <MoreButton more={more} />
          </>
        );
      }}
    </Load>
  );
}
