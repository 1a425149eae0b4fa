import { api } from '../../api/client.ts';
import { usePages } from '../../api/pages.ts';
import { useZone } from '../../api/profile.ts';
import { formatInstant } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { Card } from '../../ui/field.tsx';
import { Load } from '../../ui/load.tsx';
import { MoreButton } from '../../ui/more-button.tsx';

const listed = (after: string | null) =>
  api.GET('/api/v1/audit/reads', { params: { query: { pageSize: 10, ...(after && { after }) } } });

/** Who has looked at the data of the account. */
export function ReadsCard() {
  const { more, ...query } = usePages('reads', listed, []);
  const zone = useZone();
  return (
    <Card title={t('reads.title')}>
      <Load query={query}>
        {({ items }) => (
          <>
            {items.length === 0 && <p class="muted">{t('reads.none')}</p>}
            <ul class="rows">
              {items.map(({ id, reader, operation, lastAt, reads }) => (
                <li key={id}>
                  <span>
                    <b>{t(`reads.by.${reader.capacity}`)}</b> <small class="muted">{operation}</small>
                  </span>
                  <small class="muted">
                    {formatInstant(lastAt, zone)} · {t('reads.times', { count: reads })}
                  </small>
                </li>
              ))}
            </ul>
            <MoreButton more={more} />
          </>
        )}
      </Load>
    </Card>
  );
}
