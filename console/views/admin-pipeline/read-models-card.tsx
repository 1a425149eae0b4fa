import { api, bodyOf } from '../../api/client.ts';
import type { Schemas } from '../../api/schemas.ts';
import { formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/language.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Card } from '../../ui/field.tsx';
import { Failure } from '../../ui/load.tsx';
import { useAction } from '../../ui/use-action.ts';

type ReadModel = Schemas['ReadModelState'];
type Props = Readonly<{ head: string; readModels: readonly ReadModel[] }>;

/** Each version of each read model: its state, how far it is, and a rebuild. */
export const ReadModelsCard = ({ head, readModels }: Props) => (
  <Card title={t('admin.readModels')}>
    <ul class="rows">
      {readModels.map((model) => (
        <li key={`${model.projection} ${model.version}`}>
          <ReadModelRow model={model} head={head} />
        </li>
      ))}
    </ul>
  </Card>
);

function ReadModelRow({ model, head }: { model: ReadModel; head: string }) {
  const { projection, version, state, paused, parked } = model;
  const name = `${projection} v${version}`;
  return (
    <>
      <span class="named">
        {name}
        <small class="muted">
          {isFilling(model) ? <Progress name={name} model={model} head={head} /> : lagOf(model)}
        </small>
      </span>
      <span class="facts">
        <b class={state === 'live' ? 'chip good' : 'chip'}>{t(`admin.state.${state}`)}</b>
        {paused && <b class="chip warn">{t('admin.paused')}</b>}
        {parked > 0 && <b class="chip bad">{t('admin.parkedCount', { count: parked })}</b>}
        {state === 'live' && <Rebuild name={projection} />}
      </span>
    </>
  );
}

const isFilling = ({ state }: ReadModel): boolean => state === 'building' || state === 'joining';

/** How many events wait, and how old the oldest is. */
function lagOf({ lanes }: ReadModel): string {
  const count = lanes.reduce((sum, { events }) => sum + events, 0);
  const seconds = Math.max(0, ...lanes.map((lane) => lane.seconds));
  if (count === 0) return t('admin.upToDate');
  return t('admin.lag', { count, seconds: formatNumber(seconds, 1) });
}

/** How much of the log a version that is being rebuilt has read. */
function Progress({ name, model: { lanes }, head }: { name: string; model: ReadModel; head: string }) {
  const read = Math.min(...lanes.map(({ position }) => Number(position)));
  const percent = Math.floor((100 * Math.max(0, read)) / Math.max(1, Number(head)));
  return (
    <>
      <progress max={100} value={percent} aria-label={t('admin.rebuildOf', { name })} /> {formatNumber(percent, 0)} %
    </>
  );
}

function Rebuild({ name }: { name: string }) {
  const { run, error } = useAction();
  const start = () =>
    void run(() => bodyOf(api.POST('/api/v1/pipeline/read-models/{name}/rebuild', { params: { path: { name } } })));
  return (
    <>
      <ConfirmButton
        label={t('admin.rebuild', { name })}
        question={t('admin.rebuildQuestion', { name })}
        onConfirm={start}
      />
      {error !== undefined && <Failure error={error} />}
    </>
  );
}
