import { useLocation } from 'preact-iso';
import { api, bodyOf } from '../../api/client.ts';
import { useZone } from '../../api/profile.ts';
import { useQuery } from '../../api/query.ts';
import { formatInstant } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { Card } from '../../ui/field.tsx';
import { Load } from '../../ui/load.tsx';
import { Page } from '../../ui/page.tsx';
import { ParkedActions } from './parked-actions.tsx';

/** A parked stream: the event that failed, why, and what can be done. */
export function Parked({ id }: { id: string }) {
  const params = { params: { path: { id } } };
  const query = useQuery(`parked ${id}`, () => bodyOf(api.GET('/api/v1/pipeline/parked-streams/{id}', params)), []);
  const { route } = useLocation();
  const zone = useZone();
  const leave = () => route('/admin/pipeline');
  return (
    <Page title={t('admin.parkedStream')} parent={{ href: '/admin/pipeline', label: t('nav.pipeline') }}>
      <Load query={query}>
        {({ projection, version, stream, reason, waiting, triedAt, event }) => (
          <>
            <Card title={`${projection} v${version}`}>
              <p>{stream}</p>
              <blockquote>{reason}</blockquote>
              <p class="facts">
                <span>{t('admin.waiting', { count: waiting })}</span>
                <span>{t('admin.triedAt', { time: formatInstant(triedAt, zone) })}</span>
              </p>
              {event && (
                <p class="facts">
                  <b class="chip">{event.type}</b>
                  <span>{t('admin.revision', { revision: event.revision })}</span>
                  <span>{formatInstant(event.recordedAt, zone)}</span>
                </p>
              )}
            </Card>
            <ParkedActions id={id} eventId={event?.id ?? null} onChange={query.reload} onEmpty={leave} />
          </>
        )}
      </Load>
    </Page>
  );
}
