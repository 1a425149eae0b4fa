/** What the members of discussions and comments mean, in requests and responses. Texts of the API documentation. */
export const commentMeanings = {
  by: 'The side that has written it.',
  coachId: 'The coach with whom the discussion is.',
  entryId: 'The exercise of the training session that the comment is about; null for the whole session.',
  setId: 'The set of this exercise that the comment is about; null for the whole exercise.',
  text: 'The text of the comment.',
  addedIn: 'The revision of the discussion that added it.',
  editedAt: 'When the text was changed last; null if it never was.',
  comments: 'All comments in the order in which they were written. Those on one place are a thread.',
  readUpTo: 'The revision up to which each side has read.',
  unread: 'How many comments of the other side each side has not read.',
  updatedAt: 'When a comment was last written, changed or removed.',
} as const;
