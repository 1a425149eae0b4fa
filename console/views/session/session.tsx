import { useRoute } from 'preact-iso';
import { t } from '../../i18n/language.ts';
import { useSession } from '../../session/use-session.ts';
import { Load } from '../../ui/load.tsx';
import { Page } from '../../ui/page.tsx';
import { Gone } from './gone.tsx';
import { SessionPage } from './session-page.tsx';
import './session.css';

/** A training session: the running one, to log it, or one of the past, to read and correct it. */
export function Session() {
  const { id = '' } = useRoute().params;
  const query = useSession(id);
  if (query.data) return <SessionPage key={id} session={query.data} />;
  if (query.data === null) return <Gone />;
  return (
    <Page title={t('session.unnamed')} parent={{ href: '/history', label: t('nav.history') }}>
      <Load query={query}>{() => null}</Load>
    </Page>
  );
}
