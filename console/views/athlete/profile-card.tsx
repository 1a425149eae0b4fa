import { useAthleteProfile } from '../../coaching/use-athlete.ts';
import { t } from '../../i18n/language.ts';
import { Card } from '../../ui/field.tsx';
import { Load } from '../../ui/load.tsx';

/** What the athlete tells coaches. */
export const ProfileCard = ({ athleteId }: { athleteId: string }) => (
  <Card title={t('profile.title')}>
    <Load query={useAthleteProfile(athleteId)}>
      {({ goals, limitations, equipment, birthYear, timezone }) => (
        <dl class="told">
          <Told label={t('profile.goals')} text={goals} />
          <Told label={t('profile.limitations')} text={limitations} />
          <Told label={t('profile.equipment')} text={equipment} />
          <Told label={t('profile.birthYear')} text={birthYear === null ? null : String(birthYear)} />
          <Told label={t('settings.timezone')} text={timezone} />
        </dl>
      )}
    </Load>
  </Card>
);

const Told = ({ label, text }: { label: string; text: string | null }) => (
  <div>
    <dt>{label}</dt>
    <dd>{text ?? '–'}</dd>
  </div>
);
