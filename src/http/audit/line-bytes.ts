/** How many bytes are sent at once. A history has many short things, and each write costs a call of the system. */
const sentAtOnce = 65_536;
const spare = 8_192;

/**
 * Collects lines as bytes until they are worth a write. Each line is encoded alone: one long text of all lines would be in
 * memory of its own, which costs more to get than all else that is done for the lines.
 */
export function createLineBytes() {
  let [bytes, used] = [Buffer.allocUnsafe(sentAtOnce + spare), 0];
  return {
    add(line: string) {
      // A character takes three bytes at most.
      const needed = used + 3 * line.length;
      if (needed > bytes.length) bytes = Buffer.concat([bytes.subarray(0, used)], 2 * needed);
      used += bytes.write(line, used);
    },
    isLong: () => used >= sentAtOnce,
    take(): Buffer {
      const taken = bytes.subarray(0, used);
      [bytes, used] = [Buffer.allocUnsafe(sentAtOnce + spare), 0];
      return taken;
    },
  };
}
