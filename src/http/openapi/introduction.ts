/** What developers must know before the single routes make sense, as Markdown. */
export const introduction = `
IronTrack stores training sessions with their exercises and sets, imports the history of other apps, and answers what
was done when.

**Signing in.** Browsers sign in with \`signIn\` and send the two cookies that it sets. An access token is valid for 30
minutes; \`refreshTokens\` exchanges the refresh token for a new pair. Programs send a personal access token, which
\`createToken\` makes: \`Authorization: Bearer itpat_…\`.

**Requests.** Bodies are JSON in UTF-8 with camelCase names. Unknown members and unknown query parameters are refused.
In a PATCH an absent member keeps its value, and \`null\` clears it.

**Ids** are UUIDs. A client may supply the id of a session, of an exercise in a session and of a set. It can then repeat
the creation without creating the thing twice.

**Times** are RFC 3339 with a zone or an offset. Responses are in UTC with microseconds. Days are calendar days in the
time zone of the session. A weight is exactly what the athlete typed, in kg or lb; nothing is converted or rounded.

**Revisions.** The \`ETag\` of a document is its revision. A command with \`If-Match\` is refused when the document has
changed since. A GET with \`If-None-Match\` returns 304 while nothing has changed.

**Repeating.** Every command accepts an \`Idempotency-Key\`. The same request under the same key takes effect once. After
a 503 repeat the command with the same key, because it may have taken effect.

**Reading your writes.** A query waits until it can see everything that the account has written on any device. After two
seconds it returns the problem \`read-model-behind\`, never an old state.

**Problems.** Every refusal is \`application/problem+json\` (RFC 9457). Its \`code\` never changes, and
\`GET /api/v1/problems/{code}\` explains it. A 422 lists every error of the request in \`details\`.

**Guides.** The folder \`docs/guides\` of the source code shows all of this by examples with curl and with the typed client
\`irontrack/client\`.
`.trim();
