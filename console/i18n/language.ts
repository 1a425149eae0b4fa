import { signal } from '@preact/signals';
import en from '../messages/en.json';
import { readSetting, writeSetting } from '../theme/settings.ts';
import { formatMessage, type Values } from './format-message.ts';

export type MessageKey = keyof typeof en;
type Messages = Readonly<Record<MessageKey, string>>;

/** The languages of the application. English comes with it, the others are loaded when they are chosen. */
export const languages = { en: 'English', de: 'Deutsch' } as const;
export type LanguageCode = keyof typeof languages;

/** The language of the sentences about events, which come from the service. */
export const sentenceLanguage: LanguageCode = 'en';

const loaders: Readonly<Record<LanguageCode, () => Promise<Messages>>> = {
  en: async () => en,
  de: async () => (await import('../messages/de.json')).default,
};

const isLanguage = (code: string | null | undefined): code is LanguageCode => code != null && code in languages;

/** The language that the person has chosen, else the first one of the browser that the application has. */
function initialLanguage(): LanguageCode {
  const chosen = readSetting('language');
  if (isLanguage(chosen)) return chosen;
  return navigator.languages.map((tag) => tag.split('-', 1)[0]).find(isLanguage) ?? 'en';
}

const current = signal<Readonly<{ code: LanguageCode; messages: Messages }>>({ code: 'en', messages: en });

async function showLanguage(code: LanguageCode): Promise<void> {
  current.value = { code, messages: await loaders[code]() };
  document.documentElement.lang = code;
}

export const loadLanguage = (): Promise<void> => showLanguage(initialLanguage()).catch(() => showLanguage('en'));

export async function chooseLanguage(code: LanguageCode): Promise<void> {
  await showLanguage(code);
  writeSetting('language', code);
}

export const languageCode = (): LanguageCode => current.value.code;

/** The locale for numbers and dates: that of the browser where it has the language of the application. */
export function locale(): string {
  const { code } = current.value;
  return navigator.languages.find((tag) => tag.split('-', 1)[0] === code) ?? code;
}

/** The message of this key in the language of the application. */
export function t(key: MessageKey, values: Values = {}): string {
  const { code, messages } = current.value;
  return formatMessage(messages[key], values, code);
}
