import { decrypt, encrypt } from '../local/aes-gcm.ts';

/** The text that replaces every personal text of an erased account. */
const erased = 'erased';

/** The data key of an account; `erased` when a tombstone says that the key was destroyed. */
export type DataKey = Uint8Array | 'erased';

/** Whether the data of an event contains any text under `personal`. */
export const hasPersonalText = (data: object): boolean => 'personal' in data && hasText(data.personal);

const hasText = (value: unknown): boolean =>
  typeof value === 'string' || (typeof value === 'object' && value !== null && Object.values(value).some(hasText));

/**
 * Encrypts every text under `personal` in the data of an event. Each ciphertext is bound to its event
 * (`stream@revision`) and to its path within the data, so a ciphertext that is copied to another place cannot be
 * decrypted.
 */
export const encryptPersonal = (data: object, event: string, key: Uint8Array): object =>
  mapPersonal(data, event, (text, place) => encrypt(key, Buffer.from(text), place));

/**
 * Decrypts every text under `personal` in the data of an event. Throws when a text was changed, moved to another place,
 * or encrypted with another key.
 */
export const decryptPersonal = (data: object, event: string, key: DataKey): object =>
  mapPersonal(data, event, (text, place) => (key === 'erased' ? erased : decrypt(key, text, place).toString()));

type Transform = (text: string, place: string) => string;

const mapPersonal = (data: object, place: string, transform: Transform): object =>
  hasPersonalText(data) && 'personal' in data ? { ...data, personal: mapTexts(data.personal, place, transform) } : data;

function mapTexts(value: unknown, place: string, transform: Transform): unknown {
  if (typeof value === 'string') return transform(value, place);
  if (Array.isArray(value)) return value.map((each, index) => mapTexts(each, `${place}/${index}`, transform));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, mapTexts(each, `${place}/${name}`, transform)]),
  );
}
