import { useSignal } from '@preact/signals';
import { api, bodyOf } from '../../api/client.ts';
import { useQuery } from '../../api/query.ts';
import type { Schemas } from '../../api/schemas.ts';
import { t } from '../../i18n/language.ts';
import { Card, Field } from '../../ui/field.tsx';
import { textsOf } from '../../ui/form-values.ts';
import { Failure, Load } from '../../ui/load.tsx';
import { fieldErrors } from '../../ui/problem.ts';
import type { SubmitEvent } from '../../ui/submit-event.ts';
import { useAction } from '../../ui/use-action.ts';
import { ActionButton } from './action-button.tsx';
import { Secret } from './secret.tsx';

/** Programs of others that are told of changes. */
export function WebhooksCard() {
  const query = useQuery('webhooks', () => bodyOf(api.GET('/api/v1/webhooks')), []);
  return (
    <Card title={t('webhooks.title')}>
      <Load query={query}>
        {(items) => (
          <ul class="rows">
            {items.map((webhook) => (
              <WebhookRow key={webhook.id} webhook={webhook} onChange={query.reload} />
            ))}
          </ul>
        )}
      </Load>
      <NewWebhook onMade={query.reload} />
    </Card>
  );
}

function WebhookRow({ webhook, onChange }: { webhook: Schemas['Webhook']; onChange: () => Promise<void> }) {
  const params = { path: { id: webhook.id } };
  const toggle = () => bodyOf(api.PATCH('/api/v1/webhooks/{id}', { params, body: { enabled: !webhook.enabled } }));
  const remove = () => bodyOf(api.DELETE('/api/v1/webhooks/{id}', { params }));
  return (
    <li>
      <span class="named">
        {webhook.url}
        <small class="muted">{webhook.enabled ? t('webhooks.on') : t('webhooks.off')}</small>
      </span>
      <div class="actions">
        <ActionButton
          label={webhook.enabled ? t('webhooks.disable') : t('webhooks.enable')}
          work={() => toggle().then(onChange)}
        />
        <ActionButton label={t('webhooks.delete')} work={() => remove().then(onChange)} />
      </div>
    </li>
  );
}

function NewWebhook({ onMade }: { onMade: () => Promise<void> }) {
  const secret = useSignal<string | null>(null);
  const { run, error, isRunning } = useAction();
  const errors = fieldErrors(error);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget;
    const { url = '' } = textsOf(form);
    const body = { url, eventTypes: ['session.changed', 'session.deleted'] } as const;
    void run(async () => {
      secret.value = (
        await bodyOf(api.POST('/api/v1/webhooks', { body: { ...body, eventTypes: [...body.eventTypes] } }))
      ).secret;
      form.reset();
      await onMade();
    });
  };
  return (
    <form class="form" onSubmit={submit}>
      <Field label={t('webhooks.url')} name="url" type="url" required error={errors.get('url')} />
      {error !== undefined && errors.size === 0 && <Failure error={error} />}
      <button type="submit" class="button" disabled={isRunning}>
        {t('webhooks.make')}
      </button>
      {secret.value && <Secret label={t('webhooks.secret')} value={secret.value} />}
    </form>
  );
}
