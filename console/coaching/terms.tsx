import { useZone } from '../api/profile.ts';
import { dayOf } from '../i18n/format.ts';
import { type MessageKey, t } from '../i18n/language.ts';
import { Field } from '../ui/field.tsx';
import { fromLocal } from '../ui/local-time.ts';
import type { Part } from './use-roster.ts';

export const parts = ['history', 'plans', 'statistics', 'body_data'] as const satisfies readonly Part[];
const labels: Readonly<Record<Part, MessageKey>> = {
  history: 'coaching.part.history',
  plans: 'coaching.part.plans',
  statistics: 'coaching.part.statistics',
  body_data: 'coaching.part.body_data',
};

export const partNames = (scope: readonly Part[]): string => scope.map((part) => t(labels[part])).join(', ');

/** What a coach may read, as a choice of a form. */
export const ScopeField = ({ scope }: { scope: readonly Part[] }) => (
  <fieldset class="scope">
    <legend>{t('coaching.scope')}</legend>
    {parts.map((part) => (
      <label key={part} class="check">
        <input type="checkbox" name={part} defaultChecked={scope.includes(part)} />
        {t(labels[part])}
      </label>
    ))}
  </fieldset>
);

/** Until when a coach may read: the end of a day of the athlete. */
export function ExpiryField({ expiresAt }: { expiresAt: string | null }) {
  const zone = useZone();
  return (
    <Field
      label={t('coaching.expiresAt')}
      hint={t('coaching.expiresHint')}
      type="date"
      name="expiresAt"
      value={expiresAt === null ? '' : dayOf(expiresAt, zone)}
    />
  );
}

type Texts = Readonly<Record<string, string | undefined>>;

export const scopeIn = (texts: Texts): Part[] => parts.filter((part) => texts[part] !== undefined);
export const expiryIn = ({ expiresAt }: Texts, zone: string): string | null =>
  expiresAt ? fromLocal(`${expiresAt}T23:59`, zone) : null;
