import type { Schemas } from '../../api/schemas.ts';
import { t } from '../../i18n/language.ts';

type Shown = Pick<Schemas['Account'], 'isActive' | 'isSuperuser' | 'roleSlug'>;

/** What is unusual about an account: its rights, and that it cannot sign in. */
export const UserChips = ({ user: { isActive, isSuperuser, roleSlug } }: { user: Shown }) => (
  <>
    {isSuperuser && <b class="chip accent">{t('admin.superuser')}</b>}
    {roleSlug === 'fitness-trainer' && <b class="chip">{t('admin.role.fitness-trainer')}</b>}
    {!isActive && <b class="chip bad">{t('admin.inactive')}</b>}
  </>
);
