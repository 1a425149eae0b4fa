import { useSignal } from '@preact/signals';
import { api, bodyOf } from '../../api/client.ts';
import { useZone } from '../../api/profile.ts';
import { useQuery } from '../../api/query.ts';
import { formatInstant } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { Card, Field } from '../../ui/field.tsx';
import { Failure, Load } from '../../ui/load.tsx';
import type { SubmitEvent } from '../../ui/submit-event.ts';
import { useAction } from '../../ui/use-action.ts';
import { ActionButton } from './action-button.tsx';
import { Secret } from './secret.tsx';

const scopes = ['read', 'write'] as const;

/** Personal access tokens, with which programs use the account. */
export function TokensCard() {
  const query = useQuery('tokens', () => bodyOf(api.GET('/api/v1/access/tokens')), []);
  const zone = useZone();
  const revoke = async (id: string) => {
    await bodyOf(api.DELETE('/api/v1/access/tokens/{id}', { params: { path: { id } } }));
    await query.reload();
  };
  return (
    <Card title={t('tokens.title')}>
      <Load query={query}>
        {(items) => (
          <ul class="rows">
            {items.map(({ id, name, scopes, expiresAt }) => (
              <li key={id}>
                <span class="named">
                  {name}
                  <small class="muted">
                    {scopes.map((scope) => t(`scope.${scope}`)).join(', ')} · {formatInstant(expiresAt, zone)}
                  </small>
                </span>
                <ActionButton label={t('tokens.revoke')} work={() => revoke(id)} />
              </li>
            ))}
          </ul>
        )}
      </Load>
      <NewToken onMade={query.reload} />
    </Card>
  );
}

function NewToken({ onMade }: { onMade: () => Promise<void> }) {
  const token = useSignal<string | null>(null);
  const { run, error, isRunning } = useAction();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const body = { name: String(data.get('name')), scopes: scopes.filter((scope) => data.has(scope)) };
    void run(async () => {
      const made = await bodyOf(api.POST('/api/v1/access/tokens', { body }));
      token.value = made.token;
      form.reset();
      await onMade();
    });
  };
  return (
    <form class="form" onSubmit={submit}>
      <Field label={t('tokens.name')} name="name" required maxLength={100} />
      {scopes.map((scope) => (
        <label key={scope} class="check">
          <input type="checkbox" name={scope} defaultChecked={scope === 'read'} /> {t(`scope.${scope}`)}
        </label>
      ))}
      {error !== undefined && <Failure error={error} />}
      <button type="submit" class="button" disabled={isRunning}>
        {t('tokens.make')}
      </button>
      {token.value && <Secret label={t('tokens.once')} value={token.value} />}
    </form>
  );
}
