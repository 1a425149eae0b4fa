import { t } from '../../i18n/language.ts';
import { Page } from '../../ui/page.tsx';
import { AppsCard } from './apps-card.tsx';
import { BrowserCard } from './browser-card.tsx';
import { DevicesCard } from './devices-card.tsx';
import { EraseCard } from './erase-card.tsx';
import { ExportCard } from './export-card.tsx';
import { PasswordCard } from './password-card.tsx';
import { ProfileCard } from './profile-card.tsx';
import { ReadsCard } from './reads-card.tsx';
import { SignOut } from './sign-out.tsx';
import { TokensCard } from './tokens-card.tsx';
import { WebhooksCard } from './webhooks-card.tsx';

export const Settings = () => (
  <Page title={t('nav.settings')} actions={<SignOut />}>
    <div class="columns">
      <ProfileCard />
      <BrowserCard />
      <ReadsCard />
      <DevicesCard />
      <AppsCard />
      <TokensCard />
      <WebhooksCard />
      <PasswordCard />
      <ExportCard />
      <EraseCard />
    </div>
  </Page>
);
