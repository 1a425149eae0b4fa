import type { Schemas } from '../../api/schemas.ts';
import { t } from '../../i18n/language.ts';
import { Card } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import './exercise.css';

type Exercise = Schemas['Exercise'];

/** How an exercise is done, and which muscles it trains. */
export function AboutCard({ exercise }: { exercise: Exercise }) {
  const steps = exercise.instructions?.split('\n').filter(Boolean) ?? [];
  return (
    <Card title={t('exercise.about')}>
      <Picture exercise={exercise} />
      <dl class="facts-list">
        <Fact label={t('exercise.primary')} items={exercise.primaryMuscles} />
        <Fact label={t('exercise.secondary')} items={exercise.secondaryMuscles} />
        <Fact label={t('exercise.equipment')} items={exercise.equipment} />
      </dl>
      {exercise.safety && <p class="notice">{exercise.safety}</p>}
      <ol class="steps">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </Card>
  );
}

const Fact = ({ label, items }: { label: string; items: readonly { id: number; name: string }[] }) =>
  items.length === 0 ? null : (
    <div>
      <dt>{label}</dt>
      <dd>{items.map(({ name }) => name).join(', ')}</dd>
    </div>
  );

/** Pictures come from the host that the operator has named. Without one the service names a host of examples. */
function Picture({ exercise: { imagePathStart, name } }: { exercise: Exercise }) {
  const isReal = imagePathStart && !new URL(imagePathStart).hostname.endsWith('example.com');
  return isReal ? (
    <img class="picture" src={imagePathStart} alt={name} loading="lazy" />
  ) : (
    <div class="picture" aria-hidden="true">
      <Icon name="exercises" />
    </div>
  );
}
