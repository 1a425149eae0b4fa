import { useSignal } from '@preact/signals';
import { useRoute } from 'preact-iso';
import { api, bodyOf } from '../../api/client.ts';
import { invalidate, updateAnswer, useQuery } from '../../api/query.ts';
import type { Schemas } from '../../api/schemas.ts';
import { nameOf, type RosterRow, useRoster } from '../../coaching/use-roster.ts';
import { t } from '../../i18n/language.ts';
import { textsOf } from '../../ui/form-values.ts';
import { Failure, Load } from '../../ui/load.tsx';
import { Page } from '../../ui/page.tsx';
import { fieldErrors } from '../../ui/problem.ts';
import { SaveRow } from '../../ui/save-row.tsx';
import type { SubmitEvent } from '../../ui/submit-event.ts';
import { useAction } from '../../ui/use-action.ts';
import { ThresholdFields, thresholdsIn } from './threshold-fields.tsx';

type Thresholds = Schemas['Thresholds'];
type Set = Thresholds['thresholds'];

const ofAll = {
  read: () => bodyOf(api.GET('/api/v1/coaching/thresholds')),
  write: (body: Set) => bodyOf(api.PUT('/api/v1/coaching/thresholds', { body })),
};
const ofOne = (athleteId: string): typeof ofAll => {
  const params = { path: { athleteId } };
  const route = '/api/v1/coaching/athletes/{athleteId}/thresholds';
  return {
    read: () => bodyOf(api.GET(route, { params })),
    write: (body) => bodyOf(api.PUT(route, { params, body })),
  };
};

/** From which number on the coach is told of a signal: for all athletes, or for one. */
export function ThresholdsView() {
  const { id } = useRoute().params;
  const row = useRoster().data?.athletes.find(({ athleteId }) => athleteId === id);
  const source = id === undefined ? ofAll : ofOne(id);
  const key = `thresholds ${id ?? ''}`;
  const save = async (body: Set) => {
    const saved = await source.write(body);
    updateAnswer<Thresholds>(key, () => saved);
    invalidate(new Set(['athlete']));
  };
  return (
    <Page title={t('thresholds.title')} parent={parentOf(row)}>
      <p class="muted">{row ? t('thresholds.ofOne', { name: nameOf(row) }) : t('thresholds.ofAll')}</p>
      <Load query={useQuery(key, source.read)}>
        {(thresholds) => <Form key={id} thresholds={thresholds} save={save} />}
      </Load>
    </Page>
  );
}

const parentOf = (row: RosterRow | undefined) =>
  row ? { href: `/athletes/${row.athleteId}`, label: nameOf(row) } : { href: '/roster', label: t('nav.roster') };

type FormProps = Readonly<{ thresholds: Thresholds; save: (body: Set) => Promise<void> }>;

function Form({ thresholds, save }: FormProps) {
  const { run, isRunning, error } = useAction();
  const isSaved = useSignal(false);
  const errors = fieldErrors(error);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const body = thresholdsIn(textsOf(event.currentTarget));
    void run(() => save(body)).then((isDone) => {
      isSaved.value = isDone;
    });
  };
  return (
    <form class="form" onSubmit={submit}>
      <ThresholdFields thresholds={thresholds} errors={errors} />
      {error !== undefined && errors.size === 0 && <Failure error={error} />}
      <SaveRow isRunning={isRunning} isSaved={isSaved.value} />
    </form>
  );
}
