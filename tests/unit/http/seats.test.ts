import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../app/shared/failure.ts';
import { createGuard } from '../../../server/http/guard.ts';
import { createSeats } from '../../../server/http/seats.ts';
import { testSettings } from '../../support/portal.ts';

describe('seats', () => {
  it('give one holder a share and leave the rest to others', () => {
    const seats = createSeats({ all: 5, each: 3 });
    const flood = Array.from({ length: 10 }, () => seats.take('flood'));
    expect(flood.filter((seat) => seat !== null)).toHaveLength(3);
    expect(seats.take('kiosk')).not.toBeNull();
    expect(seats.take('agent')).not.toBeNull();
    expect(seats.take('agent')).toBeNull();
    flood[0]?.leave();
    expect(seats.take('agent')).not.toBeNull();
  });

  it('are given back once, and no seat is taken after that', () => {
    const seats = createSeats({ all: 1, each: 1 });
    const seat = seats.take('a');
    seat?.leave();
    seat?.leave();
    expect(seat?.passTo('b')).toBe(false);
    expect(seats.take('b')).not.toBeNull();
    expect(seats.take('c')).toBeNull();
  });

  it('pass from one holder to another within that one’s share', () => {
    const seats = createSeats({ all: 9, each: 1 });
    const [one, two] = [seats.take('kiosk? net'), seats.take('kiosk k1')];
    expect(one?.passTo('kiosk k1')).toBe(false);
    two?.leave();
    expect(one?.passTo('kiosk k1')).toBe(true);
    expect(one?.passTo('kiosk k1')).toBe(true);
    expect(seats.take('kiosk? net')).not.toBeNull();
    expect(seats.take('kiosk k1')).toBeNull();
    one?.leave();
    expect(seats.take('kiosk k1')).not.toBeNull();
  });
});

describe('the guard', () => {
  const guard = () =>
    createGuard({
      settings: testSettings('/nowhere', 0).public,
      pageHeaders: () => {},
      log: pino({ level: 'silent' }),
      seats: createSeats({ all: 5, each: 2 }),
    });

  it('answers the flooding address alone with 503 and when to come again', async () => {
    const guarded = guard();
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const slow = async () => {
      await gate;
      return new Response('done');
    };
    const flood = Array.from({ length: 6 }, () => guarded('192.0.2.7', slow));
    const [refused] = await Promise.all(flood.slice(2));
    expect(refused?.status).toBe(503);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused?.text()).toContain('01 99 00 12 34');
    expect((await guarded('192.0.2.8', async () => new Response('fine'))).status).toBe(200);
    open();
    for (const answer of await Promise.all(flood.slice(0, 2))) expect(answer.status).toBe(200);
    expect((await guarded('192.0.2.7', async () => new Response('fine'))).status).toBe(200);
  });

  it('answers work that finds no seat with the same page, and gives its own back', async () => {
    const guarded = guard();
    for (let round = 0; round < 10; round += 1) {
      const answer = await guarded('kiosk? net', async () => {
        throw new Failure('directory-busy');
      });
      expect(answer.status).toBe(503);
    }
    expect((await guarded('kiosk? net', async () => new Response('fine'))).status).toBe(200);
  });
});
