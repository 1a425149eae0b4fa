import { api, bodyOf } from '../../api/client.ts';
import { updateAnswer } from '../../api/query.ts';
import { t } from '../../i18n/language.ts';
import { Icon } from '../../ui/icon.tsx';
import { Sortable } from '../../ui/sortable.tsx';
import type { ChangePlan, Plan } from './plan.tsx';

type Props = Readonly<{ plan: Plan; planKey: string; onChange: ChangePlan }>;
type Unit = Plan['units'][number];

/** The units of a plan in the order of their days. A unit that is moved gets the day of the place to which it is moved. */
export function Days({ plan, planKey, onChange }: Props) {
  const path = { id: plan.id };
  const move = (id: string, to: number) => {
    const moved = plan.units.find((unit) => unit.id === id);
    if (!moved) return;
    const day = plan.units[to]?.day ?? moved.day;
    const rest = plan.units.filter((unit) => unit.id !== id);
    const units: readonly Unit[] = rest.toSpliced(to, 0, { ...moved, day });
    updateAnswer<Plan>(planKey, (shown) => ({ ...shown, units }));
    const body = { units: units.map((unit) => ({ id: unit.id, day: unit.day })) };
    void onChange(() => bodyOf(api.PUT('/api/v1/training-plans/{id}/units/order', { params: { path }, body })));
  };
  const remove = (planUnitId: string) => {
    const params = { path: { ...path, planUnitId } };
    void onChange(() => bodyOf(api.DELETE('/api/v1/training-plans/{id}/units/{planUnitId}', { params })));
  };
  if (plan.units.length === 0) return <p class="empty">{t('plan.noUnits')}</p>;
  return (
    <Sortable label={t('plan.days')} items={plan.units} nameOf={({ name }) => name} onMove={move}>
      {({ id, unitId, name, day }) => (
        <>
          <span>
            {unitId ? <a href={`/units/${unitId}`}>{name}</a> : name}
            <small class="muted">{t('plan.day', { week: Math.ceil(day / 7), day: ((day - 1) % 7) + 1 })}</small>
          </span>
          <button
            type="button"
            class="icon-button"
            aria-label={t('plan.removeUnit', { name })}
            onClick={() => remove(id)}
          >
            <Icon name="remove" />
          </button>
        </>
      )}
    </Sortable>
  );
}
