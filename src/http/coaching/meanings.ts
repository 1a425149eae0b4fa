/** What the members about coaching mean, in requests and responses. Texts of the API documentation. */
export const coachingMeanings = {
  email: 'The address that the athlete has invited; null when the coach has asked.',
  coachId: 'The account of the coach. An athlete sees it once the invitation is accepted.',
  askedBy: 'Who has asked the other side: the `athlete` by an invitation, or the `coach` by a request.',
  status:
    '`pending`: not answered. `active`: accepted; it allows nothing once `expiresAt` has passed. `declined`, `ended`: over.',
  scope:
    'What the coach may read: training sessions (`history`), plans and the schedule (`plans`), what the sets add up to ' +
    '(`statistics`), measurements of the body (`body_data`).',
  expiresAt: 'Until when the coach may read; null for no end.',
  message: 'A message to the other side.',
  endedBy: 'The side that has ended it; null if it is open or was declined.',
  person: 'The name and the address of the account now; null once it is over, or while the caller may not know them.',
} as const;
