import { Failure } from '../../../app/shared/failure.ts';
import type { Store, TicketRow } from '../store/port.ts';
import type { Ticket, TicketState, Tickets } from './port.ts';

const ticketOf = (row: TicketRow): Ticket => ({
  reference: row.reference,
  number: String(row.number),
  state: row.state as TicketState,
  level: row.level as 1 | 2 | 3,
  updatedAt: new Date(row.updatedAt),
});

/** Tickets in the portal's own store, for the demo and for organisations without GLPI. */
export function createBuiltinTickets(
  store: Pick<Store, 'tickets' | 'transaction'>,
  now: () => number,
): Tickets {
  return {
    async open(ticket) {
      const at = now();
      return ticketOf(await store.tickets.open({ ...ticket, createdAt: at, updatedAt: at }));
    },
    async find(reference) {
      const row = await store.tickets.find(reference);
      return row ? ticketOf(row) : null;
    },
    follow: (reference, text, { level, state }) =>
      store.transaction(async ({ tickets }) => {
        const row = await tickets.find(reference);
        if (!row) throw new Failure('tickets-unavailable');
        if (`${row.text}\n\n`.includes(`\n\n${text}\n\n`)) return;
        const patch = { ...(level && { level }), ...(state && { state }) };
        await tickets.follow(reference, text, patch, now());
      }),
  };
}
