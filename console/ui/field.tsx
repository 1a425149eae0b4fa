import type { ComponentChildren, InputHTMLAttributes, TargetedInputEvent } from 'preact';
import { useId } from 'preact/hooks';
import { t } from '../i18n/language.ts';
import { numberPattern, wholeNumberPattern } from './numbers.ts';

type Props = Readonly<{
  label: string;
  hint?: string;
  error?: string | undefined;
  name?: string;
  type?: 'text' | 'email' | 'password' | 'search' | 'number' | 'date' | 'time' | 'datetime-local' | 'url';
  /** The keys of a phone. Such a field takes numbers only, a `numeric` one whole numbers. */
  inputMode?: 'decimal' | 'numeric';
  value?: string;
  placeholder?: string;
  autoComplete?: 'name' | 'username' | 'current-password' | 'new-password' | 'one-time-code' | 'off';
  required?: boolean;
  minLength?: number;
  maxLength?: number;
  min?: string;
  max?: string;
  step?: string;
  list?: string;
  onInput?: (event: TargetedInputEvent<HTMLInputElement>) => void;
}>;

/** What the browser accepts in a field of numbers, and what it says otherwise. */
const numberRules = {
  decimal: () => ({ pattern: numberPattern, title: t('field.number') }),
  numeric: () => ({ pattern: wholeNumberPattern, title: t('field.wholeNumber') }),
};

/** An input with its label, a hint and what is wrong with its value. */
export function Field({ label, hint, error, value, ...input }: Props) {
  const id = useId();
  // What a person has typed stays when the page is drawn again, unless the page follows each letter.
  const shown = input.onInput ? { value } : { defaultValue: value };
  const asNumber = input.inputMode && numberRules[input.inputMode]();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        {...({ ...input, ...asNumber, ...shown } as InputHTMLAttributes<HTMLInputElement>)}
        id={id}
        aria-describedby={described}
        aria-invalid={error ? true : undefined}
      />
      {hint && (
        <small id={`${id}-hint`} class="hint">
          {hint}
        </small>
      )}
      {error && (
        <small id={`${id}-error`} class="error">
          {error}
        </small>
      )}
    </div>
  );
}

type SelectProps<Value extends string> = Readonly<{
  label: string;
  value: Value;
  options: readonly (readonly [value: Value, text: string])[];
  onChange: (value: Value) => void;
}>;

/** A choice of one value, with its label. */
export function Select<Value extends string>({ label, value, options, onChange }: SelectProps<Value>) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value as Value)}>
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

export const Card = ({ title, children }: { title?: ComponentChildren; children: ComponentChildren }) => (
  <section class="card">
    {title && <h2>{title}</h2>}
    {children}
  </section>
);
