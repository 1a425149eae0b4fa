import { useLocation } from 'preact-iso';
import { api, bodyOf } from '../../api/client.ts';
import { kept } from '../../api/kept.ts';
import { pending } from '../../api/outbox.ts';
import { useQuery } from '../../api/query.ts';
import { formatTime } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import type { Session } from '../../session/apply-command.ts';
import { startSession } from '../../session/start-session.ts';
import { startedHere, useSession } from '../../session/use-session.ts';
import { Failure, Load } from '../../ui/load.tsx';
import { useAction } from '../../ui/use-action.ts';

type Found = Readonly<{ id: string | null }>;

// The list, because the route of the active session answers 404 without one, which browsers report as an error.
const read = kept('running', async (): Promise<Found> => {
  const query = { status: 'in_progress', pageSize: 1 } as const;
  const { items } = await bodyOf(api.GET('/api/v1/training-sessions', { params: { query } }));
  return { id: items[0]?.id ?? null };
});

/** The session in progress; without one, the button that starts it. */
export function RunningCard() {
  const query = useQuery('running', read, ['session']);
  const local = pending.value.find(({ operation }) => operation === 'startSession');
  const localId = local?.operation === 'startSession' ? local.body.id : undefined;
  if (localId && startedHere(localId)) return <Running id={localId} />;
  return <Load query={query}>{({ id }) => (id === null ? <StartEmpty /> : <Running id={id} />)}</Load>;
}

function Running({ id }: { id: string }) {
  const query = useSession(id);
  const { data } = query;
  // A second session cannot start, so its button waits until the state of this one is known.
  if (data === undefined) return <Load query={query}>{() => null}</Load>;
  if (data?.status !== 'in_progress') return <StartEmpty />;
  return (
    <a class="card running" href={`/sessions/${id}`}>
      <b class="chip accent">{t('session.running')}</b>
      <strong>{data.name ?? t('session.unnamed')}</strong>
      <span>{t('today.since', { time: formatTime(data.startedAt, data.timezone), count: setCount(data) })}</span>
      <b class="button primary">{t('today.continue')}</b>
    </a>
  );
}

const setCount = ({ exercises }: Session): number => exercises.reduce((sum, { sets }) => sum + sets.length, 0);

function StartEmpty() {
  const { route } = useLocation();
  const { run, isRunning, error } = useAction();
  return (
    <>
      <button
        type="button"
        class="button primary wide"
        disabled={isRunning}
        onClick={() => void run(async () => route(`/sessions/${await startSession({})}`))}
      >
        {t('today.start')}
      </button>
      {error !== undefined && <Failure error={error} />}
    </>
  );
}
