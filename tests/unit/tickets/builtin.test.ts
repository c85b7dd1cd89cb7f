import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureCode } from '../../../app/shared/failure.ts';
import { createBuiltinTickets } from '../../../server/systems/tickets/builtin.ts';
import type { NewTicket } from '../../../server/systems/tickets/port.ts';
import { type TemporaryStore, temporaryStore } from '../../support/temporary-store.ts';

let at: TemporaryStore;
beforeEach(async () => {
  at = await temporaryStore();
});
afterEach(() => at.end());

const signal = () => AbortSignal.timeout(5_000);
const ticket: NewTicket = {
  reference: 'R-7K2M-9QXD',
  title: 'Mot de passe réinitialisé',
  text: 'Premier texte.',
  level: 1,
  state: 'closed',
  requesterLogin: 'agent',
  establishment: null,
};

describe('following a ticket of the portal’s own', () => {
  it('adds a text once and sets what is named', async () => {
    let now = 1_000;
    const tickets = createBuiltinTickets(at.store, () => now);
    await tickets.open(ticket, signal());
    now = 2_000;
    const follow = () => tickets.follow(ticket.reference, 'Second texte.', { level: 3 }, signal());
    await Promise.all(Array.from({ length: 10 }, follow));
    await tickets.follow(ticket.reference, 'Second', {}, signal());
    expect(await at.store.tickets.find(ticket.reference)).toMatchObject({
      text: 'Premier texte.\n\nSecond texte.\n\nSecond',
      level: 3,
      state: 'closed',
      updatedAt: 2_000,
    });
  });

  it('fails while there is no such ticket, and makes none', async () => {
    const tickets = createBuiltinTickets(at.store, () => 1_000);
    const code = await tickets.follow('R-0000-0000', 'Un texte.', {}, signal()).catch(failureCode);
    expect(code).toBe('tickets-unavailable');
    expect(await tickets.find('R-0000-0000', signal())).toBeNull();
  });
});
