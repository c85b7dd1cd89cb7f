/** Requests under way at once; one more gets 503 before any work. */
const all = 500;
/** How many of them one client address, or one kiosk, may hold: a flood from one network leaves room for the others. */
const each = 200;

/** The place of one request among those under way. */
export interface Seat {
  /** Counts the request for another holder from now on; false, and unchanged, when that one's share is taken or it has left. */
  passTo(holder: string): boolean;
  leave(): void;
}

/** Counts the requests under way, in total and for each holder. */
export function createSeats(limits: { readonly all: number; readonly each: number } = { all, each }) {
  const held = new Map<string, number>();
  let taken = 0;

  function claim(holder: string): boolean {
    const count = held.get(holder) ?? 0;
    if (count >= limits.each) return false;
    held.set(holder, count + 1);
    return true;
  }

  function release(holder: string): void {
    const count = (held.get(holder) ?? 0) - 1;
    if (count > 0) held.set(holder, count);
    else held.delete(holder);
  }

  return {
    /** Null when everything or the holder's share is taken. */
    take(holder: string): Seat | null {
      if (taken >= limits.all || !claim(holder)) return null;
      taken += 1;
      let now: string | null = holder;
      return {
        passTo(next) {
          if (next === now) return true;
          if (now === null || !claim(next)) return false;
          release(now);
          now = next;
          return true;
        },
        leave() {
          if (now === null) return;
          release(now);
          now = null;
          taken -= 1;
        },
      };
    },
  };
}

export type Seats = ReturnType<typeof createSeats>;
