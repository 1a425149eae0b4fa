/** Settings of this browser, which are no secret and belong to no account. */
type Setting = 'language' | 'theme';

export function readSetting(name: Setting): string | null {
  try {
    return localStorage.getItem(`irontrack.${name}`);
  } catch {
    // The browser may forbid storage. The settings then last as long as the page.
    return null;
  }
}

export function writeSetting(name: Setting, value: string): void {
  try {
    localStorage.setItem(`irontrack.${name}`, value);
  } catch {
    // As above.
  }
}
