import { api } from '../../api/client.ts';
import { send } from '../../api/outbox.ts';
import { usePages } from '../../api/pages.ts';
import { formatCalendarDay, formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { Icon } from '../../ui/icon.tsx';
import { Load } from '../../ui/load.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import type { Kind } from './kinds.ts';

const listed = (kind: Kind) => (after: string | null) =>
  api.GET('/api/v1/body-measurements', { params: { query: { kind, ...(after && { after }) } } });

/** What was measured, the newest first. */
export function MeasurementList({ kind }: { kind: Kind }) {
  const { more, ...query } = usePages(`measurements ${kind}`, listed(kind), ['measurement']);
  return (
    <Load query={query}>
      {({ items }) =>
        items.length === 0 ? null : (
          <>
            <ul class="list">
              {items.map(({ id, value, unit, day }) => (
                <li key={id} class="list-row">
                  <span>
                    {formatCalendarDay(day)} {day.slice(0, 4)}
                  </span>
                  <strong>
                    {formatNumber(value)} {unit}
                  </strong>
                  <button
                    type="button"
                    class="icon-button"
                    aria-label={t('body.remove', { day: formatCalendarDay(day) })}
                    onClick={() => void send({ operation: 'removeMeasurement', path: { id } })}
                  >
                    <Icon name="remove" />
                  </button>
                </li>
              ))}
            </ul>
            <MoreButton more={more} />
          </>
        )
      }
    </Load>
  );
}
