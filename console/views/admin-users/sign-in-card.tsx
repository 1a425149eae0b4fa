import { useSignal } from '@preact/signals';
import { useLocation } from 'preact-iso';
import { api, bodyOf } from '../../api/client.ts';
import type { Schemas } from '../../api/schemas.ts';
import { t } from '../../i18n/language.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Card } from '../../ui/field.tsx';
import { Failure } from '../../ui/load.tsx';
import { useAction } from '../../ui/use-action.ts';
import { ActionButton } from '../settings/action-button.tsx';
import { Secret } from '../settings/secret.tsx';

type Props = Readonly<{ user: Schemas['Account']; onChange: () => Promise<void> }>;

/** Whether an account can sign in, a token for a forgotten password, and the end of the account. */
export function SignInCard({ user: { id, email, isActive }, onChange }: Props) {
  const token = useSignal<string | null>(null);
  const { run, error } = useAction();
  const { route } = useLocation();
  const params = { params: { path: { id } } };
  const setActive = async (given: boolean) => {
    await bodyOf(api.PATCH('/api/v1/users/{id}', { ...params, body: { isActive: given } }));
    await onChange();
  };
  const offer = async () => {
    const made = await bodyOf(api.POST('/api/v1/users/{id}/password-reset', params));
    token.value = made.token;
  };
  const erase = () =>
    void run(async () => {
      await bodyOf(api.DELETE('/api/v1/users/{id}', params));
      route('/admin/users');
    });
  return (
    <Card title={t('admin.signIn')}>
      <div class="actions">
        {isActive ? (
          <ActionButton label={t('admin.deactivate')} work={() => setActive(false)} />
        ) : (
          <ActionButton label={t('admin.activate')} work={() => setActive(true)} />
        )}
        <ActionButton label={t('admin.resetPassword')} work={offer} />
        <ConfirmButton
          label={t('admin.erase')}
          question={t('admin.eraseQuestion', { email })}
          onConfirm={erase}
          class="button danger"
        />
      </div>
      {token.value && <Secret label={t('admin.resetOnce')} value={token.value} />}
      {error !== undefined && <Failure error={error} />}
    </Card>
  );
}
