/** What the portal needs of a ticket system. `reference` is the portal's own: one ticket each, whatever happens. */
export type TicketState = 'new' | 'assigned' | 'pending' | 'solved' | 'closed';

export interface NewTicket {
  readonly reference: string;
  readonly title: string;
  /** Public text, plain French, no secret. */
  readonly text: string;
  readonly level: 1 | 2 | 3;
  readonly state: TicketState;
  readonly requesterLogin: string | null;
  readonly establishment: string | null;
}

export interface Ticket {
  readonly reference: string;
  /** The ticket system's own number. */
  readonly number: string;
  readonly state: TicketState;
  readonly level: 1 | 2 | 3;
  readonly updatedAt: Date;
}

export interface TicketChange {
  readonly level?: 1 | 2 | 3 | undefined;
  readonly state?: TicketState | undefined;
}

export interface Tickets {
  /** Opens the ticket of a reference, or returns the one that is already there. `tickets-unavailable` when it cannot. */
  open(ticket: NewTicket, signal: AbortSignal): Promise<Ticket>;
  find(reference: string, signal: AbortSignal): Promise<Ticket | null>;
  /**
   * Adds public text to the ticket of a reference and sets what `change` names. The same text is added once, however
   * often it is asked for. `tickets-unavailable` also while there is no such ticket yet: its opening is on the way.
   */
  follow(reference: string, text: string, change: TicketChange, signal: AbortSignal): Promise<void>;
}
