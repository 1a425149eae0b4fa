import { account } from '../../api/account.ts';
import { api, bodyOf } from '../../api/client.ts';
import { t } from '../../i18n/language.ts';
import { Card, Field, Select } from '../../ui/field.tsx';
import { textsOf } from '../../ui/form-values.ts';
import type { SubmitEvent } from '../../ui/submit-event.ts';
import type { ChangePlan, Plan } from './plan.tsx';

type Props = Readonly<{ plan: Plan; onChange: ChangePlan }>;
const statuses = ['private', 'shared', 'public'] as const;
const levels = ['read', 'write'] as const;
const route = '/api/v1/training-plans/{id}';
const grantRoute = `${route}/grants/{accountId}` as const;

/** Who else may read or edit the plan: no one, some accounts, or everyone on this installation. */
export function SharingCard({ plan, onChange }: Props) {
  const path = { id: plan.id };
  const share = (status: Plan['sharing']) =>
    onChange(() => bodyOf(api.PUT(`${route}/sharing`, { params: { path }, body: { status } })));
  return (
    <Card title={t('sharing.title')}>
      <Select
        label={t('sharing.who')}
        value={plan.sharing}
        options={statuses.map((status) => [status, t(`sharing.${status}`)] as const)}
        onChange={share}
      />
      {plan.sharing === 'shared' && <Grants plan={plan} onChange={onChange} />}
    </Card>
  );
}

function Grants({ plan, onChange }: Props) {
  const params = (accountId: string) => ({ path: { id: plan.id, accountId } });
  const grant = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget;
    const { accountId = '', level } = textsOf(form);
    const body = { level: level === 'write' ? 'write' : 'read' } as const;
    void onChange(() => bodyOf(api.PUT(grantRoute, { params: params(accountId), body }))).then((isDone) => {
      // What was refused stays in the field, to be corrected.
      if (isDone) form.reset();
    });
  };
  const withdraw = (accountId: string) =>
    onChange(async () => {
      await bodyOf(api.DELETE(grantRoute, { params: params(accountId) }));
      return bodyOf(api.GET(route, { params: { path: { id: plan.id } } }));
    });
  return (
    <>
      <ul class="rows">
        {plan.grants.map(({ accountId, level }) => (
          <li key={accountId}>
            <span>
              <code>{accountId}</code> <span class="chip">{t(`sharing.level.${level}`)}</span>
            </span>
            <button type="button" class="button" onClick={() => withdraw(accountId)}>
              {t('sharing.withdraw')}
            </button>
          </li>
        ))}
      </ul>
      <form class="inline-form" onSubmit={grant}>
        <Field label={t('sharing.account')} name="accountId" hint={t('sharing.hint')} required />
        <fieldset class="scope">
          <legend>{t('sharing.level')}</legend>
          {levels.map((level) => (
            <label key={level} class="check">
              <input type="radio" name="level" value={level} defaultChecked={level === 'read'} />
              {t(`sharing.level.${level}`)}
            </label>
          ))}
        </fieldset>
        <button type="submit" class="button">
          {t('sharing.grant')}
        </button>
      </form>
      <p class="muted">
        {t('sharing.own')} <code>{account.value?.id}</code>
      </p>
    </>
  );
}
