import { useSignal } from '@preact/signals';
import { api, bodyOf } from '../../api/client.ts';
import { useQuery } from '../../api/query.ts';
import { t } from '../../i18n/language.ts';
import { Card, Select } from '../../ui/field.tsx';
import { Load } from '../../ui/load.tsx';
import type { ChangePlan, Plan } from './plan.tsx';

const read = () => bodyOf(api.GET('/api/v1/training-units', { params: { query: { archived: false, pageSize: 100 } } }));

/** Puts a training unit on a day of the plan. */
export function AddUnit({ plan, onChange }: { plan: Plan; onChange: ChangePlan }) {
  const units = useQuery('units to choose', read, ['unit']);
  const chosen = useSignal('');
  const day = useSignal('1');
  const add = () => {
    const body = { unitId: chosen.value, day: Number(day.value) };
    const params = { path: { id: plan.id } };
    void onChange(() => bodyOf(api.POST('/api/v1/training-plans/{id}/units', { params, body })));
  };
  const days = Array.from({ length: plan.weeks * 7 }, (_, index) => index + 1);
  return (
    <Card title={t('plan.addUnit')}>
      <Load query={units}>
        {({ items }) => (
          <div class="row">
            <Select
              label={t('plan.unit')}
              value={chosen.value}
              options={[['', '–'], ...items.map(({ id, name }) => [id, name] as const)]}
              onChange={(id) => {
                chosen.value = id;
              }}
            />
            <Select
              label={t('chart.day')}
              value={day.value}
              options={days.map(
                (each) =>
                  [String(each), t('plan.day', { week: Math.ceil(each / 7), day: ((each - 1) % 7) + 1 })] as const,
              )}
              onChange={(each) => {
                day.value = each;
              }}
            />
          </div>
        )}
      </Load>
      <button type="button" class="button" disabled={chosen.value === ''} onClick={add}>
        {t('plan.addUnit')}
      </button>
    </Card>
  );
}
