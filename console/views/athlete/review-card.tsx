import { api, bodyOf } from '../../api/client.ts';
import { invalidate, useQuery } from '../../api/query.ts';
import type { Schemas } from '../../api/schemas.ts';
import { useAthleteZone } from '../../coaching/use-athlete.ts';
import type { RosterRow } from '../../coaching/use-roster.ts';
import { useSessionNames } from '../../coaching/use-session-names.ts';
import { formatInstant } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { Card } from '../../ui/field.tsx';
import { Failure, Load } from '../../ui/load.tsx';
import { useAction } from '../../ui/use-action.ts';

type Thing = Schemas['Review']['things'][number];
const route = '/api/v1/coaching/athletes/{athleteId}/review';

/** What is new since the coach has looked, and the mark that it was looked at. */
export function ReviewCard({ row: { athleteId, scope } }: { row: RosterRow }) {
  const names = useSessionNames(athleteId, scope.includes('history'));
  const params = { path: { athleteId } };
  const { run, isRunning, error } = useAction();
  const query = useQuery(`review of ${athleteId}`, () => bodyOf(api.GET(route, { params })), ['athlete']);
  const markSeen = (to: string) =>
    void run(async () => {
      await bodyOf(api.POST(`${route}/seen`, { params, body: { to } }));
      invalidate(new Set(['athlete']));
    });
  return (
    <Card title={t('review.title')}>
      <Load query={query}>
        {({ things, to, more }) =>
          things.length === 0 ? (
            <p class="muted">{t('review.nothing')}</p>
          ) : (
            <>
              <Things athleteId={athleteId} things={things} names={names} />
              {more && <p class="muted">{t('review.more')}</p>}
              <button type="button" class="button" disabled={isRunning} onClick={() => markSeen(to)}>
                {t('review.markSeen')}
              </button>
            </>
          )
        }
      </Load>
      {error !== undefined && <Failure error={error} />}
    </Card>
  );
}

type ThingsProps = Readonly<{ athleteId: string; things: readonly Thing[]; names: ReadonlyMap<string, string> }>;

const Things = ({ athleteId, things, names }: ThingsProps) => (
  <ul class="rows new-things">
    {things.toReversed().map((thing) => (
      <ThingRow
        key={`${thing.kind} ${thing.id}`}
        athleteId={athleteId}
        thing={thing}
        name={names.get(thing.id) ?? t(`kind.${thing.kind}`)}
      />
    ))}
  </ul>
);

function ThingRow({ athleteId, thing, name }: { athleteId: string; thing: Thing; name: string }) {
  const { kind, id, events, isCreated, lastAt } = thing;
  const zone = useAthleteZone(athleteId);
  return (
    <li>
      <span>
        {kind === 'session' ? <a href={`/athletes/${athleteId}/sessions/${id}`}>{name}</a> : name}{' '}
        {isCreated && <b class="chip accent">{t('review.isNew')}</b>}
        <small class="muted block">{formatInstant(lastAt, zone)}</small>
      </span>
      <span class="muted">{t('review.events', { count: events })}</span>
    </li>
  );
}
