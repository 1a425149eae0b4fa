import { account } from '../../api/account.ts';
import { isTrainer } from '../../coaching/is-trainer.ts';
import '../../coaching/coaching.css';
import { t } from '../../i18n/language.ts';
import { Card } from '../../ui/field.tsx';
import { Load } from '../../ui/load.tsx';
import { Page } from '../../ui/page.tsx';
import { AboutMe } from './about-me.tsx';
import { AskForm } from './ask-form.tsx';
import './coaching.css';
import { CoachingRow } from './coaching-row.tsx';
import { type Side, useCoachings } from './use-coachings.ts';

/** Who coaches the athlete, and whom a trainer coaches: what was asked, what holds and until when. */
export const CoachingView = () => (
  <Page title={t('nav.coaching')}>
    {account.value && isTrainer(account.value) && <People side="coach" />}
    <People side="athlete" />
  </Page>
);

function People({ side }: { side: Side }) {
  const title = t(side === 'athlete' ? 'coaching.coaches' : 'coaching.athletes');
  return (
    <section class="group" aria-label={title}>
      <h2>{title}</h2>
      <div class="columns">
        <Relationships side={side} />
        <Card>
          <h3>{t(side === 'athlete' ? 'coaching.inviteTitle' : 'coaching.askTitle')}</h3>
          <AskForm side={side} />
        </Card>
        {side === 'athlete' && <AboutMe />}
      </div>
    </section>
  );
}

const Relationships = ({ side }: { side: Side }) => (
  <Card>
    <Load query={useCoachings(side)}>
      {(coachings) =>
        coachings.length === 0 ? (
          <p class="muted">{t(side === 'athlete' ? 'coaching.noCoach' : 'coaching.noAthlete')}</p>
        ) : (
          <ul class="rows">
            {coachings.map((coaching) => (
              <CoachingRow key={coaching.id} coaching={coaching} side={side} />
            ))}
          </ul>
        )
      }
    </Load>
  </Card>
);
