import { t } from '../../i18n/language.ts';

const browsers = [
  ['Edge', /Edg\//],
  ['Firefox', /Firefox\//],
  ['Chrome', /Chrom(e|ium)\//],
  ['Safari', /Safari\//],
  ['curl', /^curl\//],
] as const;
const systems = [
  ['Android', /Android/],
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
] as const;

/** What a person calls the device that sends this `User-Agent`. */
export function deviceName(userAgent: string | null): string {
  const [browser, system] = [browsers, systems].map((list) => list.find(([, sign]) => sign.test(userAgent ?? ''))?.[0]);
  return [browser, system].filter(Boolean).join(', ') || userAgent?.slice(0, 40) || t('devices.unknown');
}
