const maxLength = 60;
/** Characters that are invisible, or that change the order of others: with them a name could look like other text. */
const hidden = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** The name of an app for people. An app without a name has that of its host, if it has one. */
export function appNameOf(given: string | undefined, clientId: string): string {
  const name = Array.from((given ?? '').replace(hidden, '').replace(/\s+/g, ' ').trim())
    .slice(0, maxLength)
    .join('');
  return name || URL.parse(clientId)?.host || 'An app without a name';
}
