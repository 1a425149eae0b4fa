import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Metadata } from '../../events/event.ts';
import type { SealedEvent } from '../../ports/log.ts';
import { uuidV8 } from '../local/ids.ts';

/** What an erased account's texts read as for ever after. */
const erased = 'erased';
export type DataKey = Uint8Array | 'erased';

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/** Where a text stands; bound into its ciphertext, so that no text can be moved elsewhere unnoticed. */
type Place = string;
type Transform = (text: string, place: Place) => string;

/** Given a key's bytes, Node takes several times as long as it does for all the rest. */
const keyObjects = new WeakMap<Uint8Array, KeyObject>();

function keyObjectOf(key: Uint8Array): KeyObject {
  const known = keyObjects.get(key) ?? createSecretKey(key);
  keyObjects.set(key, known);
  return known;
}

/** AES-256-GCM under the account's key, as base64 of iv, ciphertext and tag. */
export const encrypting =
  (key: Uint8Array): Transform =>
  (text, place) => {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv(algorithm, keyObjectOf(key), iv).setAAD(Buffer.from(place));
    return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
  };

/** Throws where the ciphertext was changed, moved, or made with another key. */
export const decrypting =
  (key: DataKey): Transform =>
  (text, place) => {
    if (key === 'erased') return erased;
    const bytes = Buffer.from(text, 'base64');
    const decipher = createDecipheriv(algorithm, keyObjectOf(key), bytes.subarray(0, ivBytes)).setAAD(
      Buffer.from(place),
    );
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    return decipher.update(bytes.subarray(ivBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8');
  };

/** The data of a sealed event, with the texts under `personal` still encrypted. */
export const sealedDataOf = ({ data }: SealedEvent): object => data as object;

/** Whether the data holds any personal text. */
export const isPersonal = (data: object): boolean => 'personal' in data && hasText(data.personal);

const hasText = (value: unknown): boolean =>
  typeof value === 'string' || (typeof value === 'object' && value !== null && Object.values(value).some(hasText));

/** The data with every text under `personal` transformed. */
export const mapPersonal = (data: object, place: Place, transform: Transform): object =>
  isPersonal(data) && 'personal' in data ? { ...data, personal: mapTexts(data.personal, place, transform) } : data;

function mapTexts(value: unknown, place: Place, transform: Transform): unknown {
  if (typeof value === 'string') return transform(value, place);
  if (Array.isArray(value)) return value.map((each, index) => mapTexts(each, `${place}/${index}`, transform));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, mapTexts(each, `${place}/${key}`, transform)]),
  );
}

/** What an event's chain is made of, besides the chain before it. */
export type Link = Readonly<{
  stream: string;
  revision: number;
  type: string;
  data: object;
  metadata: Omit<Metadata, 'chain'>;
}>;

/** SHA-256 over the previous chain and the RFC 8785 form of the event, in hex. */
export const chainOf = (previous: string, link: Link): string =>
  createHash('sha256')
    .update(previous)
    .update(canonicalize(link) ?? '')
    .digest('hex');

/** Equal ids mean equal bytes: the store's idempotence can never hide a different event. */
export const eventIdOf = (chain: string): string => uuidV8(Buffer.from(chain, 'hex'));
