import { send } from '../../api/outbox.ts';
import { browserZone, type Profile, useProfile } from '../../api/profile.ts';
import { t } from '../../i18n/language.ts';
import { Card, Select } from '../../ui/field.tsx';
import { Load } from '../../ui/load.tsx';

/** The preferences of the athlete, which hold on all devices. */
export const ProfileCard = () => (
  <Card title={t('settings.profile')}>
    <Load query={useProfile()}>{(profile) => <Preferences profile={profile} />}</Load>
  </Card>
);

const change = (body: Partial<Pick<Profile, 'unit' | 'timezone' | 'e1rmFormula' | 'firstDayOfWeek'>>) =>
  void send({ operation: 'changeProfile', body });

function Preferences({ profile }: { profile: Profile }) {
  const zones = [...new Set([browserZone(), profile.timezone ?? 'UTC', ...Intl.supportedValuesOf('timeZone')])];
  return (
    <div class="row">
      <Select
        label={t('settings.unit')}
        value={profile.unit}
        options={[
          ['kg', 'kg'],
          ['lb', 'lb'],
        ]}
        onChange={(unit) => change({ unit })}
      />
      <Select
        label={t('settings.formula')}
        value={profile.e1rmFormula}
        options={[
          ['epley', 'Epley'],
          ['brzycki', 'Brzycki'],
        ]}
        onChange={(e1rmFormula) => change({ e1rmFormula })}
      />
      <Select
        label={t('settings.firstDay')}
        value={profile.firstDayOfWeek}
        options={(['monday', 'sunday', 'saturday'] as const).map((day) => [day, t(`day.${day}`)] as const)}
        onChange={(firstDayOfWeek) => change({ firstDayOfWeek })}
      />
      <Select
        label={t('settings.timezone')}
        value={profile.timezone ?? ''}
        options={[['', t('settings.browserZone')], ...zones.map((zone) => [zone, zone] as const)]}
        onChange={(timezone) => change({ timezone: timezone || null })}
      />
    </div>
  );
}
