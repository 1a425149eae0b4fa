import { leave } from '../../api/account.ts';
import { api, bodyOf } from '../../api/client.ts';
import { useZone } from '../../api/profile.ts';
import { useQuery } from '../../api/query.ts';
import { formatInstant } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { Card } from '../../ui/field.tsx';
import { Load } from '../../ui/load.tsx';
import { ActionButton } from './action-button.tsx';
import { deviceName } from './device-name.ts';
import { SignOutButton } from './sign-out.tsx';

/** Where the account is signed in. */
export function DevicesCard() {
  const query = useQuery('devices', () => bodyOf(api.GET('/api/v1/access/sessions')), []);
  const zone = useZone();
  const end = async (id: string) => {
    await bodyOf(api.DELETE('/api/v1/access/sessions/{id}', { params: { path: { id } } }));
    await query.reload();
  };
  const endAll = async () => {
    await bodyOf(api.POST('/api/v1/access/logout-all'));
    await leave();
  };
  return (
    <Card title={t('devices.title')}>
      <Load query={query}>
        {(items) => (
          <ul class="rows">
            {items.map(({ id, userAgent, lastUsedAt, isCurrent }) => (
              <li key={id}>
                <span class="named">
                  {deviceName(userAgent)}
                  <small class="muted">{formatInstant(lastUsedAt, zone)}</small>
                </span>
                {isCurrent ? (
                  <b class="chip accent">{t('devices.current')}</b>
                ) : (
                  <ActionButton label={t('devices.end')} work={() => end(id)} />
                )}
              </li>
            ))}
          </ul>
        )}
      </Load>
      <SignOutButton label={t('devices.endAll')} work={endAll} />
    </Card>
  );
}
