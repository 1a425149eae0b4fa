/** How long a request counts. One that takes longer waits for something else, such as progress or a slow client. */
const quickMs = 30;

/** Creates the list of requests that this process answers now. `areRunning`: whether one of them has begun just now. */
export function createRunningRequests(now: () => number = () => performance.now()) {
  /** The oldest request first. */
  const running = new Set<Readonly<{ beganAt: number }>>();
  return {
    /** Notes the begin of a request. Returns a function that notes its end. */
    begin(): () => void {
      const request = { beganAt: now() };
      running.add(request);
      return () => running.delete(request);
    },
    areRunning(): boolean {
      for (const request of running) {
        if (now() - request.beganAt < quickMs) return true;
        running.delete(request);
      }
      return false;
    },
  };
}
