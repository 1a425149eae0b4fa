import { api, bodyOf } from '../../api/client.ts';
import { useZone } from '../../api/profile.ts';
import { useQuery } from '../../api/query.ts';
import type { Schemas } from '../../api/schemas.ts';
import { formatInstant } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { Card } from '../../ui/field.tsx';
import { Load } from '../../ui/load.tsx';
import { ActionButton } from './action-button.tsx';
import { AppHistory } from './app-history.tsx';
import { UndoApp } from './undo-app.tsx';

/** The apps that may use the account, with what each has done. */
export function AppsCard() {
  const query = useQuery('apps', () => bodyOf(api.GET('/api/v1/access/grants')), []);
  return (
    <Card title={t('apps.title')}>
      <Load query={query}>
        {(items) => (
          <>
            {items.length === 0 && <p class="muted">{t('apps.none')}</p>}
            {items.map((grant) => (
              <App key={grant.id} grant={grant} onEnd={query.reload} />
            ))}
          </>
        )}
      </Load>
    </Card>
  );
}

function App({ grant, onEnd }: { grant: Schemas['AppGrant']; onEnd: () => Promise<void> }) {
  const { id, appName, scopes, lastUsedAt, createdAt } = grant;
  const zone = useZone();
  const end = () => bodyOf(api.DELETE('/api/v1/access/grants/{id}', { params: { path: { id } } })).then(onEnd);
  return (
    <section class="app">
      <h3>{appName}</h3>
      <p class="muted">
        {scopes.map((scope) => t(`scope.${scope}`)).join(', ')} · {formatInstant(lastUsedAt ?? createdAt, zone)}
      </p>
      <AppHistory id={id} />
      <div class="actions">
        <UndoApp id={id} since={createdAt} />
        <ActionButton label={t('apps.end')} work={end} />
      </div>
    </section>
  );
}
