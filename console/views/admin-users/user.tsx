import { useEffect } from 'preact/hooks';
import { account } from '../../api/account.ts';
import { api, bodyOf } from '../../api/client.ts';
import { useZone } from '../../api/profile.ts';
import { useQuery } from '../../api/query.ts';
import { formatInstant } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { Load } from '../../ui/load.tsx';
import { Page } from '../../ui/page.tsx';
import { RightsCard } from './rights-card.tsx';
import { SignInCard } from './sign-in-card.tsx';
import { UserChips } from './user-chips.tsx';

/** An account with what an administrator may change of it. */
export function UserView({ id }: { id: string }) {
  const query = useQuery(`user ${id}`, () => bodyOf(api.GET('/api/v1/users/{id}', { params: { path: { id } } })), []);
  const zone = useZone();
  useEffect(() => void query.reload(), []);
  const title = query.data?.name ?? query.data?.email ?? t('nav.users');
  return (
    <Page title={title} parent={{ href: '/admin/users', label: t('nav.users') }}>
      <Load query={query}>
        {(user) => (
          <>
            <p class="facts">
              <span>{user.email}</span>
              <span>{t('admin.since', { time: formatInstant(user.createdAt, zone) })}</span>
              <UserChips user={user} />
            </p>
            {user.id === account.value?.id ? (
              <p class="notice">{t('admin.own')}</p>
            ) : (
              <div class="columns">
                <RightsCard user={user} onChange={query.reload} />
                <SignInCard user={user} onChange={query.reload} />
              </div>
            )}
          </>
        )}
      </Load>
    </Page>
  );
}
