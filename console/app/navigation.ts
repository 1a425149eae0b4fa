import type { Account } from '../api/account.ts';
import { isTrainer } from '../coaching/is-trainer.ts';
import type { MessageKey } from '../i18n/language.ts';
import type { IconName } from '../ui/icon.tsx';

export type Place = Readonly<{
  href: string;
  label: MessageKey;
  icon: IconName;
  /** Whether it is one of the few places at the bottom of a phone. */
  isMain?: true;
  /** Other addresses whose pages belong to this place. */
  parts?: readonly string[];
  /** Whether an account sees this place; by default every account does. */
  isFor?: (account: Account) => boolean;
}>;

const isSuperuser = (account: Account): boolean => account.isSuperuser;

/** The places of the application, in the order of the navigation. */
export const places: readonly Place[] = [
  { href: '/', label: 'nav.today', icon: 'today', isMain: true },
  { href: '/history', label: 'nav.history', icon: 'history', isMain: true },
  { href: '/progress', label: 'nav.progress', icon: 'progress', isMain: true },
  { href: '/plans', label: 'nav.plans', icon: 'plans', isMain: true },
  { href: '/roster', label: 'nav.roster', icon: 'roster', isMain: true, isFor: isTrainer, parts: ['/athletes'] },
  { href: '/exercises', label: 'nav.exercises', icon: 'exercises' },
  { href: '/body', label: 'nav.body', icon: 'body' },
  { href: '/import', label: 'nav.import', icon: 'upload' },
  { href: '/coaching', label: 'nav.coaching', icon: 'coaching' },
  { href: '/admin/users', label: 'nav.users', icon: 'admin', isFor: isSuperuser },
  { href: '/admin/pipeline', label: 'nav.pipeline', icon: 'timer', isFor: isSuperuser, parts: ['/admin/parked'] },
  { href: '/settings', label: 'nav.settings', icon: 'settings' },
];

export const placesOf = (account: Account): readonly Place[] =>
  places.filter(({ isFor }) => isFor === undefined || isFor(account));

/** Whether a place contains the page that is shown. */
export const isAt = ({ href, parts = [] }: Pick<Place, 'href' | 'parts'>, path: string): boolean =>
  href === '/' ? path === '/' : [href, ...parts].some((each) => path === each || path.startsWith(`${each}/`));
