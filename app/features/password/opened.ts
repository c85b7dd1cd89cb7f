/** What the change page opens with after a recovery: whose password, and the sealed temporary one. */
export interface HandOver {
  readonly login: string;
  /** Opaque; goes back and forth in a hidden field. */
  readonly sealed: string;
}

export interface Opened {
  readonly handOver: HandOver | null;
  /** A sealed field came and could not be opened: too old, or of another session. */
  readonly late: boolean;
}

export const nothingOpened: Opened = { handOver: null, late: false };
