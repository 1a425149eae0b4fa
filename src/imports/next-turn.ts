/** Lets other work of the process be done. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
