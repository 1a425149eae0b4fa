/** How many sets, commands or rows are processed before other work of the process gets its turn: a few milliseconds. */
const sliceSize = 250;

/**
 * Counts work. Returns a promise when the slice is full: the caller waits for it, so that requests of others are answered
 * meanwhile. Returns undefined otherwise, because waiting for each row would take longer than the row.
 */
export type Pace = (work: number) => Promise<void> | undefined;

/** Creates the pace of one run. `breathe` resolves after other work of the process has had its turn. */
export function createPace(breathe: () => Promise<void>): Pace {
  let done = 0;
  return (work) => {
    done += work;
    if (done < sliceSize) return undefined;
    done = 0;
    return breathe();
  };
}
