import { api, bodyOf } from '../../api/client.ts';
import type { Schemas } from '../../api/schemas.ts';
import { t } from '../../i18n/language.ts';
import { Card, Select } from '../../ui/field.tsx';
import { Failure } from '../../ui/load.tsx';
import { useAction } from '../../ui/use-action.ts';

const roles = ['application-access', 'fitness-trainer', 'superuser'] as const;
type Role = (typeof roles)[number];

type Props = Readonly<{ user: Schemas['Account']; onChange: () => Promise<void> }>;

/** The role of an account, and whether it has all rights. The two are independent of each other. */
export function RightsCard({ user, onChange }: Props) {
  const { run, isRunning, error } = useAction();
  const { id, email, isSuperuser } = user;
  const role = user.roleSlug as Role;
  const change = (work: () => Promise<unknown>) =>
    void run(async () => {
      await work();
      await onChange();
    });
  const path = { email };
  const setRole = (chosen: Role) =>
    change(async () => {
      if (chosen !== 'application-access') {
        const body = { roleSlug: chosen };
        await bodyOf(api.PATCH('/api/v1/roles/{email}/assign', { params: { path }, body }));
      } else if (role !== 'application-access') {
        await bodyOf(api.PATCH('/api/v1/roles/{email}/revoke', { params: { path }, body: { roleSlug: role } }));
      }
    });
  const setSuperuser = (given: boolean) =>
    change(() => bodyOf(api.PATCH('/api/v1/users/{id}', { params: { path: { id } }, body: { isSuperuser: given } })));
  return (
    <Card title={t('admin.rights')}>
      <Select
        label={t('admin.role')}
        value={role}
        options={roles.map((each) => [each, t(`admin.role.${each}`)] as const)}
        onChange={setRole}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={isSuperuser}
          disabled={isRunning}
          onChange={({ currentTarget }) => setSuperuser(currentTarget.checked)}
        />{' '}
        {t('admin.superuser')}
      </label>
      {error !== undefined && <Failure error={error} />}
    </Card>
  );
}
