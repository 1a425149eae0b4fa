/** What the members about sharing mean, in requests and responses. Texts of the API documentation. */
export const sharingMeanings = {
  access: 'What the caller may do: everything as the `owner`, or `read` or `write` what another account shares.',
  sharing:
    'Who may read it besides the owner: no other account (`private`), the accounts with a grant (`shared`) or every ' +
    'account (`public`).',
  grants: 'The accounts with a grant. Others than the owner see none. While it is `private`, grants have no effect.',
  level: 'What the account may do: `read`, or `write`, which allows to edit but not to share, archive or delete.',
  accountId: 'The id of the account, which its owner sees at `GET /api/v1/access/me`.',
  scope:
    '`mine`: what belongs to the caller. `shared`: what others share with the caller by a grant. `public`: what is ' +
    'public.',
} as const;
