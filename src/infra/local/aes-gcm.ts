import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/**
 * Node's key objects by the bytes of the key. Encrypting with the bytes themselves would import the key each time,
 * which costs more than the encryption.
 */
const keyObjects = new WeakMap<Uint8Array, KeyObject>();

function keyObjectOf(key: Uint8Array): KeyObject {
  const known = keyObjects.get(key) ?? createSecretKey(key);
  keyObjects.set(key, known);
  return known;
}

/**
 * Encrypts with AES-256-GCM and returns base64 of the iv, the ciphertext and the tag. Decryption must give the same
 * `context`, which is authenticated but not encrypted.
 */
export function encrypt(key: Uint8Array, plain: Uint8Array, context: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, keyObjectOf(key), iv).setAAD(Buffer.from(context));
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

/**
 * Decrypts a text that `encrypt` returned. Throws when the text was changed, or was encrypted with another key or
 * context.
 */
export function decrypt(key: Uint8Array, encrypted: string, context: string): Buffer {
  const bytes = Buffer.from(encrypted, 'base64');
  const decipher = createDecipheriv(algorithm, keyObjectOf(key), bytes.subarray(0, ivBytes)).setAAD(
    Buffer.from(context),
  );
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(ivBytes, -tagBytes)), decipher.final()]);
}
