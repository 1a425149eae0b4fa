/**
 * Creates a function that gives its callers one shared answer: all that call while it is being read, and all that call
 * within `ms` after it. A failure is not kept.
 */
export function shareFor<Answer>(
  ms: number,
  read: () => Promise<Answer>,
  now: () => number = () => performance.now(),
): () => Promise<Answer> {
  let running: Promise<Answer> | undefined;
  let last: Readonly<{ answer: Answer; at: number }> | undefined;
  return async () => {
    if (running) return running;
    if (last && now() - last.at < ms) return last.answer;
    running = read();
    try {
      const answer = await running;
      last = { answer, at: now() };
      return answer;
    } finally {
      running = undefined;
    }
  };
}
