import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { api, bodyOf } from '../../api/client.ts';
import { useProfile } from '../../api/profile.ts';
import { useQuery } from '../../api/query.ts';
import { Chart } from '../../chart/chart.tsx';
import { t } from '../../i18n/language.ts';
import { Card, Select } from '../../ui/field.tsx';
import { Load } from '../../ui/load.tsx';
import { Page } from '../../ui/page.tsx';
import { type Kind, kinds, unitOf } from './kinds.ts';
import { MeasurementForm } from './measurement-form.tsx';
import { MeasurementList } from './measurement-list.tsx';

/** Body weight and other measurements: a chart, what was measured, and a form for a new one. */
export function Body() {
  const kind = useSignal<Kind>('body_weight');
  const unit = unitOf(kind.value, useProfile().data?.unit ?? 'kg');
  return (
    <Page title={t('nav.body')}>
      <Select
        label={t('body.kind')}
        value={kind.value}
        options={kinds.map((each) => [each, t(`body.kind.${each}`)] as const)}
        onChange={(chosen) => {
          kind.value = chosen;
        }}
      />
      <div class="columns">
        <Card title={t('body.new')}>
          <MeasurementForm key={kind.value} kind={kind.value} unit={unit} />
        </Card>
        <Card>
          <Series kind={kind.value} />
        </Card>
      </div>
      <MeasurementList kind={kind.value} />
    </Page>
  );
}

function Series({ kind }: { kind: Kind }) {
  const read = () => bodyOf(api.GET('/api/v1/statistics/body-measurements', { params: { query: { kind } } }));
  const query = useQuery(`series ${kind}`, read, ['measurement', 'profile']);
  const points = useMemo(() => query.data?.points.map(({ day, value }) => ({ day, value })) ?? [], [query.data]);
  return (
    <Load query={query}>
      {({ unit }) => <Chart title={t(`body.kind.${kind}`)} unit={unit} shape="line" points={points} />}
    </Load>
  );
}
