import { useLocation, useRoute } from 'preact-iso';
import { api, bodyOf } from '../../api/client.ts';
import { updateAnswer, useQuery } from '../../api/query.ts';
import type { Schemas } from '../../api/schemas.ts';
import { t } from '../../i18n/language.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Failure, Load } from '../../ui/load.tsx';
import { Page } from '../../ui/page.tsx';
import { useAction } from '../../ui/use-action.ts';
import { AddUnit } from './add-unit.tsx';
import { Days } from './days.tsx';
import { SharingCard } from './sharing-card.tsx';
import { StartPlan } from './start-plan.tsx';

export type Plan = Schemas['TrainingPlan'];
/** Changes the plan, shows what the service answers, and resolves to whether it succeeded. */
export type ChangePlan = (work: () => Promise<Plan>) => Promise<boolean>;

/** A training plan: its units on days, which can be moved, and its start. */
export function PlanView() {
  const { id = '' } = useRoute().params;
  const { route } = useLocation();
  const { run, error } = useAction();
  const key = `plan ${id}`;
  const path = { id };
  const query = useQuery(key, () => bodyOf(api.GET('/api/v1/training-plans/{id}', { params: { path } })), ['plan']);
  const change: ChangePlan = async (work) => {
    const hasChanged = await run(async () => {
      const changed = await work();
      updateAnswer<Plan>(key, () => changed);
    });
    // What was shown before the answer is not true.
    if (!hasChanged) await query.reload();
    return hasChanged;
  };
  const remove = () =>
    void run(async () => {
      await bodyOf(api.DELETE('/api/v1/training-plans/{id}', { params: { path } }));
      route('/plans', true);
    });
  return (
    <Page title={query.data?.name ?? t('nav.plans')} parent={{ href: '/plans', label: t('nav.plans') }}>
      <Load query={query}>
        {(plan) => (
          <>
            {plan.description && <p>{plan.description}</p>}
            <StartPlan plan={plan} />
            {error !== undefined && <Failure error={error} />}
            <Days plan={plan} planKey={key} onChange={change} />
            <AddUnit plan={plan} onChange={change} />
            {plan.access === 'owner' && <SharingCard plan={plan} onChange={change} />}
            <div class="actions">
              <ConfirmButton
                class="button danger"
                label={t('plan.delete')}
                question={t('plan.deleteQuestion')}
                onConfirm={remove}
              />
            </div>
          </>
        )}
      </Load>
    </Page>
  );
}
