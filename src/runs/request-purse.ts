/** Repeats one request may take at most after failures, learning what an endpoint refuses included. */
const mostRepeats = 16;

/**
 * The requests of a run, of its rollouts or of its letters, as the hosts count them. Whatever is begun sets aside the
 * most it may send before the first request leaves, and a request is only repeated out of what nobody has set aside: so
 * the limit holds to the last one.
 */
export interface RequestPurse {
  /** Requests that have left so far. */
  sent(): number;
  /** The limit from now on; null is none. */
  limit(most: number | null): void;
  /** Sets aside so many; null: they do not fit. */
  open(requests: number): SetAside | null;
}

/** What one rollout or letter may still send. Its calls come one after another. */
export interface SetAside {
  /** The most requests the next call may send, repeats included; undefined is no limit. */
  next(): number | undefined;
  /** So many left for it. */
  note(requests: number): void;
  /** What was not used is free again. */
  close(): void;
}

export function makeRequestPurse(before: number, most: number | null): RequestPurse {
  let sent = before;
  let limit = most ?? Number.POSITIVE_INFINITY;
  let setAside = 0;
  const room = (): number => limit - sent - setAside;

  function open(requests: number): SetAside | null {
    if (room() < requests) return null;
    let own = requests;
    let underWay = 0;
    setAside += requests;
    return {
      next() {
        const first = Math.min(1, own);
        const repeats = Math.max(0, Math.min(mostRepeats, Math.ceil(room() / 4)));
        own -= first;
        setAside += repeats;
        underWay = first + repeats;
        return limit === Number.POSITIVE_INFINITY ? undefined : underWay;
      },
      note(count) {
        setAside -= underWay;
        underWay = 0;
        sent += count;
      },
      close() {
        setAside -= own + underWay;
        own = 0;
        underWay = 0;
      },
    };
  }

  return {
    sent: () => sent,
    limit(next) {
      limit = next ?? Number.POSITIVE_INFINITY;
    },
    open,
  };
}
