import { signal } from '@preact/signals';
import { readSetting, writeSetting } from './settings.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const stored = readSetting('theme');
export const theme = signal<Theme>(themes.find((each) => each === stored) ?? 'system');

/** Shows the theme. Without a choice the style sheet follows the system. */
export function showTheme(): void {
  const { dataset } = document.documentElement;
  if (theme.value === 'system') delete dataset.theme;
  else dataset.theme = theme.value;
}

export function chooseTheme(chosen: Theme): void {
  theme.value = chosen;
  writeSetting('theme', chosen);
  showTheme();
}
