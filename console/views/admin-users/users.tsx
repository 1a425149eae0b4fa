import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { usePages } from '../../api/pages.ts';
import type { Schemas } from '../../api/schemas.ts';
import { t } from '../../i18n/language.ts';
import { Field } from '../../ui/field.tsx';
import { Load } from '../../ui/load.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { Page } from '../../ui/page.tsx';
import { NewUser } from './new-user.tsx';
import { UserChips } from './user-chips.tsx';

const listed = (searchString: string) => (after: string | null) =>
  api.GET('/api/v1/users', {
    params: { query: { pageSize: 50, ...(searchString && { searchString }), ...(after && { after }) } },
  });

/** All accounts, with a search, for administrators. */
export function Users() {
  const search = useSignal('');
  const { more, ...query } = usePages(`users ${search.value}`, listed(search.value.trim()), []);
  const show = (found: string) => {
    search.value = found;
  };
  // No change of another account reaches this page by itself.
  useEffect(() => void query.reload(), [search.value]);
  return (
    <Page title={t('nav.users')} actions={<NewUser onMade={show} />}>
      <Field
        label={t('admin.search')}
        type="search"
        value={search.value}
        onInput={({ currentTarget }) => show(currentTarget.value)}
      />
      <Load query={query}>
        {({ items, total }) => (
          <>
            <p class="muted">{t('admin.count', { count: total })}</p>
            {items.length > 0 && (
              <ul class="list">
                {items.map((user) => (
                  <li key={user.id}>
                    <UserRow user={user} />
                  </li>
                ))}
              </ul>
            )}
            <MoreButton more={more} />
          </>
        )}
      </Load>
    </Page>
  );
}

const UserRow = ({ user }: { user: Schemas['Account'] }) => (
  <a class="list-link" href={`/admin/users/${user.id}`}>
    <span>
      {user.name ?? user.email}
      {user.name !== null && <small class="muted">{user.email}</small>}
    </span>
    <UserChips user={user} />
  </a>
);
