import type { Schemas } from '../../api/schemas.ts';
import { t } from '../../i18n/language.ts';
import { Card } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';

/** The streams with an event that a read model cannot apply. */
export const ParkedCard = ({ streams }: { streams: readonly Schemas['ParkedStream'][] }) => (
  <Card title={t('admin.parked')}>
    {streams.length === 0 ? (
      <p class="muted">{t('admin.noneParked')}</p>
    ) : (
      <ul class="list">
        {streams.map((stream) => (
          <ParkedRow key={stream.id} stream={stream} />
        ))}
      </ul>
    )}
  </Card>
);

const ParkedRow = ({ stream: { id, projection, stream, waiting, reason } }: { stream: Schemas['ParkedStream'] }) => (
  <li>
    <a class="list-link" href={`/admin/parked/${id}`}>
      <span>
        {projection}: {stream}
        <small class="muted">
          {t('admin.waiting', { count: waiting })} · {reason}
        </small>
      </span>
      <Icon name="next" />
    </a>
  </li>
);
